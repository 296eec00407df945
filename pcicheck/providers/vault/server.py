"""Configuration of Vault and OpenBao servers: what protects the root key, and switches of the whole server.

Vault documentation, "Server configuration" (``raw_storage_endpoint``, ``introspection_endpoint``, ``ui`` and
``disable_mlock`` are off, ``max_lease_ttl`` is 768h, ``log_level`` info where unset; mlock is advised against with
integrated storage), "seal stanza" (Shamir's shares without one; a seal that is ``disabled`` is only there to move away
from; SoftHSM, a program that stands in for a module, is loaded like one; ``env://`` and ``file://`` point to values
elsewhere); OpenBao documentation, "static seal". Environment variables of the server can say otherwise and are not in
its files.

The files of one folder are one configuration where some of them have no storage of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.keys import AuditDevice
from pcicheck.model.kinds.secrets import SecretsServer
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.plain_secrets import in_text, in_variables
from pcicheck.providers.vault.listeners import has_tls, is_local
from pcicheck.providers.vault.reading import hours

_TYPE = "vault:server"
_IN_PARTS = Inapplicable("another file of the same folder holds the main part of the configuration")
_REST_AWAY = Unknown("the main part of the configuration is in a file that is not at hand")
_NO_ADDRESS = Inapplicable("no address is named to which callers are sent")
_MAPPED = Inapplicable("with integrated storage the makers advise against locking memory; swap has to be off instead")
_SEALS = {
    "pkcs11": "module",
    **dict.fromkeys(("awskms", "gcpckms", "azurekeyvault", "ocikms", "alicloudkms", "kmip"), "key_service"),
    "transit": "server",
    **dict.fromkeys(("shamir", "static"), "shares"),
}
_STANZAS = ("seal", "storage", "ha_storage", "telemetry", "service_registration", "listener")
_SECRETS = frozenset(
    (
        *("pin", "token", "password", "secret_key", "client_secret", "session_token"),
        *("current_key", "previous_key", "circonus_api_token"),
    )
)
_REFERENCES = ("env://", "file://")
_ADDRESSES = ("api_addr", "storage.redirect_addr", "storage.advertise_addr")


def server(document: Document) -> Iterator[Resource]:
    """The configuration of a server, or a part of it."""
    parts = _parts(document)
    facts = SecretsServer(
        seal=_seal(document, parts),
        plain_secrets=_plain_secrets(document),
        raw_storage=document.flag("raw_storage_endpoint", False),
        inspection=document.flag("introspection_endpoint", False),
        web_console=document.flag("ui", False),
        memory_locked=_memory(document, parts),
        max_lease_hours=_main(document, parts, _lease(parts)),
        advertises_tls=_advertised(document),
        logs_details=_log_level(document),
    )
    yield resource(document, facts)


def audit(document: Document) -> Iterator[Resource]:
    """An audit device that the configuration declares."""
    facts = AuditDevice(category=document.text("type"), raw=_raw(document), local=False)
    yield resource(document, facts)


def _raw(document: Document) -> Fact[bool]:
    options = document.flag("options.log_raw", False)
    return document.flag("log_raw", False) if options is False else options


def _parts(document: Document) -> list[Document]:
    """All files that the server reads as one, as far as their folder tells; the given one first."""
    folder = PurePath(document.origin.file or "").parent
    beside = [
        other
        for other in document.surroundings.of_type(_TYPE)
        if other is not document
        and PurePath(other.origin.file or "").parent == folder
        and ":" not in other.address  # the text of an entry of a config map is whole
    ]
    if _whole(document):
        beside = [other for other in beside if not _whole(other)]
    return [document, *beside]


def _whole(document: Document) -> bool:
    return document.get("storage") is not None


def _main(document: Document, parts: list[Document], answer: Any) -> Any:
    """The answer about all parts, said of the file with the storage only."""
    if _whole(document):
        return answer
    return _IN_PARTS if any(_whole(part) for part in parts) else _REST_AWAY


def _seal(document: Document, parts: list[Document]) -> Any:
    listening = any(part.get("listener") is not None for part in parts)
    found = _seals(parts)
    if found is not None:
        return _main(document, parts, found) if not document.get("seal") or _whole(document) else _seals([document])
    return _main(document, parts, "shares" if listening else _REST_AWAY)


def _seals(parts: list[Document]) -> Any:
    """The kind of the seal in force; the weakest of several."""
    kinds: list[Any] = []
    for part in parts:
        blocks = part.blocks("seal")
        for block in blocks if isinstance(blocks, tuple) else ():
            disabled = block.flag("disabled", False)
            if disabled is True:
                continue
            name = str(block.get("type")).lower()
            kind = _SEALS.get(name, Unknown("the type of the seal is not known to pcicheck"))
            if kind == "module" and "softhsm" in str(block.get("lib")).lower():
                kind = "software"
            kinds.append(disabled if isinstance(disabled, Unknown) else kind)
    weakest = next((kind for kind in ("shares", "software") if kind in kinds), None)
    if weakest is not None:
        return weakest
    return next((kind for kind in kinds if isinstance(kind, Unknown)), kinds[0] if kinds else None)


def _memory(document: Document, parts: list[Document]) -> Any:
    stores = [part.block("storage") for part in parts]
    if any(isinstance(store, Block) and store.get("type") == "raft" for store in stores):
        return _MAPPED
    off = document.flag("disable_mlock", False)
    if off is None or isinstance(off, Unknown):
        return off
    return False if off else _main(document, parts, _locked(parts))


def _locked(parts: list[Document]) -> Any:
    answers = [part.flag("disable_mlock", False) for part in parts]
    return Inapplicable("another file says so") if any(answer is True for answer in answers) else True


def _lease(parts: list[Document]) -> Fact[float]:
    return next((found for part in parts if (found := hours(part, "max_lease_ttl")) is not None), None)


def _advertised(document: Document) -> Fact[bool]:
    for path in _ADDRESSES:
        address = document.text(path)
        if isinstance(address, Unknown) or (address is not None and not is_local(address)):
            return has_tls(address)
    return _NO_ADDRESS


def _log_level(document: Document) -> Fact[bool]:
    level = document.text("log_level", "info")
    return level if isinstance(level, Unknown) else str(level).lower() in ("trace", "debug")


def _plain_secrets(document: Document) -> Fact[tuple[str, ...]]:
    found: list[str | Unknown] = []
    for name in _STANZAS:
        blocks = document.blocks(name)
        for block in blocks if isinstance(blocks, tuple) else ():
            found += _in_stanza(name, block)
    hidden = next((item for item in found if isinstance(item, Unknown)), None)
    return tuple(item for item in found if isinstance(item, str)) or hidden or ()


def _in_stanza(stanza: str, block: Block) -> Iterator[str | Unknown]:
    settings = block.values if isinstance(block.values, dict) else {}
    for name, value in settings.items():
        if isinstance(value, Unknown):
            if name in _SECRETS:
                yield Unknown(f"what {name} of the {stanza} holds is not shown: {value.reason}")
        elif _holds_secret(name, value):
            yield f"{stanza}.{name}"


def _holds_secret(name: str, value: Any) -> bool:
    if name in _SECRETS:
        return bool(value) and not str(value).startswith(_REFERENCES)
    return isinstance(value, str) and bool(in_variables({name: value}) or in_text(value))
