"""How far a policy reaches: administrators, wildcards, escalation, credentials, data.

A statement reaches *anywhere* where it allows on ``*`` without any condition and names no principals (in the policy
of a thing, ``*`` is that thing). A resource that is known only after apply is the ARN of something that Terraform
makes, never a bare ``*``. A denial of an action on everything takes it away again.
Grammar: IAM User Guide, "IAM JSON policy elements reference". What actions do: ``actions.py`` beside this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from pcicheck.model.logic import all_true
from pcicheck.model.value import AFTER_APPLY, Unknown
from pcicheck.providers.aws.identity import actions
from pcicheck.providers.aws.policy import Policy, Statement, Texts

Answer = bool | Unknown
Test = Callable[["Reach"], Answer]

_READS = re.compile(
    r"(batch)?(get|list|describe|search|query|scan|select|lookup|view|check|preview|estimate|head|detect|simulate|"
    r"discover|is|download|filter)"
)
_TAGS = re.compile(r"(un)?tag|(add|remove)tags|.*(tags?|tagging|tagsforresource)$")
_WILD = re.compile(r"[*?]")


class Reach(Struct, frozen=True):
    """What a policy allows anywhere."""

    named: frozenset[str] = frozenset()
    """Those of the tables' actions that are allowed."""
    patterns: tuple[str, ...] = ()
    """All patterns that are allowed and not denied as a whole, in lower case."""


def permissions(policy: Policy | None | Unknown) -> dict[str, Any]:
    """The facts of a grant that a policy's statements decide."""
    if isinstance(policy, Unknown):
        return dict.fromkeys(_FACTS, policy)
    statements = policy or ()
    unknown = next((s for s in statements if isinstance(s, Unknown)), None)
    allowed = [s for s in statements if isinstance(s, Statement) and s.allow]
    sure, maybe, unsure, hole = _reaches(statements, allowed)
    facts: dict[str, Any] = {name: _some(unknown, map(test, allowed)) for name, test in _STATEMENT_TESTS.items()}
    facts["whole_services"] = _whole_services(allowed, unknown)
    if not maybe.patterns and not hole and not unknown:
        return facts | dict.fromkeys(_REACH_TESTS, False)
    for name, test in _REACH_TESTS.items():
        facts[name] = _over(test, sure, maybe, unsure, hole or unknown)
    return facts


def _over(test: Test, sure: Reach, maybe: Reach, unsure: Unknown | None, hole: Unknown | None) -> Answer:
    certain = test(sure)
    if certain is True or hole:
        return hole if certain is not True and hole else certain
    return unsure if unsure and test(maybe) is not False else certain


def _some(unknown: Unknown | None, answers: Iterator[Answer]) -> Answer:
    for answer in answers:
        if answer is True:
            return True
        if isinstance(answer, Unknown):
            unknown = unknown or answer
    return unknown or False


def _reaches(statements: Policy, allowed: list[Statement]) -> tuple[Reach, Reach, Unknown | None, Unknown | None]:
    """What is surely allowed anywhere, what may be, why the two differ, and why anything else may be allowed."""
    denied = [p for s in statements if isinstance(s, Statement) and not s.allow for p in _denied(s)]
    sure: list[Statement] = []
    maybe: list[Statement] = []
    unsure = hole = None
    for statement in allowed:
        answer = _anywhere(statement)
        if answer is False:
            continue
        hole = hole or _unknown_in(statement.actions, statement.not_actions)
        if isinstance(answer, Unknown):
            unsure = unsure or answer
            maybe.append(statement)
        else:
            sure.append(statement)
    certain = _reach(sure, denied)
    return certain, (_reach(sure + maybe, denied) if maybe else certain), unsure, hole


def _reach(statements: list[Statement], denied: list[str]) -> Reach:
    named: set[str] = set()
    patterns: list[str] = []
    for statement in statements:
        for pattern in _lowered(statement.actions):
            if not any(fnmatchcase(pattern, refused) for refused in denied):
                patterns.append(pattern)
                named |= _hits(pattern)
        if statement.not_actions:
            patterns.append("*")
            named |= _every().difference(*(_hits(pattern) for pattern in _lowered(statement.not_actions)))
    return Reach(frozenset(named.difference(*map(_hits, denied))), tuple(patterns))


def _denied(statement: Statement) -> Iterator[str]:
    if not statement.conditions and "*" in statement.resources:
        yield from _lowered(statement.actions)


def _anywhere(statement: Statement) -> Answer:
    """Whether a statement that allows reaches every resource, whatever the circumstances."""
    if statement.principals or statement.not_principals:
        return False
    reaches = _everything(statement)
    if reaches is False or not statement.conditions:
        return reaches
    unknown = next((c.values[0] for c in statement.conditions if c.key == "" and c.values), None)
    return unknown if isinstance(unknown, Unknown) else False


def _everything(statement: Statement) -> Answer:
    if statement.not_resources or "*" in statement.resources:
        return True
    return next((r for r in statement.resources if isinstance(r, Unknown) and r != AFTER_APPLY), False)


def _full_admin(statement: Statement) -> Answer:
    if statement.principals or statement.not_principals:
        return False
    return all_true(_everything(statement), _every_action(statement))


def _every_action(statement: Statement) -> Answer:
    if any(action in ("*", "*:*") for action in statement.actions):
        return True
    return _unknown_in(statement.actions) or False


def _all_but(statement: Statement) -> Answer:
    if not statement.not_actions or statement.principals:
        return False
    return _everything(statement)


def _identity_admin(statement: Statement) -> Answer:
    if any(action in ("*", "*:*", "iam:*") for action in _lowered(statement.actions)):
        return True
    return _unknown_in(statement.actions) or False


def _whole_services(allowed: list[Statement], unknown: Unknown | None) -> tuple[str, ...] | Unknown:
    found: dict[str, None] = {}
    for statement in allowed:
        for pattern in _lowered(statement.actions):
            service, _, action = pattern.partition(":")
            if action == "*" or pattern == "*":
                found[service] = None
        unknown = unknown or _unknown_in(statement.actions)
    return unknown if unknown and not found else tuple(found)


def _unknown_in(*lists: Texts) -> Unknown | None:
    return next((text for texts in lists for text in texts if isinstance(text, Unknown)), None)


def _lowered(texts: Texts) -> list[str]:
    return [text.lower() for text in texts if isinstance(text, str)]


def _escalates(reach: Reach) -> Answer:
    return any(way <= reach.named for way in _ways())


def _names(table: str) -> Test:
    return lambda reach: not _table(table).isdisjoint(reach.named)


def _bounded_any(reach: Reach) -> Answer:
    return _some(None, map(_can_be_bound, reach.patterns))


def _writes_any(reach: Reach) -> Answer:
    return _some(None, map(_can_be_bound, filter(_writes, reach.patterns)))


@lru_cache(maxsize=8192)
def _can_be_bound(pattern: str) -> Answer:
    """Whether some action of the pattern could be limited to named resources."""
    service, _, action = pattern.partition(":")
    start = _WILD.split(action, maxsplit=1)[0]
    if not start or _WILD.search(service):
        return service not in _unbound() or _unbound()[service] != ("*",)
    if service not in _unbound():
        return Unknown(f"whether {pattern} can be limited to resources is not in the table of actions")
    return not any(_covers(known, start) for known in _unbound()[service])


@lru_cache(maxsize=8192)
def _writes(pattern: str) -> bool:
    """Whether some action of the pattern changes something other than tags and rights."""
    service, _, action = pattern.partition(":")
    start = _WILD.split(action, maxsplit=1)[0]
    if service == "iam" or (pattern in _table(actions.ACCESS_CHANGES)):
        return False
    if start != action and _table(actions.READING_WRITES) & _hits(pattern):
        return True
    if pattern in _table(actions.READING_WRITES) or not start:
        return True
    if any(fnmatchcase(pattern, known) for known in _table(actions.WRITING_READS)):
        return False
    return not _READS.match(start) and not _TAGS.match(start)


def _covers(known: str, start: str) -> bool:
    return start.startswith(known[:-1]) if known.endswith("*") else start == known


@lru_cache(maxsize=8192)
def _hits(pattern: str) -> frozenset[str]:
    """Those of the tables' actions that a pattern names."""
    if not _WILD.search(pattern):
        return frozenset((pattern,)) & _every()
    pattern = pattern.replace("[", "[[]")
    return frozenset(name for name in _every() if fnmatchcase(name, pattern))


@cache
def _every() -> frozenset[str]:
    tables = (actions.ACCESS_CHANGES, actions.CREDENTIALS, actions.DATA_READS, actions.READING_WRITES)
    return frozenset().union(*map(_table, tables), *_ways())


@cache
def _ways() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.lower().split()) for line in actions.ESCALATIONS.strip().splitlines())


@cache
def _table(text: str) -> frozenset[str]:
    return frozenset(f"{service}:{name}" for service, names in _lines(text).items() for name in names)


@cache
def _unbound() -> dict[str, tuple[str, ...]]:
    return _lines(actions.UNBOUND)


def _lines(text: str) -> dict[str, tuple[str, ...]]:
    rows = (row.partition(":") for row in text.strip().lower().replace("\n  ", " ").splitlines())
    return {service: tuple(names.split()) for service, _, names in rows}


_STATEMENT_TESTS: dict[str, Callable[[Statement], Answer]] = {
    "full_admin": _full_admin,
    "every_action": _every_action,
    "all_but": _all_but,
    "identity_admin": _identity_admin,
}
_REACH_TESTS: dict[str, Test] = {
    "escalates": _escalates,
    "exposes_credentials": _names(actions.CREDENTIALS),
    "reads_any_data": _names(actions.DATA_READS),
    "changes_access": _names(actions.ACCESS_CHANGES),
    "writes_anywhere": _writes_any,
    "any_resource": _bounded_any,
}
_FACTS = (*_STATEMENT_TESTS, "whole_services", *_REACH_TESTS)
