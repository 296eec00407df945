"""What the adapters of Azure's data services share: names, keys, passwords, lists of client addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds import Kind
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import Span, span, wide
from pcicheck.providers.azure.cmk import vault_encryption
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_set
from pcicheck.providers.referrers import is_named_by

ONCE = Inapplicable("this service has no second layer of encryption to turn on")
_NOWHERE, _LAST = "0.0.0.0", "255.255.255.255"  # noqa: S104 - addresses to recognise, nothing binds to them
_REPLICA_MODES = ("replica", "secondary", "onlinesecondary", "georestore", "pointintimerestore", "recovery", "copy")


def made(document: Document, facts: Kind) -> Iterator[Resource]:
    """The one resource of a document, findable by its id and its name."""
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def key_encryption(document: Document, *paths: str, at_rest: Fact[bool] = True) -> Encryption:
    """Encryption with the key named at the first of ``paths`` that is set, else with Microsoft's own."""
    if at_rest is False:
        return Encryption(at_rest=False, key_owner="none", key=None, twice=ONCE)
    return replace(vault_encryption(document, *paths, twice=ONCE), at_rest=at_rest)


def keyless(why: Inapplicable | Unknown, at_rest: Fact[bool] = True) -> Encryption:
    """Encryption where the customer cannot name a key, or names it elsewhere."""
    return Encryption(at_rest=at_rest, key_owner=why, key=why, twice=ONCE)


def from_sidecar(document: Document, native_type: str, *paths: str) -> Encryption:
    """Encryption with the key that a side-car names, else with Microsoft's own."""
    sidecar = document.sidecar(native_type)
    if sidecar is not None:
        return key_encryption(sidecar, *paths)
    if isinstance(document.values, Unknown):
        return Encryption(at_rest=True, key_owner=document.values, key=document.values, twice=ONCE)
    return key_encryption(document)


def stands_beside(document: Document, *types: str) -> bool | Unknown:
    """Whether a side-car of one of the types says something about the document; unknown where one only may."""
    unknown = document.values if isinstance(document.values, Unknown) else False
    found = (car.values if isinstance(car.values, Unknown) else True for car in document.all_sidecars(*types))
    return any_true(*found, unknown)


def password_kept(document: Document, path: str) -> Fact[str]:
    """Where the administrator's password is kept; unknown where none is stated."""
    stated = is_set(document, path)
    if stated is True:
        return "configuration"
    handed = any_true(is_set(document, f"{path}_wo"), is_set(document, f"{path}_wo_version"))
    if handed is True:
        return "write_only"
    unsure = next((answer for answer in (stated, handed) if isinstance(answer, Unknown)), None)
    return unsure or Unknown("no password is stated, so whoever set it decides where it is kept")


def is_copy(document: Document) -> bool | Unknown:
    """Whether it is made from another one, whose accounts it takes over."""
    mode = document.text("create_mode", "")
    return mode if isinstance(mode, Unknown) else str(mode).lower() in _REPLICA_MODES


def has_private_endpoint(document: Document) -> bool:
    """Whether a private endpoint of the same input leads to it."""
    path = "private_service_connection.private_connection_resource_id"
    return is_named_by(document, "azurerm_private_endpoint", path)


def rule_admits_everyone(rule: Document) -> bool | Unknown:
    """Whether an address rule lets in the internet: a wide range, or everything from or up to some address.

    From 0.0.0.0 to 0.0.0.0 means all of Azure, and is another question. A range whose end lies before its start holds
    nobody, and Azure takes no such rule.
    """
    ends = _ends(rule)
    if isinstance(ends, Unknown):
        return ends
    first, last = ends
    if first == _NOWHERE or last in (_NOWHERE, _LAST):
        return last != _NOWHERE
    low, high = span(first), span(last)
    if low is None or high is None or low.version != high.version:
        return Unknown("the ends of its range are not understood")
    if high.last < low.first:
        return False
    return wide((Span(low.version, low.first, high.last),))


def rule_admits_cloud(rule: Document) -> bool | Unknown:
    """Whether an address rule is the one from 0.0.0.0 to 0.0.0.0, which lets in all of Azure."""
    ends = _ends(rule)
    return ends if isinstance(ends, Unknown) else ends == (_NOWHERE, _NOWHERE)


def _ends(rule: Document) -> tuple[str, str] | Unknown:
    first = rule.text("start_ip_address", rule.text("start_ip", ""))
    last = rule.text("end_ip_address", rule.text("end_ip", ""))
    if isinstance(first, Unknown) or isinstance(last, Unknown):
        return first if isinstance(first, Unknown) else last if isinstance(last, Unknown) else Unknown("")
    return str(first).split("/", maxsplit=1)[0], str(last).split("/", maxsplit=1)[0]


def admits(document: Document, *rule_types: str) -> dict[str, Fact[bool]]:
    """What the address rules of a server let in."""
    rules = list(document.all_sidecars(*rule_types))
    unknown = document.values if isinstance(document.values, Unknown) else False
    return {
        "admits_everyone": any_true(*(rule_admits_everyone(rule) for rule in rules), unknown),
        "admits_whole_cloud": any_true(*(rule_admits_cloud(rule) for rule in rules), unknown),
    }


def tls_version(document: Document, path: str, default: float | Unknown) -> Fact[float]:
    """A lowest TLS version, in any of the ways Azure writes it; 0 where none is enforced."""
    text = document.text(path)
    if text is None or isinstance(text, Unknown):
        return default if text is None else text
    return lowest_version(str(text).split(","))


def lowest_version(texts: Iterable[str]) -> Fact[float]:
    """The lowest of some TLS versions as Azure names them: ``1.2``, ``TLS1_2``, ``Tls12``, ``TLSv1.2``."""
    found = [_VERSIONS.get(text.strip().lower().replace("tlsv", "tls").replace("_", ".")) for text in texts]
    known = [version for version in found if version is not None]
    return min(known) if len(known) == len(found) and known else Unknown("its lowest TLS version is not understood")


_VERSIONS = {
    "disabled": 0.0,
    "tlsenforcementdisabled": 0.0,
    "tls": 1.0,
    "tls1": 1.0,
    **{f"{prefix}{minor}": float(f"1.{minor}") for prefix in ("1.", "tls1.", "tls1", "tls") for minor in range(4)},
    "tls10": 1.0,
    "tls1.0": 1.0,
}
