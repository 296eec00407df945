"""The tree of routes, walked as Alertmanager walks it."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.prometheus.routing import Labels, Tree, outcomes, tree_of

RECEIVERS = [{"name": name, "webhook_configs": [{"url": "https://a"}]} for name in "abcd"]


def told(route: dict[str, Any], labels: Labels) -> Any:
    """Every set of receivers that may be told."""
    tree = tree_of(Block({"route": route, "receivers": RECEIVERS}))
    assert isinstance(tree, Tree)
    found = outcomes(tree, labels)
    return found if isinstance(found, Unknown) else sorted("".join(sorted(one)) for one in found)


def test_the_first_child_that_matches_takes_it() -> None:
    """Unless it goes on."""
    children = [{"match": {"x": "1"}, "receiver": "b"}, {"match_re": {"x": "[0-9]"}, "receiver": "c"}]
    assert told({"receiver": "a", "routes": children}, {"x": "1"}) == ["b"]
    assert told({"receiver": "a", "routes": [{**children[0], "continue": True}, children[1]]}, {"x": "1"}) == ["bc"]
    assert told({"receiver": "a", "routes": children}, {"x": "z"}) == ["a"]


def test_receivers_are_inherited_and_children_may_have_children() -> None:
    """A child without a receiver uses its parent's."""
    inner = {"matchers": ["y=2"], "receiver": "c"}
    route = {"receiver": "a", "routes": [{"matchers": ['x =~ "1|2"'], "routes": [inner]}]}
    assert told(route, {"x": "1", "y": "2"}) == ["c"]
    assert told(route, {"x": "1", "y": "3"}) == ["a"]


@pytest.mark.parametrize(
    "matcher",
    ['severity="critical"', "severity = critical", '{severity="critical",}', "severity=~crit.*", '"severity"!=x'],
)
def test_matchers_in_every_spelling(matcher: str) -> None:
    """With braces and quotes and without."""
    route = {"receiver": "a", "routes": [{"matchers": [matcher], "receiver": "b"}]}
    assert told(route, {"severity": "critical"}) == ["b"]


def test_regular_expressions_are_anchored() -> None:
    """A part of the value does not do."""
    route = {"receiver": "a", "routes": [{"match_re": {"x": "crit"}, "receiver": "b"}]}
    assert told(route, {"x": "critical"}) == ["a"]


def test_what_the_series_may_carry_is_open() -> None:
    """Either branch may take it."""
    route = {
        "receiver": "a",
        "routes": [{"match": {"team": "x"}, "receiver": "b", "continue": True}, {"receiver": "c"}],
    }
    assert told(route, {}) == ["bc", "c"]


def test_too_many_possibilities_are_given_up() -> None:
    """Every open branch doubles them."""
    children = [{"match": {f"l{n}": "x"}, "receiver": f"r{n}", "continue": True} for n in range(20)]
    assert isinstance(told({"receiver": "a", "routes": children}, {}), Unknown)


def test_broken_patterns_and_matchers_are_unknown() -> None:
    """Nothing is guessed."""
    route = {"receiver": "a", "routes": [{"match_re": {"x": "("}, "receiver": "b"}]}
    assert told(route, {"x": "1"}) == ["a", "b"]
    assert told({"receiver": "a", "routes": [{"matchers": ["???"], "receiver": "b"}]}, {"x": "1"}) == ["a", "b"]
