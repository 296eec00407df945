"""The Logging query language, put to sample entries."""

from __future__ import annotations

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.gcp.logging.query import ANYTHING, OPEN, UNREADABLE, Entry, read_query
from pcicheck.providers.gcp.logging.samples import CARRIED, EVERYDAY, WATCHED, carried, dropped, watched

ENTRY: Entry = {
    "logName": "projects/p/logs/cloudaudit.googleapis.com%2Factivity",
    "severity": "NOTICE",
    "resource": {"type": "gce_network", "labels": {"project_id": "p"}},
    "labels": {"compute.googleapis.com/root": "x"},
    "protoPayload": {
        "methodName": "v1.compute.networks.insert",
        "status": {"code": 7},
        "deltas": [{"action": "ADD", "role": "roles/owner"}, {"action": "REMOVE", "role": "roles/viewer"}],
    },
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", True),
        ("-- only a comment\n", True),
        ('resource.type="gce_network"', True),
        ('resource.type="GCE_NETWORK"', True),
        ("resource.type=gce_network", True),
        ('resource.type!="gce_network"', False),
        ('missing.field!="x"', False),
        ('NOT missing.field="x"', True),
        ('-missing.field="x"', True),
        ('protoPayload.methodName:"compute.networks"', True),
        ("protoPayload.methodName:*", True),
        ("protoPayload.request:*", False),
        ('protoPayload.methodName=~"networks\\.(insert|patch)$"', True),
        ('protoPayload.methodName!~"^v1"', False),
        ("protoPayload.status.code=7", True),
        ("protoPayload.status.code>=8", False),
        ("severity>=WARNING", False),
        ("severity>=info", True),
        ("severity<ERROR AND severity>INFO", True),
        ('protoPayload.deltas.role="roles/viewer"', True),
        ('protoPayload.deltas.role=("roles/editor" OR "roles/owner")', True),
        ('protoPayload.methodName:("compute" AND "delete")', False),
        ('labels."compute.googleapis.com/root"="x"', True),
        ('log_id("cloudaudit.googleapis.com/activity")', True),
        ('log_id("cloudaudit.googleapis.com/data_access")', False),
        ("networks", True),
        ('"roles/owner" "roles/nobody"', False),
        ("timestamp>=2020-01-01T00:00:00Z OR networks", True),
        ('severity=ERROR -- not this\nOR resource.type="gce_network"', True),
    ],
)
def test_a_query_lets_through_what_it_says(query: str, expected: bool) -> None:
    passes = read_query(query)
    assert not isinstance(passes, Unknown)
    assert passes(ENTRY) is expected


def test_or_binds_before_and() -> None:
    """``a AND b OR c`` is ``a AND (b OR c)``."""
    passes = read_query("severity=ERROR AND severity=NOTICE OR networks")
    assert not isinstance(passes, Unknown)
    assert passes(ENTRY) is False


@pytest.mark.parametrize(
    "query",
    [
        "(",
        ")",
        "a=",
        "a=b)",
        "AND",
        "NOT",
        'a=("b" OR ("c" AND "d"))',
        "sample(insertId, 0.1)",
        "a=~(",
        'a=~"(x+)+y"',
        'a=~"' + "x" * 400 + '"',
        "(" * 100 + "a" + ")" * 100,
        "NOT " * 100 + "a",
    ],
)
def test_what_is_not_understood_is_unknown(query: str) -> None:
    assert read_query(query) == UNREADABLE


def test_an_open_field_leaves_the_answer_open() -> None:
    entry: Entry = {"severity": "INFO", "resource": ANYTHING, "protoPayload": {"@type": "audit", OPEN: ANYTHING}}

    def answer(query: str) -> bool | None:
        passes = read_query(query)
        assert not isinstance(passes, Unknown)
        return passes(entry)

    assert answer('resource.type="x"') is None
    assert answer('protoPayload.methodName="x"') is None
    assert answer('protoPayload."@type"="audit"') is True
    assert answer('textPayload="x"') is False
    assert answer("severity<INFO AND resource.type=x") is False
    assert answer("severity=INFO OR resource.type=x") is True
    assert answer("NOT resource.type=x") is None
    assert answer("word") is None


def test_samples_are_told_apart() -> None:
    """A filter on the very calls of a name watches for it, and for no name with other calls."""
    for name, entries in WATCHED.items():
        if name in ("refused_calls", "audit_log_stopped", "audit_log_changed", "ownership_changes"):
            continue
        methods = " OR ".join(f'"{entry["protoPayload"]["methodName"]}"' for entry in entries)
        found = watched(f"protoPayload.methodName=({methods})")
        assert not isinstance(found, Unknown)
        assert name in found


def test_everything_is_carried_and_no_alert() -> None:
    assert carried("") == tuple(CARRIED)
    assert watched("") == ()
    assert dropped("") == tuple(CARRIED)
    passes = read_query("protoPayload.methodName:storage")
    assert not isinstance(passes, Unknown)
    assert passes(EVERYDAY) is True


def test_the_owner_of_a_named_log_does_not_matter() -> None:
    assert carried('logName="organizations/123/logs/cloudaudit.googleapis.com%2Fdata_access"') == ("data_access",)


def test_a_choice_among_audit_events_is_unknown() -> None:
    assert isinstance(carried('NOT protoPayload.serviceName="container.googleapis.com"'), Unknown)
    assert isinstance(dropped('resource.labels.cluster_name="dev"'), Unknown)
    assert dropped('httpRequest.userAgent="GoogleHC/1.0"') == ()
