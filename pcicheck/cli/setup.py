"""``pcicheck init`` and ``pcicheck schema``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from pcicheck.cli import console
from pcicheck.cli.listing import print_json
from pcicheck.config import Config
from pcicheck.errors import OutputError, UsageError
from pcicheck.reports.json_file import Document
from pcicheck.results.exceptions import ExceptionsFile
from pcicheck.results.finding import Finding
from pcicheck.rulebook.condition import nearest
from pcicheck.rulebook.rule import Rule
from pcicheck.scope.declaration import ScopeDeclaration
from pcicheck.sources.live.records import Record
from pcicheck.sources.live.snapshot import Manifest

SCHEMAS: dict[str, Any] = {
    "rule": Rule,
    "config": Config,
    "exceptions": ExceptionsFile,
    "scope": ScopeDeclaration,
    "finding": Finding,
    "results": Document,
    "snapshot": Manifest,
    "snapshot-line": Record,
}
"""Name of the schema to the type that it describes."""

TEMPLATE = """\
# How pcicheck scans this project. Every line is optional; 'pcicheck schema config' describes them all.

entity:
  name: ""              # on the report's cover
  type: merchant        # merchant, service_provider, multi_tenant_service_provider, issuer, designated_entity

fail_on: high           # critical, high, medium, low or none
fail_on_unknown: false  # true fails the scan on resources that could not be judged
strict: false           # true ends with exit code 3 where anything was not looked at

# scope: pcicheck-scope.yaml            # which resources are CDE, connected, security-impacting or out of scope
# exceptions: pcicheck-exceptions.yaml  # known failures, with owner, approver, reason and expiry
# rules: [pcicheck-rules]               # folders of your own rules

# Thresholds that PCI DSS leaves to you ('pcicheck rules show ID' names a rule's parameters):
# params:
#   key-rotation-period:
#     max_days: 365

# Requirements that do not apply, with a reason that an assessor can test:
# not_applicable:
#   - requirement: "1.3.3"
#     reason: no wireless network is connected to the cardholder data environment
"""


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder to write it to.")] = Path(),
) -> None:
    """Write a commented pcicheck.yaml. An existing one is left alone."""
    path = folder / "pcicheck.yaml"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE)
    except FileExistsError as problem:
        raise UsageError(f"{path}: exists already and was left as it is") from problem
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written ({problem.strerror})") from problem
    console.tell(f"wrote {path}")


def schema_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of {', '.join(SCHEMAS)}.")],
) -> None:
    """Print the JSON Schema of a file that pcicheck reads or writes, for editors and validators."""
    if name not in SCHEMAS:
        raise UsageError(f"unknown schema '{name}'{nearest(name, SCHEMAS)}; there are: {', '.join(SCHEMAS)}")
    print_json(schema(name))


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file."""
    made = msgspec.json.schema(SCHEMAS[name], schema_hook=lambda _: {})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"pcicheck {name}", **made}
