"""Recorded exceptions: known failures that somebody answers for, for a limited time.

An exception never turns a fail into a pass. The finding stays a fail, carries the exception, and does not fail
the build until the exception expires.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from pcicheck.errors import ConfigError
from pcicheck.model.ignore import InlineIgnore
from pcicheck.results.finding import AppliedException
from pcicheck.rulebook.condition import nearest
from pcicheck.rulebook.yamlfile import YamlFile, describe, read_yaml

MAX_DAYS = 366
UNNAMED = "nobody named"
"""Who answers for a comment that refers to no record."""
Words = Annotated[str, Meta(min_length=10)]
Name = Annotated[str, Meta(min_length=2)]


class CompensatingControl(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The six fields of the compensating control worksheet (PCI DSS v4.0.1, Appendix C)."""

    constraints: Words
    """The legitimate technical or business reason that keeps the requirement from being met."""
    definition: Words
    """The controls that stand in, and how they meet the objective and the added risk."""
    objective: Words
    """The objective of the original control, and the one that the compensating control meets."""
    risk: Words
    """The risk that comes from not having the original control."""
    validation: Words
    """How the controls were checked and tested."""
    maintenance: Words
    """The process that keeps them working."""


class ExceptionRecord(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One exception."""

    id: Name
    """Id of the record, such as EXC-12."""
    type: Literal["compensating_control", "false_positive", "accepted_risk", "customized_approach"]
    """``accepted_risk`` only keeps the build green: PCI DSS knows no acceptance of a requirement not met."""
    rules: Annotated[list[str], Meta(min_length=1)]
    """Rule ids that it covers."""
    resources: Annotated[list[str], Meta(min_length=1)]
    """Native addresses that it covers, matched whole; ``*`` and ``?`` are wildcards."""
    accounts: list[str] = []
    """Accounts that it is limited to."""
    owner: Name
    """Who answers for it."""
    approver: Name
    """Who approved it; somebody else than the owner."""
    reason: Words
    """Why the failure stands."""
    approved_on: dt.date | None = None
    """When it was approved."""
    expires: dt.date
    """Last day on which it holds; at most 366 days after ``approved_on`` or today."""
    ticket: str = ""
    """Where it is tracked."""
    compensating_control: CompensatingControl | None = None
    """Mandatory for the type ``compensating_control``."""

    def covers(self, rule: str, address: str, account: str | None) -> bool:
        """Whether it covers a failure, its date aside."""
        return (
            rule in self.rules
            and any(fnmatchcase(address, _literal_brackets(pattern)) for pattern in self.resources)
            and (not self.accounts or account in self.accounts)
        )


class ExceptionsFile(Struct, forbid_unknown_fields=True):
    """A file of exceptions."""

    exceptions: list[ExceptionRecord] = []


class InlineException(Struct):
    """What a comment in configuration covers."""

    applied: AppliedException
    rules: list[str]
    """Rule ids."""
    resources: list[str]
    """Native addresses."""
    used: bool = False
    """Whether it covers a failure of this run."""


class Exceptions:
    """The exceptions of a run, and which of them were used."""

    def __init__(self, records: Collection[ExceptionRecord], today: dt.date) -> None:
        self.records = tuple(records)
        self.today = today
        self.used: set[str] = set()
        self.inline: list[InlineException] = []
        """Comments that cover failures."""
        self._commented: dict[tuple[str, str], InlineException] = {}

    def take(self, ignores: Iterable[InlineIgnore], names: Mapping[str, str]) -> list[str]:
        """Let comments in configuration cover failures too; one sentence for each that cannot.

        ``names`` maps every rule id and alias to the id. A comment covers nothing without a reason or past its date.
        """
        mistakes: list[str] = []
        for ignore in ignores:
            until = _date(ignore.until)
            unknown = [rule for rule in ignore.rules if rule not in names]
            mistakes += [f"{ignore.where}: unknown rule '{rule}'{nearest(rule, names)}" for rule in unknown]
            if not ignore.rules:
                mistakes.append(f"{ignore.where}: the ignore names no rule, so it covers nothing")
            elif not ignore.reason:
                mistakes.append(f"{ignore.where}: the ignore gives no reason after --, so it covers nothing")
            elif ignore.until and until is None:
                mistakes.append(f"{ignore.where}: until={ignore.until} is no date; write YYYY-MM-DD")
            elif until is not None and until < self.today:
                mistakes.append(f"{ignore.where}: the ignore ended on {ignore.until}; its findings count again")
            elif known := [names[rule] for rule in ignore.rules if rule in names]:
                self._cover(ignore, known)
        return mistakes

    def _cover(self, ignore: InlineIgnore, rules: Sequence[str]) -> None:
        record = next((r for r in self.records if r.id == ignore.ref), None)
        applied = AppliedException(
            id=ignore.ref or ignore.where,
            type="inline",
            owner=record.owner if record else UNNAMED,
            approver=record.approver if record else UNNAMED,
            expires=ignore.until,
            reason=ignore.reason,
            ticket=ignore.where,
        )
        covering = next((inline for inline in self.inline if inline.applied.id == applied.id), None)
        if covering is None:
            covering = InlineException(applied, [], [])
            self.inline.append(covering)
        covering.rules += [rule for rule in rules if rule not in covering.rules]
        covering.resources += [address for address in ignore.addresses if address not in covering.resources]
        for rule in rules:
            for address in ignore.addresses:
                self._commented.setdefault((rule, address), covering)

    def find(self, rule: str, address: str, account: str | None) -> AppliedException | None:
        """The current exception that covers a failure, records before comments; expired ones cover nothing."""
        for record in self.records:
            if record.covers(rule, address, account):
                self.used.add(record.id)
                if record.expires >= self.today:
                    return AppliedException(
                        id=record.id,
                        type=record.type,
                        owner=record.owner,
                        approver=record.approver,
                        expires=record.expires.isoformat(),
                        reason=record.reason,
                        ticket=record.ticket,
                    )
        commented = self._commented.get((rule, address))
        if commented is None:
            return None
        commented.used = True
        return commented.applied

    def used_so_far(self) -> list[str]:
        """Ids of the records and comments that covered something."""
        return [*self.used, *(inline.applied.id for inline in self.inline if inline.used)]

    def note_used(self, names: Collection[str]) -> None:
        """Take over what another process saw being used."""
        self.used.update(record.id for record in self.records if record.id in names)
        for inline in self.inline:
            inline.used = inline.used or inline.applied.id in names

    def warnings(self) -> list[str]:
        """Expired and unused records, for the user to clear up."""
        expired = [
            f"exception {r.id} of {r.owner} expired on {r.expires}; its findings count again"
            for r in self.records
            if r.expires < self.today
        ]
        unused = [f"exception {r.id} covers no failure of this scan" for r in self.records if r.id not in self.used]
        idle = [f"{i.applied.ticket}: the ignore covers no failure of this scan" for i in self.inline if not i.used]
        return expired + unused + idle


def load_exceptions(path: Path, names: dict[str, str], today: dt.date) -> Exceptions:
    """Read an exceptions file. ``names`` maps every rule id and alias to the id.

    Raises ``ConfigError`` with file and line for an unknown rule, a malformed or missing date, or anything else.
    """
    file = read_yaml(path, ConfigError)
    try:
        parsed = msgspec.convert(file.data if file.data is not None else {}, ExceptionsFile, strict=False)
    except msgspec.ValidationError as problem:
        text, position = describe(problem)
        text = text.replace("Invalid RFC3339 encoded date", "not a date; write YYYY-MM-DD")
        raise ConfigError(f"{file.at(position)}: {text}") from problem
    seen: set[str] = set()
    records = []
    for index, record in enumerate(parsed.exceptions):
        _check(file, index, record, names, today)
        if record.id in seen:
            raise ConfigError(f"{file.at(('exceptions', index, 'id'))}: exception {record.id} is written twice")
        seen.add(record.id)
        records.append(msgspec.structs.replace(record, rules=[names[rule] for rule in record.rules]))
    return Exceptions(records, today)


def _check(file: YamlFile, index: int, record: ExceptionRecord, names: dict[str, str], today: dt.date) -> None:
    def wrong(field: str, text: str) -> ConfigError:
        return ConfigError(f"{file.at(('exceptions', index, field))}: exception {record.id}: {text}")

    for rule in record.rules:
        if rule not in names:
            raise wrong("rules", f"unknown rule '{rule}'{nearest(rule, names)}")
    if record.owner.strip().lower() == record.approver.strip().lower():
        raise wrong("approver", "the approver must be somebody else than the owner")
    if record.type == "compensating_control" and record.compensating_control is None:
        raise wrong("type", "a compensating control needs 'compensating_control' with its six fields")
    start = record.approved_on or today
    if (record.expires - start).days > MAX_DAYS:
        raise wrong("expires", f"expires more than {MAX_DAYS} days after {start}; exceptions are reviewed every year")


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _literal_brackets(pattern: str) -> str:
    """Terraform addresses hold ``[0]`` and ``["key"]``, which are no wildcards here."""
    return pattern.replace("[", "[[]")
