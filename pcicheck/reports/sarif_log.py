"""What both SARIF reports share: the log without its results, built with the SARIF object model.

The object model was written from a pre-final schema and is slow by the object, so it builds the skeleton only;
results stream into it as plain mappings. SARIF 2.1.0 errata 01; GitHub's limits are those of its documentation
"SARIF support for code scanning".
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import msgspec
import sarif_om as om
from jschema_to_python.to_json import to_json

from pcicheck.results.finding import Finding
from pcicheck.results.results import Header, Results, RuleRecord
from pcicheck.results.rollup import RequirementResult

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
SECURITY_SEVERITY = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.0"}
KINDS = {"pass": "pass", "fail": "fail", "unknown": "open", "not_applicable": "notApplicable"}

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "pcicheck")
_TAXONOMY = str(uuid.uuid5(_NAMESPACE, "PCI-DSS"))
_MAX_TEXT = 1000
_MAX_TAGS = 10
_PLACEHOLDER = "results stream in here"


def guid(name: str) -> str:
    """A stable UUIDv5, which every SARIF consumer accepts."""
    return str(uuid.uuid5(_NAMESPACE, name))


def write_log(
    results: Results,
    rules: Sequence[RuleRecord],
    stream: Iterator[dict[str, Any]],
    out: IO[bytes],
    notes: Sequence[str] = (),
) -> None:
    """Write a log whose results are those of ``stream``; ``notes`` become notifications of the run."""
    head, tail = _skeleton(results, rules, notes).split(json.dumps(_PLACEHOLDER), 1)
    out.write(head.encode().rstrip())
    separator = b"\n"
    for result in stream:
        out.write(separator + msgspec.json.encode(result))
        separator = b",\n"
    out.write(b"\n" + tail.lstrip().encode() + b"\n")


def location(finding: Finding) -> dict[str, Any]:
    """Where a finding stands: a relative, percent-encoded file, and the resource as a logical location."""
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.origin.file)}}
    block: dict[str, int] = {"startLine": finding.origin.line or 1}
    if finding.origin.end_line:
        block["endLine"] = finding.origin.end_line
    if finding.origin.attribute_line:
        place |= {"region": {"startLine": finding.origin.attribute_line}, "contextRegion": block}
    else:
        place["region"] = block
    return {
        "physicalLocation": place,
        "logicalLocations": [
            {
                "name": finding.native_address.rsplit(".", 1)[-1],
                "fullyQualifiedName": finding.native_address,
                "kind": "resource",
            }
        ],
    }


def shorten(text: str) -> str:
    """``text`` within GitHub's limit for descriptions."""
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def _uri(file: str | None) -> str:
    if file in (None, "-"):
        return "stdin"
    path = Path(str(file))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    parts = [part for part in path.parts if part not in (path.anchor, ".", "..")]
    return quote("/".join(parts)) or "input"


def _skeleton(results: Results, rules: Sequence[RuleRecord], notes: Sequence[str]) -> str:
    requirements = [r for r in results.requirements if any(b.id == r.id for rule in rules for b in rule.requirements)]
    index = {requirement.id: position for position, requirement in enumerate(requirements)}
    header = results.header
    taxonomy = om.ToolComponentReference(name="PCI-DSS", index=0, guid=_TAXONOMY)
    driver = om.ToolComponent(
        name=header.tool,
        semantic_version=header.tool_version,
        version=header.tool_version,
        rules=[_rule(rule, index, taxonomy) for rule in rules],
        supported_taxonomies=[taxonomy],
        properties={"rulebookVersion": header.rulebook_version, "rulebookDigest": header.rulebook_digest},
    )
    run = om.Run(
        tool=om.Tool(driver=driver),
        results=[_PLACEHOLDER],
        taxonomies=[_taxonomy(header, requirements)],
        invocations=[_invocation(header, notes)],
        column_kind="unicodeCodePoints",
    )
    return str(to_json(om.SarifLog(version="2.1.0", schema_uri=SCHEMA, runs=[run])))


def _rule(rule: RuleRecord, index: dict[str, int], taxonomy: Any) -> Any:
    fixes = "\n".join(f"- `{name}`: {how.strip()}" for name, how in rule.by_type.items())
    how = "\n\n".join(part for part in (fixes, rule.console.strip()) if part) or f"See 'pcicheck rules show {rule.id}'."
    requirements = ", ".join(binding.id for binding in rule.requirements)
    tags = ["security", "pci-dss-4.0.1", *(f"pci-dss/{binding.id}" for binding in rule.requirements)]
    return om.ReportingDescriptor(
        id=rule.id,
        name="".join(word.capitalize() for word in rule.id.split("-"))[:255],
        guid=guid(rule.id),
        short_description=om.MultiformatMessageString(text=shorten(rule.title)),
        full_description=om.MultiformatMessageString(text=shorten(rule.why.strip())),
        help=om.MultiformatMessageString(
            text=shorten(f"{rule.why.strip()} PCI DSS {requirements}. Wanted: {rule.expected}."),
            markdown="\n\n".join(
                (rule.why.strip(), f"**PCI DSS** {requirements}", f"**Wanted** {rule.expected}", "**How to mend**", how)
            ),
        ),
        default_configuration=om.ReportingConfiguration(level=LEVELS[rule.severity]),
        relationships=[
            om.ReportingDescriptorRelationship(
                target=om.ReportingDescriptorReference(id=b.id, index=index[b.id], tool_component=taxonomy),
                kinds=["relevant"],
            )
            for b in rule.requirements
            if b.id in index
        ],
        deprecated_ids=rule.aliases or None,
        properties={
            "tags": tags[:_MAX_TAGS],
            "precision": "very-high",
            "security-severity": SECURITY_SEVERITY[rule.severity],
            "maps": rule.maps,
        },
    )


def _taxonomy(header: Header, requirements: Sequence[RequirementResult]) -> Any:
    return om.ToolComponent(
        name="PCI-DSS",
        version=header.standard.rsplit("v", 1)[-1],
        organization="PCI Security Standards Council",
        guid=_TAXONOMY,
        short_description=om.MultiformatMessageString(text="Requirements of PCI DSS, titles in pcicheck's own words"),
        is_comprehensive=False,
        taxa=[
            om.ReportingDescriptor(
                id=requirement.id,
                guid=guid(f"PCI-DSS/{requirement.id}"),
                short_description=om.MultiformatMessageString(text=requirement.title),
                properties={"state": requirement.state, "because": requirement.because},
            )
            for requirement in requirements
        ],
    )


def _invocation(header: Header, notes: Sequence[str]) -> Any:
    texts = [*(f"not looked at: {gap.where}: {gap.why}" for gap in header.gaps), *header.warnings, *notes]
    return om.Invocation(
        execution_successful=not any(gap.kind == "unreadable" for gap in header.gaps),
        start_time_utc=header.started,
        end_time_utc=header.finished,
        command_line=header.command or None,
        tool_execution_notifications=[
            om.Notification(level="warning", message=om.Message(text=shorten(text))) for text in texts
        ],
    )
