"""The results of a run: header, requirements and a spool of findings that is read as often as needed."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import IO

from msgspec import Struct

from pcicheck.model.origin import Gap
from pcicheck.results.finding import DECODER, ENCODER, Finding
from pcicheck.results.rollup import Counter, RequirementResult, Tally


class Taken(Struct, kw_only=True):
    """How a snapshot of a live cloud was taken."""

    provider: str
    """``aws``, ``gcp`` or ``azure``."""
    started: str
    """ISO 8601, UTC."""
    finished: str
    """ISO 8601, UTC; empty for an interrupted collection."""
    identities: dict[str, str]
    """Account to the principal that asked there."""
    regions: list[str]
    """Regions that were gone through; empty where the cloud is asked as a whole."""


class InputRecord(Struct, kw_only=True):
    """One input that was read."""

    name: str
    """As the user named it."""
    source: str
    """What it was recognised as, such as ``terraform-plan``."""
    sha256: str
    """SHA-256 of its bytes, in hexadecimal."""
    size: int
    """Bytes."""
    native: int
    """Native things in it."""
    resources: int
    """Neutral resources made of them."""
    taken: Taken | None = None
    """For a snapshot of a live cloud: when, where and by whom it was taken."""


class BindingRecord(Struct, kw_only=True):
    """What a rule says about one requirement."""

    id: str
    basis: str
    shows: str


class RuleRecord(Struct, kw_only=True):
    """A rule as it was when the run was made, so that a report can be rendered without the rulebook."""

    id: str
    title: str
    kind: str
    severity: str
    why: str
    expected: str
    applies_when: str
    requirements: list[BindingRecord]
    scope: list[str]
    by_type: dict[str, str]
    """How to mend it, by native type."""
    console: str
    maps: dict[str, list[str]]
    aliases: list[str]
    existence: bool
    """Whether it asks about a whole population; a plan can seldom answer it."""
    tally: Tally


class ExceptionSummary(Struct, kw_only=True):
    """A recorded exception as the report's register shows it."""

    id: str
    type: str
    owner: str
    approver: str
    expires: str
    expired: bool
    used: bool
    reason: str
    ticket: str
    rules: list[str]
    resources: list[str]
    compensating_control: dict[str, str] | None


class Header(Struct, kw_only=True):
    """Everything about a run but its findings."""

    schema_version: int = 1
    tool: str = "pcicheck"
    tool_version: str
    rulebook_version: str
    rulebook_digest: str
    """SHA-256 over the SHA-256 of every rule file, in the order of their paths, in hexadecimal."""
    standard: str
    entity: str
    """Name of the entity; empty where the configuration names none."""
    entity_type: str
    """``merchant``, ``service_provider`` … or empty."""
    scope_statement: str
    started: str
    """ISO 8601, UTC."""
    finished: str
    """ISO 8601, UTC."""
    identity: str
    """Who ran it; for snapshots of live clouds also the principals that asked there."""
    command: str
    """The command line or configuration digest, secrets removed."""
    inputs: list[InputRecord]
    gaps: list[Gap]
    """What was not looked at."""
    warnings: list[str]
    scope: dict[str, int]
    """Resources per scope category."""
    tally: Tally
    """All findings together."""
    by_severity: dict[str, int]
    """Failures per severity, those under an exception left out."""
    exceptions: list[ExceptionSummary]
    principals: dict[str, str]
    """Names of the principal requirements."""
    groups: dict[str, str]
    """Names of the requirement groups."""


class Results:
    """What a run found. ``findings()`` streams from disk; nothing holds all findings in memory."""

    def __init__(
        self,
        header: Header,
        requirements: Callable[[], list[RequirementResult]],
        rules: Callable[[], list[RuleRecord]],
        spool: Spool,
    ) -> None:
        self.header = header
        self.spool = spool
        self._make_requirements = requirements
        self._make_rules = rules

    @cached_property
    def requirements(self) -> list[RequirementResult]:
        """Every requirement of the standard with its state; made when a report asks for it."""
        return self._make_requirements()

    @cached_property
    def rules(self) -> list[RuleRecord]:
        """Every rule of the run with its tally; made when a report asks for it."""
        return self._make_rules()

    def findings(self) -> Iterator[Finding]:
        """Every finding, in the order of the run."""
        return self.spool.findings()

    def not_judged(self) -> int:
        """Resources that could not be judged; absences that a plan cannot prove are left out."""
        return sum(rule.tally.unknown for rule in self.rules if not rule.existence)

    def counts_against(self, severity: str) -> int:
        """Failures of ``severity`` or worse that no exception covers."""
        order = ["critical", "high", "medium", "low"]
        return sum(self.header.by_severity.get(name, 0) for name in order[: order.index(severity) + 1])


class Spool:
    """Findings as JSON lines in a temporary file, counted as they are written. The file goes with the spool."""

    def __init__(self) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile(prefix="pcicheck-", buffering=1 << 20)  # noqa: SIM115
        self._finalizer = weakref.finalize(self, self.file.close)
        self.counter = Counter()

    def write(self, chunks: Iterable[bytes]) -> None:
        """Write lines that are encoded and counted already."""
        self.file.writelines(chunks)

    def append(self, lines: IO[bytes]) -> None:
        """Write a file of lines that are encoded and counted already."""
        lines.seek(0)
        shutil.copyfileobj(lines, self.file, 1 << 20)

    def write_all(self, findings: Iterable[Finding]) -> None:
        """Encode, count and write findings."""
        for finding in findings:
            self.counter.count(finding)
            self.file.write(ENCODER.encode(finding) + b"\n")

    def lines(self) -> Iterator[bytes]:
        """Every line as it was written, its line end included."""
        self.file.seek(0)
        return iter(self.file)

    def findings(self) -> Iterator[Finding]:
        """Every finding, decoded."""
        for line in self.lines():
            yield DECODER.decode(line)
