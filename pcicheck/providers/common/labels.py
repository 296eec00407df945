"""Labels and tags that speak of data, owners, scope and environment, however people spell them.

No standard fixes these names. The ones read here are those of the tagging guides of AWS ("Best practices for tagging
AWS resources"), Google Cloud ("Best practices for labels") and Azure ("Define your tagging strategy"), and the
``pci:`` names of pcicheck's own scope file.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pcicheck.model.document import Document
from pcicheck.model.kinds.common import ENVIRONMENT, DataStore
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


Labels = dict[str, str] | Unknown
Meaning = Literal["environment", "class", "owner", "scope", "protection"]

_ATTRIBUTES = (
    *("tags_all", "effective_labels", "terraform_labels", "labels", "user_labels", "resource_labels", "tags"),
    "metadata.labels",
)
_HEADS = frozenset(path.split(".")[0] for path in _ATTRIBUTES)
_NAMES: dict[str, Meaning] = {
    **dict.fromkeys(("environment", "env", "stage", "pcienvironment", "appenv", "deployenv"), "environment"),
    **dict.fromkeys(("deploymentenvironment", "environmentname", "environmenttype"), "environment"),
    **dict.fromkeys(("dataclass", "dataclassification", "classification", "pcidata", "pcidataclass"), "class"),
    **dict.fromkeys(("datasensitivity", "pcidatatype", "datatype"), "class"),
    **dict.fromkeys(("owner", "dataowner", "serviceowner", "businessowner", "technicalowner", "team"), "owner"),
    **dict.fromkeys(("pciscope", "pcidssscope", "cdescope", "pcicategory"), "scope"),
    **dict.fromkeys(("pciprotection", "panprotection", "pcidataprotection", "pcipanprotection"), "protection"),
}
_ACCOUNT_DATA = frozenset(("pan", "pans", "chd", "cardholder", "card", "cards", "sad", "pci", "accountdata", "track"))
_NOT = frozenset(("non", "no", "not", "none", "without", "out"))
_PROTECTIONS = {
    **dict.fromkeys(("truncation", "truncated"), "truncation"),
    **dict.fromkeys(("token", "tokens", "tokenised", "tokenized", "tokenization", "tokenisation"), "tokens"),
    **dict.fromkeys(("hmac", "hash", "hashed", "keyedhash", "cmac"), "keyed_hash"),
    **dict.fromkeys(("field", "fieldencryption", "fieldlevel", "column", "envelope", "clientside"), "field_encryption"),
    **dict.fromkeys(("disk", "volume", "tde", "platform", "bucket", "atrest"), "platform_encryption"),
    **dict.fromkeys(("nothing", "none", "clear", "cleartext", "plain", "plaintext"), "nothing"),
}
_PRODUCTION = frozenset(("prod", "production", "prd", "live"))
_BEFORE = words(
    "dev develop development test testing tst qa uat sit staging stage stg sandbox sbx preprod preproduction preprd "
    "nonprod nonproduction nonprd demo perf performance lab integration int ci feature preview"
)
_WORD = re.compile(r"[a-z]+")


def labels_of(document: Document) -> Labels:
    """Every label of the document whose value is known; ``Unknown`` where labels are written and none can be read."""
    values = document.values
    if isinstance(values, dict) and _HEADS.isdisjoint(values):
        return {}
    merged: dict[str, str] = {}
    unknown: Unknown | None = None
    for path in _ATTRIBUTES:
        found = document.get(path)
        if isinstance(found, dict):
            merged |= {str(name): str(value) for name, value in found.items() if isinstance(value, (str, int, bool))}
            unknown = unknown or next((value for value in found.values() if isinstance(value, Unknown)), None)
        elif isinstance(found, Unknown) and path != "tags_all":
            unknown = unknown or found
    return merged if merged or unknown is None else unknown


def environment_of(labels: Labels) -> Fact[ENVIRONMENT]:
    """The environment that a label names; ``None`` where none does, or where it names another than we know."""
    value = _meant(labels, "environment")
    return environment_named(value) if isinstance(value, str) else value


@lru_cache(maxsize=1024)
def environment_named(value: str) -> ENVIRONMENT | None:
    """What a name such as ``prod-eu`` or ``Non-Production`` stands for."""
    words = _WORD.findall(value.lower())
    if not words:
        return None
    if words[0] in ("non", "pre") or words[0] in _BEFORE:
        return "pre_production"
    return "production" if words[0] in _PRODUCTION else None


def data_store(document: Document, labels: Labels) -> Resource:
    """A store as its labels speak of it."""
    facts = _store(tuple(labels.items())) if isinstance(labels, dict) else _store_of(labels)
    return resource(document, facts, part="labels", labels=labels if isinstance(labels, dict) else {})


@lru_cache(maxsize=4096)
def _store(labels: tuple[tuple[str, str], ...]) -> DataStore:
    """Estates give the same labels to thousands of things."""
    return _store_of(dict(labels))


def _store_of(labels: Labels) -> DataStore:
    return DataStore(
        says_class=_says(labels, "class"),
        says_owner=_says(labels, "owner"),
        says_scope=_says(labels, "scope"),
        account_data=_holds_account_data(_meant(labels, "class")),
        unreadable_by=_protection(_meant(labels, "protection")),
    )


def _holds_account_data(value: str | None | Unknown) -> Fact[bool]:
    if not isinstance(value, str):
        return value
    words = _WORD.findall(value.lower())
    return not _NOT.intersection(words) and bool(_ACCOUNT_DATA.intersection((*words, "".join(words))))


def _protection(value: str | None | Unknown) -> Fact[str]:
    if isinstance(value, Unknown):
        return value
    words = _WORD.findall(value.lower()) if value else []
    found = next((_PROTECTIONS[word] for word in ("".join(words), *words) if word in _PROTECTIONS), None)
    why = "whatever the platform encrypts, it opens to every program; no label says what else makes card numbers"
    return found or Unknown(f"{why} unreadable")


def _says(labels: Labels, meaning: Meaning) -> bool | Unknown:
    value = _meant(labels, meaning)
    return value if isinstance(value, Unknown) else value is not None


def _meant(labels: Labels, meaning: Meaning) -> str | None | Unknown:
    """The value of the first label of that meaning."""
    if isinstance(labels, Unknown):
        return labels
    return next((value for name, value in labels.items() if value and _meaning(name) == meaning), None)


@lru_cache(maxsize=4096)
def _meaning(name: str) -> Meaning | None:
    return _NAMES.get("".join(_WORD.findall(name.lower())))
