"""Whom Alertmanager tells of an alert: the tree of routes, walked as Alertmanager walks it.

Alertmanager documentation, "Configuration", <route> and <matcher>: every alert enters at the root; the first child
that matches takes it, later ones too where ``continue`` is true; where no child matches, the node's own receiver is
told. Regular expressions are anchored. Receivers are inherited. ``match`` and ``match_re`` are the older spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown

Labels = dict[str, str | Unknown]
Told = frozenset[str]
_MATCHER = re.compile(
    r"""\s*"?(?P<label>[^\s=!~{},"]+)"?\s*(?P<operator>=~|!~|!=|=)\s*(?P<value>"(?:[^"\\]|\\.)*"|[^,}]*)"""
)
_SERIES = Unknown("it depends on labels that only the series carry which route takes it")
_MAX_OUTCOMES = 256
_MAX_DEPTH = 40


class Match(Struct, frozen=True):
    """One condition of a route."""

    label: str
    operator: str
    value: str | Unknown


class Route(Struct, frozen=True):
    """A node of the tree."""

    place: str
    receiver: str | None | Unknown
    matches: tuple[Match | Unknown, ...]
    goes_on: bool | Unknown
    muted: bool | Unknown
    children: tuple[Route, ...]


class Tree(Struct, frozen=True):
    """Routes and what their receivers are."""

    root: Route
    receivers: dict[str, tuple[str, ...] | Unknown]


def tree_of(config: Block) -> Tree | Unknown:
    """The tree of a configuration."""
    route = config.get("route")
    if not isinstance(route, dict):
        return route if isinstance(route, Unknown) else Unknown("it has no route")
    return Tree(_route(Block(route), "route", None), receivers_of(config))


def receivers_of(config: Block) -> dict[str, tuple[str, ...] | Unknown]:
    """Names of receivers and the integrations of each; none for a receiver that only has a name."""
    found: dict[str, tuple[str, ...] | Unknown] = {}
    listed = config.blocks("receivers")
    for receiver in () if isinstance(listed, Unknown) else listed:
        name = receiver.text("name")
        if isinstance(name, str) and isinstance(receiver.values, dict):
            found[name] = _integrations(receiver.values)
    return found


def _integrations(values: dict[str, Any]) -> tuple[str, ...] | Unknown:
    kinds = {name: value for name, value in values.items() if str(name).lower().endswith("configs")}
    unsure = next((value for value in kinds.values() if isinstance(value, Unknown)), None)
    named = tuple(
        re.sub("_?[cC]onfigs$", "", str(name)) for name, value in kinds.items() if isinstance(value, list) and value
    )
    return named or unsure or ()


def _route(block: Block, place: str, inherited: str | None | Unknown, depth: int = 0) -> Route:
    receiver = block.text("receiver", inherited)
    listed = block.blocks("routes") if depth < _MAX_DEPTH else ()
    children = () if isinstance(listed, Unknown) else listed
    muted = [block.has(name) for name in ("mute_time_intervals", "muteTimeIntervals")]
    muted += [block.has(name) for name in ("active_time_intervals", "activeTimeIntervals")]
    return Route(
        place,
        receiver,
        tuple(_matches(block)),
        block.flag("continue", False) or False,
        True if True in muted else next((item for item in muted if isinstance(item, Unknown)), False),
        tuple(_route(child, f"{place}/{index}", receiver, depth + 1) for index, child in enumerate(children)),
    )


def _matches(block: Block) -> Iterator[Match | Unknown]:
    for path, operator in (("match", "="), ("match_re", "=~")):
        given = block.get(path)
        if isinstance(given, Unknown):
            yield given
        elif isinstance(given, dict):
            for name, value in given.items():
                yield Match(str(name), operator, value if isinstance(value, Unknown) else str(value))
    given = block.get("matchers")
    if isinstance(given, Unknown):
        yield given
    for item in given if isinstance(given, list) else [given] if isinstance(given, str) else []:
        yield from _written(item)


def _written(item: Any) -> Iterator[Match | Unknown]:
    if isinstance(item, Unknown):
        yield item
    elif isinstance(item, dict):  # AlertmanagerConfig: name, value, matchType (or regex: true)
        block = Block(item)
        default = "=~" if block.flag("regex", False) is True else "="
        name, operator = block.text("name", ""), block.text("matchType", default)
        value = block.text("value", "")
        if isinstance(name, str) and isinstance(operator, str):
            yield Match(name, operator, "" if value is None else value)
        else:
            yield Unknown("a matcher could not be read")
    else:
        text = str(item).strip()
        found: list[Match | Unknown] = [
            _one(match) for match in _MATCHER.finditer(text.removeprefix("{").removesuffix("}"))
        ]
        yield from found or [Unknown(f"the matcher {text} could not be read")]


def _one(match: re.Match[str]) -> Match:
    value = match["value"].strip()
    if value.startswith('"') and value.endswith('"') and len(value) > 1:
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return Match(match["label"], match["operator"], value)


def outcomes(tree: Tree, labels: Labels) -> set[Told] | Unknown:
    """Every set of receivers that may be told of an alert with these labels."""
    found = _walk(tree.root, labels)
    if isinstance(found, Unknown):
        return found
    return {frozenset(item) for item in found}


def _walk(route: Route, labels: Labels) -> set[tuple[str, ...]] | Unknown:
    open_states: set[tuple[str, ...]] = {()}
    done: set[tuple[str, ...]] = set()
    for child in route.children:
        takes = holds(child, labels)
        if takes is False:
            continue
        inner = _walk(child, labels)
        if isinstance(inner, Unknown):
            return inner
        after = {state + told for state in open_states for told in inner}
        if child.goes_on is not False:
            open_states = after | (open_states if takes is not True else set())
            done |= after if child.goes_on is not True else set()
        else:
            done |= after
            open_states = set() if takes is True else open_states
        if len(open_states) + len(done) > _MAX_OUTCOMES:
            return _SERIES
    if isinstance(route.receiver, Unknown):
        return route.receiver if () in open_states else open_states | done
    own = (route.receiver,) if route.receiver else ()
    return done | {state or own for state in open_states}


def holds(route: Route, labels: Labels) -> bool | Unknown:
    """Whether a route's conditions hold for the labels; those that an alert does not state may come with the series."""
    unsure: Unknown | None = None
    for match in route.matches:
        answer = match if isinstance(match, Unknown) else _fits(match, labels)
        if answer is False:
            return False
        if isinstance(answer, Unknown):
            unsure = unsure or answer
    return unsure or True


def _fits(match: Match, labels: Labels) -> bool | Unknown:
    value = labels.get(match.label, _SERIES)
    if isinstance(value, Unknown) or isinstance(match.value, Unknown):
        return value if isinstance(value, Unknown) else _SERIES
    if match.operator in ("=", "!="):
        return (value == match.value) is (match.operator == "=")
    try:
        found = re.fullmatch(match.value, value) is not None
    except re.error:
        return Unknown(f"the pattern {match.value} could not be read")
    return found is (match.operator == "=~")
