"""One JSON document: header, requirements, rules, findings. It can be rendered again in every other form."""

from __future__ import annotations

from typing import IO, Any

import msgspec
from msgspec import Raw, Struct

from pcicheck.errors import InputError
from pcicheck.results.finding import Finding
from pcicheck.results.results import Header, Results, RuleRecord, Spool
from pcicheck.results.rollup import RequirementResult

_encode = msgspec.json.Encoder().encode


class Document(Struct):
    """The document as a whole."""

    header: Header
    requirements: list[RequirementResult]
    rules: list[RuleRecord]
    findings: list[Raw]


def render(results: Results, out: IO[bytes]) -> None:
    """Write the document; findings stream through."""
    out.write(b'{"header":' + _encode(results.header))
    out.write(b',\n"requirements":' + _encode(results.requirements))
    out.write(b',\n"rules":' + _encode(results.rules))
    out.write(b',\n"findings":[')
    separator = b"\n"
    for line in results.spool.lines():
        out.write(separator + line.rstrip(b"\n"))
        separator = b",\n"
    out.write(b"\n]}\n")


def read(name: str, data: bytes) -> Results:
    """The results that :func:`render` wrote. Raises ``InputError`` for anything else."""
    try:
        document = msgspec.json.decode(data, type=Document)
        spool = Spool()
        spool.write_all(msgspec.json.decode(raw, type=Finding) for raw in document.findings)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as problem:
        raise InputError(
            f"{name}: not a results file ({_first(problem)}); give the file that 'pcicheck scan --format json=…' wrote"
        ) from problem
    return Results(document.header, lambda: document.requirements, lambda: document.rules, spool)


def _first(problem: Any) -> str:
    return str(problem).split("\n", 1)[0]
