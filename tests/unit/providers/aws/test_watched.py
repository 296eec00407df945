"""Filter patterns and event patterns, put to sample events."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.aws.detection.filters import read_filter
from pcicheck.providers.aws.detection.patterns import read_event_pattern
from pcicheck.providers.aws.detection.watched import EVERYDAY, SAMPLES, watched, watched_details

EVENT = {
    "eventName": "StopLogging",
    "userIdentity": {"type": "Root", "mfa": True, "invokedBy": None},
    "count": 7,
    "list": [{"k": "v"}],
    "errorCode": "Client.UnauthorizedOperation",
}


def passes(pattern: str) -> bool:
    fires = read_filter(pattern)
    assert not isinstance(fires, Unknown)
    return fires(EVENT)


@pytest.mark.parametrize(
    "pattern",
    [
        "{ $.eventName = StopLogging }",
        '{$.eventName="StopLogging"}',
        "{ $.eventName = 'StopLogging' }",
        '{ $.eventName = "Stop*" }',
        "{ $.eventName = %^Stop% }",
        '{ $.errorCode = "*UnauthorizedOperation" }',
        '{ $.eventName != "DeleteTrail" }',
        "{ $.count > 6 && $.count <= 7 }",
        '{ $.list[0].k = "v" }',
        "{ $.userIdentity.mfa IS TRUE }",
        "{ $.userIdentity.mfa = true }",
        "{ $.userIdentity.invokedBy IS NULL }",
        "{ $.userIdentity.sessionContext NOT EXISTS }",
        "{ $.userIdentity.type EXISTS }",
        '{ $.eventName = "X" && $.count = 1 || $.count = 7 }',
        '{ (($.eventName = "X") || ($.eventName = "StopLogging")) && ($.count = 7) }',
        "?StopLogging ?DeleteTrail",
        "StopLogging -DeleteTrail",
        '"StopLogging"',
    ],
)
def test_lets_the_event_through(pattern: str) -> None:
    assert passes(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "[ip, user, ...]",
        "{ $.eventName = stoplogging }",
        '{ $.nothing = "x" }',
        '{ $.nothing != "x" }',
        "{ $.eventName IS NULL }",
        "{ $.eventName > 3 }",
        "{ $.eventName NOT EXISTS }",
        "{ $.list[3].k = v }",
        '{ $.count = 7 && $.eventName = "X" }',
        "DeleteTrail",
        "-StopLogging",
    ],
)
def test_keeps_the_event_back(pattern: str) -> None:
    assert not passes(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "{",
        "{ }",
        "{ $.a = }",
        "{ $.a ~ 3 }",
        "{ $.a IS WHAT }",
        "{ ($.a = 1 }",
        "{ $.a = 1 } and more }",
        "{ $.a = 1 2 }",
        "{ a = 1 }",
        "{ $.a = %(a+)+$% }",
        "{ $.a = %[% }",
        "{ " + "(" * 500 + "$.a = 1" + ")" * 500 + " }",
    ],
)
def test_says_what_it_cannot_read(pattern: str) -> None:
    fires = read_filter(pattern)
    assert isinstance(fires, Unknown) or fires(EVENT) is False


@pytest.mark.parametrize(
    ("detail", "matches"),
    [
        ({"eventName": ["StopLogging"]}, True),
        ({"eventName": ["DeleteTrail"]}, False),
        ({"eventName": [{"prefix": "Stop"}]}, True),
        ({"eventName": [{"suffix": "Logging"}]}, True),
        ({"eventName": [{"wildcard": "S*g"}]}, True),
        ({"eventName": [{"equals-ignore-case": "stoplogging"}]}, True),
        ({"eventName": [{"anything-but": ["X"]}]}, True),
        ({"eventName": [{"anything-but": {"prefix": "Stop"}}]}, False),
        ({"eventName": [{"anything-but": {"prefix": ["X", "Stop"]}}]}, False),
        ({"nothing": [{"exists": False}]}, True),
        ({"nothing": [{"anything-but": "x"}]}, False),
        ({"count": [{"numeric": [">", 3, "<=", 7]}]}, True),
        ({"count": [{"numeric": [">"]}]}, False),
        ({"count": ["7"]}, False),
        ({"userIdentity": {"type": ["Root"], "mfa": [True]}}, True),
        ({"userIdentity": "Root"}, False),
        ({"$or": [{"eventName": ["X"]}, {"count": [7]}]}, True),
        ({"eventName": [{"cidr": "10.0.0.0/8"}]}, False),
    ],
)
def test_event_patterns(detail: dict[str, Any], matches: bool) -> None:
    fires = read_event_pattern(json.dumps({"account": ["1"], "detail": detail}))
    assert not isinstance(fires, Unknown)
    assert fires({"detail": EVENT}) is matches


def test_a_pattern_on_the_account_alone_watches_nothing() -> None:
    fires = read_event_pattern('{"account": ["111122223333"]}')
    assert not isinstance(fires, Unknown)
    assert watched(fires) == ()


@pytest.mark.parametrize("text", ["", "[]", "{", "7"])
def test_event_patterns_that_are_none(text: str) -> None:
    assert isinstance(read_event_pattern(text), Unknown)


def test_every_name_is_found_by_a_pattern_of_its_own_events() -> None:
    for name, events in SAMPLES.items():
        assert name in watched(lambda event, events=events: event in events)  # type: ignore[misc]
        details = [event["detail"] for event in events]
        assert name in watched_details(lambda detail, details=details: detail in details)  # type: ignore[misc]


def test_what_fires_on_everything_watches_nothing() -> None:
    assert watched(lambda event: True) == ()
    assert watched(lambda event: event is not EVERYDAY) != ()
