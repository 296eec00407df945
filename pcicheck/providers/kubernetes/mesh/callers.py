"""Whom the rules of an authorization policy of Istio let in, and to what.

Istio documentation, "Authorization Policy" (API ``security.istio.io`` v1beta1 and v1): a rule fits where one source,
one operation and all conditions fit; a part that is left out fits everything; fields of a source or operation must
all fit. Texts match whole, by prefix (``abc*``), by suffix (``*abc``) or, ``*``, whatever is not empty; the ``not…``
fields take out what they name. ``principals``, ``namespaces`` and ``serviceAccounts`` come from the certificate of the
peer, ``requestPrincipals`` from a token, ``ipBlocks`` and ``remoteIpBlocks`` from addresses.
"""

from __future__ import annotations

from collections.abc import Iterable

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import internet

Caller = str | Unknown
NARROWEST = ("named", "namespace", "token", "pattern", "authenticated", "network", "anyone")
"""Ways to let somebody in, the narrowest first."""
_RANK = {way: rank for rank, way in enumerate(NARROWEST)}
ANYONE = "anyone"
_KEYS = {
    "source.principal": "principals",
    "source.namespace": "namespaces",
    "source.serviceAccount": "serviceAccounts",
    "source.ip": "ipBlocks",
    "remote.ip": "remoteIpBlocks",
    "request.auth.principal": "requestPrincipals",
}
"""Conditions that say the same as fields of a source."""
_TOKEN_KEYS = ("request.auth.claims", "request.auth.audiences", "request.auth.presenter")
FIELDS = ("principals", "namespaces", "serviceAccounts", "ipBlocks", "remoteIpBlocks", "requestPrincipals")


def rule_callers(rule: Block) -> tuple[Caller, ...]:
    """Whom one rule lets in."""
    if isinstance(rule.values, Unknown):
        return (rule.values,)
    conditions = _conditions(rule)
    sources = rule.blocks("from")
    if isinstance(sources, Unknown):
        return (_narrower((sources, *conditions)),)
    ways = [_source(source) for source in sources] or [ANYONE]
    return tuple(dict.fromkeys(_narrower((way, *conditions)) for way in ways))


def _source(source: Block) -> Caller:
    """Whom one source is: its narrowest field decides, as all of them must fit."""
    if isinstance(source.values, Unknown):
        return source.values
    inner = source.get("source")
    if isinstance(inner, Unknown):
        return inner
    fields = Block(inner if isinstance(inner, dict) else {})
    return _narrower(_field(name, fields.texts(name)) for name in FIELDS if fields.get(name) not in (None, []))


def _conditions(rule: Block) -> tuple[Caller, ...]:
    conditions = rule.blocks("when")
    if isinstance(conditions, Unknown):
        return (conditions,)
    ways: list[Caller] = []
    for condition in conditions:
        key = condition.text("key", "")
        values = condition.texts("values")
        if isinstance(key, Unknown):
            ways.append(key)
        elif values == ():
            continue
        elif key in _KEYS:
            ways.append(_field(_KEYS[key], values))
        elif isinstance(key, str) and key.startswith(_TOKEN_KEYS):
            ways.append("token")
    return tuple(ways)


def _field(name: str, values: tuple[str | Unknown, ...] | Unknown) -> Caller:
    """Whom the values of a field name together: the widest of them."""
    if isinstance(values, Unknown):
        return values
    return _widest(value if isinstance(value, Unknown) else _value(name, value) for value in values)


def _value(name: str, value: str) -> str:
    if name in ("ipBlocks", "remoteIpBlocks"):
        return ANYONE if internet((value,)) is True else "network"
    if name == "requestPrincipals":
        return "token"
    if value == "*":
        return "authenticated"
    if name == "namespaces":
        return "pattern" if "*" in value else "namespace"
    if "*" not in value:
        return "named"
    parts = value.split("/")
    one_namespace = name == "principals" and len(parts) > 2 and parts[1] == "ns" and "*" not in parts[0] + parts[2]
    return "namespace" if one_namespace else "pattern"


def _narrower(ways: Iterable[Caller]) -> Caller:
    """Whom several conditions leave that must all hold."""
    found = list(ways)
    known = [way for way in found if isinstance(way, str)]
    unknown = next((way for way in found if isinstance(way, Unknown)), None)
    least = min(known, key=_RANK.__getitem__, default=ANYONE)
    return unknown if unknown is not None and least != "named" else least


def _widest(ways: Iterable[Caller]) -> Caller:
    found = list(ways)
    known = [way for way in found if isinstance(way, str)]
    unknown = next((way for way in found if isinstance(way, Unknown)), None)
    most = max(known, key=_RANK.__getitem__, default="named")
    return unknown if unknown is not None and most != ANYONE else most


def rule_names(rule: Block, field: str) -> bool | Unknown:
    """Whether every operation of a rule names methods or paths, and not all of them."""
    if isinstance(rule.values, Unknown):
        return rule.values
    operations = rule.blocks("to")
    if isinstance(operations, Unknown):
        return operations
    if not operations:
        return False
    unsure: Unknown | None = None
    for each in operations:
        named = _names(each, field)
        if named is False:
            return False
        unsure = named if isinstance(named, Unknown) else unsure
    return True if unsure is None else unsure


def _names(operation: Block, field: str) -> bool | Unknown:
    values = operation.values if isinstance(operation.values, Unknown) else operation.texts(f"operation.{field}")
    if isinstance(values, Unknown):
        return values
    if not values or any(isinstance(value, str) and value.strip() in _ALL for value in values):
        return False
    return next((value for value in values if isinstance(value, Unknown)), True)


_ALL = ("*", "/*", "/**", "/{**}", "*/")
_LIMITS = ("hosts", "ports", "methods", "paths", "notHosts", "notPorts", "notMethods", "notPaths")


def unlimited(rule: Block) -> bool | Unknown:
    """Whether a rule fits every operation, whoever asks."""
    operations = rule.blocks("to")
    if isinstance(operations, Unknown):
        return operations
    if not operations:
        return True
    unsure: Unknown | None = None
    for each in operations:
        if isinstance(each.values, Unknown):
            unsure = each.values
            continue
        written = [each.texts(f"operation.{name}") for name in _LIMITS if each.get(f"operation.{name}")]
        values = [value for found in written for value in ((found,) if isinstance(found, Unknown) else found)]
        if all(isinstance(value, str) and value.strip() in _ALL for value in values):
            return True
    return False if unsure is None else unsure
