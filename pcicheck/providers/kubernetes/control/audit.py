"""Audit policies: which calls an API server logs.

Kubernetes documentation, "Auditing", and API reference ``audit.k8s.io/v1``: the first rule that fits a call decides its
level (None, Metadata, Request, RequestResponse); a call that no rule fits is not logged. A rule without ``users``,
``verbs``, ``resources`` … fits all; ``resources`` without names of resources are all of the group; ``omitStages`` that
name every stage leave nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.cluster import AuditPolicy
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource

_RBAC = "rbac.authorization.k8s.io"
_READ = ("get", "list", "watch")
_WRITE = ("create", "update", "patch", "delete")
_BODIES = ("Request", "RequestResponse")
_ANSWERS = ("RequestResponse",)
_ROLES = ("roles", "clusterroles", "rolebindings", "clusterrolebindings")
_STAGES = {"RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"}
_NARROW = ("users", "userGroups", "namespaces")
"""What makes a rule fit only some callers or places, so that others meet the rules after it."""

Levels = set[str] | Unknown


class _Call:
    """A kind of call: a verb on a resource of a group."""

    def __init__(self, group: str, resource: str, verb: str) -> None:
        self.group, self.resource, self.verb = group, resource, verb


def policy(document: Document) -> Iterator[Resource]:
    """An audit policy."""
    rules = document.blocks("rules")
    everything = _drops_stages(document)
    if isinstance(rules, Unknown):
        yield resource(document, AuditPolicy(**dict.fromkeys(("records", "records_rest"), rules)))
        return
    reads, writes = ([_levels(rules, _Call("", "secrets", verb)) for verb in verbs] for verbs in (_READ, _WRITE))
    changes = [_levels(rules, _Call(_RBAC, name, verb)) for name in _ROLES for verb in _WRITE]
    rest = _levels(rules, _Call("pcicheck.invalid", "anything", "create"))
    facts = AuditPolicy(
        records=_records(rules, everything),
        records_rest=_logged([rest], everything),
        records_secret_access=_logged(reads + writes, everything),
        records_secret_values=any_true(_any_at(reads, _ANSWERS), _any_at(writes, _BODIES)),
        records_access_changes=_logged(changes, everything),
    )
    yield resource(document, facts)


def _drops_stages(document: Document) -> bool | Unknown:
    """Whether every stage of a call is left out."""
    stages = document.texts("omitStages")
    if isinstance(stages, Unknown):
        return stages
    return {str(stage) for stage in stages} >= _STAGES


def _records(rules: tuple[Block, ...], dropped: bool | Unknown) -> bool | Unknown:
    """Whether some rule that calls can reach logs something."""
    if dropped is not False:
        return dropped if isinstance(dropped, Unknown) else False
    for rule in rules:
        level = rule.text("level")
        if isinstance(level, Unknown):
            return level
        if level != "None":
            return True
        if not _conditions(rule):
            return False
    return False


def _conditions(rule: Block) -> bool:
    names = (*_NARROW, "verbs", "resources", "nonResourceURLs")
    return any(rule.has(name) is not False for name in names)


def _logged(calls: list[Levels], dropped: bool | Unknown) -> bool | Unknown:
    """Whether every one of the calls is logged, whoever makes it. People may leave out what the cluster itself does:
    rules that drop calls of named callers do not count."""
    if dropped is not False:
        return dropped if isinstance(dropped, Unknown) else False
    unsure = next((call for call in calls if isinstance(call, Unknown)), None)
    if any(not isinstance(call, Unknown) and "None" in call for call in calls):
        return False
    return unsure or True


def _any_at(calls: list[Levels], levels: tuple[str, ...]) -> bool | Unknown:
    """Whether one of the calls may be logged at one of the levels."""
    if any(not isinstance(call, Unknown) and call.intersection(levels) for call in calls):
        return True
    return next((call for call in calls if isinstance(call, Unknown)), False)


def _levels(rules: tuple[Block, ...], call: _Call) -> Levels:
    """Levels that a call can be logged at; that of narrow rules only where it logs."""
    found: set[str] = set()
    for rule in rules:
        fits = _fits(rule, call)
        if isinstance(fits, Unknown):
            return fits
        if not fits:
            continue
        level = rule.text("level", Unknown("a rule has no level"))
        if isinstance(level, Unknown):
            return level
        narrow = any(rule.has(name) is not False for name in _NARROW)
        if not narrow:
            return found | {str(level)}
        if level != "None":
            found.add(str(level))
    return found | {"None"}


def _fits(rule: Block, call: _Call) -> bool | Unknown:
    if rule.has("nonResourceURLs") is True and rule.has("resources") is False:
        return False
    verbs = rule.texts("verbs")
    if isinstance(verbs, Unknown):
        return verbs
    if verbs and call.verb not in verbs and "*" not in verbs:
        return False
    groups = rule.blocks("resources")
    if isinstance(groups, Unknown):
        return groups
    return not groups or any(_in_group(group, call) for group in groups)


def _in_group(group: Block, call: _Call) -> bool:
    names = group.texts("resources")
    written = group.get("group", "")
    if isinstance(names, Unknown) or isinstance(written, Unknown):
        return False
    if group.has("resourceNames") is not False:
        return False
    return written == call.group and (not names or call.resource in names or "*" in names)
