"""What the adapters of data services share: keys, passwords, names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds import Kind
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.resource import Resource
from pcicheck.model.value import SENSITIVE, Fact, Inapplicable, Unknown
from pcicheck.providers.aws.kms import key_owner
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource


def made(document: Document, facts: Kind, *names: str) -> Iterator[Resource]:
    """The one resource of a document, findable by its ARN, its id and the attributes called ``names``."""
    found = (document.text("arn"), document.text("id"), *(document.text(name) for name in names))
    yield resource(document, facts, labels=tags_of(document), names=found)


def is_set(document: Document, path: str) -> bool | Unknown:
    """Whether something is written at ``path``, a secret or a reference included."""
    value = document.get(path)
    if value is SENSITIVE:
        return True
    if isinstance(value, Unknown):
        return True if document.surroundings.names(document, path) else value
    return value not in (None, "", [], {})


def known_texts_of(block: Block, path: str) -> tuple[str | Unknown, ...] | Unknown:
    """A list of texts in lower case, unknown elements kept."""
    texts = block.texts(path)
    if isinstance(texts, Unknown):
        return texts
    return tuple(text if isinstance(text, Unknown) else text.lower() for text in texts)


def holds(texts: tuple[str | Unknown, ...] | Unknown, wanted: str) -> bool | Unknown:
    """Whether ``wanted`` is in a list of texts."""
    if isinstance(texts, Unknown):
        return texts
    return wanted in texts or next((text for text in texts if isinstance(text, Unknown)), False)


def encryption(
    document: Document, at_rest: Fact[bool], key_path: str, *, keyless: str = "managed", copied: bool = False
) -> Encryption:
    """Encryption from a switch and a KMS key; ``keyless`` is who owns the key where none is given.

    What is copied from a snapshot or another database keeps the key of that where none is given.
    """
    if at_rest is False:
        return Encryption(at_rest=False, key_owner="none", key=None)
    if isinstance(at_rest, Inapplicable):
        return Encryption(at_rest=at_rest, key_owner=at_rest, key=at_rest)
    key = document.link(key_path, "key")
    if key is None and copied:
        key = Unknown("what it is copied from decides which key encrypts it")
    owner = key_owner(document, key_path, key, keyless)
    if isinstance(at_rest, Unknown) and key is None:
        owner = at_rest
    return Encryption(at_rest=at_rest, key_owner=owner, key=key)


def switched(document: Document, switch: str, key_path: str, *, copied: bool = False) -> Encryption:
    """Encryption that is off until ``switch`` says otherwise.

    Where only the key is written, whose key it would be is told all the same.
    """
    if document.get(switch) is not None or document.get(key_path) is None:
        return encryption(document, document.flag(switch, False), key_path, copied=copied)
    named = encryption(document, True, key_path)
    return Encryption(at_rest=False, key_owner=named.key_owner, key=named.key)


def admin_password(document: Document, managed: str, password: str) -> Fact[str]:
    """Where the administrator's password is kept. Write-only arguments never reach plan or state."""
    by_service = document.flag(managed, False)
    if by_service is True:
        return "vault"
    stated = is_set(document, password)
    if stated is True:
        return "configuration"
    handed = is_set(document, f"{password}_wo")
    if handed is False:
        handed = is_set(document, f"{password}_wo_version")
    if handed is True:
        return "write_only"
    unsure = next((answer for answer in (by_service, stated, handed) if isinstance(answer, Unknown)), None)
    return unsure or Unknown("no password is stated, so whoever set it decides where it is kept")


def lowered(value: Any) -> Any:
    """A text in lower case; everything else as it is."""
    return value.lower() if isinstance(value, str) else value
