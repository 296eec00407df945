"""How a run is written down: its rules, its exceptions, who ran it and when."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable

import msgspec

from pcicheck.results.exceptions import Exceptions, InlineException
from pcicheck.results.results import BindingRecord, ExceptionSummary, InputRecord, RuleRecord
from pcicheck.results.rollup import Tally
from pcicheck.results.show import plain
from pcicheck.rulebook.condition import phrase
from pcicheck.rulebook.load import CompiledRule

_SHOWN = 20
"""How many principals the header names; the record of each input has all."""


def rule_record(compiled: CompiledRule, tally: Tally) -> RuleRecord:
    """A rule as the results keep it."""
    rule = compiled.rule
    exists = compiled.rule.exists is not msgspec.UNSET
    return RuleRecord(
        id=rule.id,
        title=rule.title,
        kind=rule.kind,
        severity=rule.severity,
        why=rule.why,
        expected=(f"a {rule.kind} where " if exists else "") + phrase(compiled.assertion),
        applies_when=phrase(compiled.when) if compiled.when else "",
        requirements=[BindingRecord(id=b.id, basis=b.basis, shows=b.shows) for b in rule.requirements],
        scope=list(rule.scope),
        by_type=rule.fix.by_type,
        console=rule.fix.console,
        maps={str(tool): ids for tool, ids in rule.maps.items()},
        aliases=rule.aliases,
        existence=exists,
        tally=tally,
    )


def register(exceptions: Exceptions) -> list[ExceptionSummary]:
    """The exceptions of the run as the report's register shows them: records, then comments in configuration."""
    records = [
        ExceptionSummary(
            id=r.id,
            type=r.type,
            owner=r.owner,
            approver=r.approver,
            expires=r.expires.isoformat(),
            expired=r.expires < exceptions.today,
            used=r.id in exceptions.used,
            reason=r.reason,
            ticket=r.ticket,
            rules=r.rules,
            resources=r.resources,
            compensating_control=plain(r.compensating_control),
        )
        for r in exceptions.records
    ]
    recorded = {record.id for record in exceptions.records}
    return records + [_commented(inline) for inline in exceptions.inline if inline.applied.id not in recorded]


def _commented(inline: InlineException) -> ExceptionSummary:
    applied = inline.applied
    return ExceptionSummary(
        id=applied.id,
        type=applied.type,
        owner=applied.owner,
        approver=applied.approver,
        expires=applied.expires,
        expired=False,
        used=inline.used,
        reason=applied.reason,
        ticket=applied.ticket,
        rules=inline.rules,
        resources=inline.resources,
        compensating_control=None,
    )


def whoami() -> str:
    """Who runs this and where; left out of runs that are to be reproduced byte by byte."""
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return "not recorded (reproducible run)"
    import getpass  # it costs more to import than all else in this module

    try:
        return f"{getpass.getuser()} on {_host()}"
    except (KeyError, OSError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else ""


def asked_by(who: str, inputs: Iterable[InputRecord]) -> str:
    """Who ran it, and the principals that asked live clouds."""
    asked = [
        f"{taken.provider} {account} as {identity}"
        for record in inputs
        if (taken := record.taken) is not None
        for account, identity in taken.identities.items()
    ]
    shown = [*asked[:_SHOWN], f"{len(asked) - _SHOWN} more"] if len(asked) > _SHOWN else asked
    return "; asked ".join([who, ", ".join(shown)]) if asked else who


def _host() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform  # slow, and needed on Windows only

    return platform.node()


def iso(time: dt.datetime) -> str:
    """A time in UTC as ISO 8601, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
