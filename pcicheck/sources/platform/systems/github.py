"""GitHub Actions: workflows with their jobs, actions made of steps, and steps that are written down alone.

GitHub documentation, "Workflow syntax" and "Metadata syntax for actions". What a workflow says for all of its jobs goes
with each job.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems.registry import Found

_SHARED = ("permissions", "env", "defaults")


def read(document: Parsed, file: File) -> Found:
    """The objects of one document."""
    values = document.values
    if isinstance(values.get("jobs"), (dict, Unknown)):
        yield from _workflow(document, file)
    elif isinstance(values.get("runs"), dict):
        yield _part("github:action", file.address(), values, document)
    else:
        name = values.get("name") or values.get("id") or values.get("uses") or "step"
        step = {"name": None, "job": {"steps": [values]}, "alone": True}
        yield _part("github:job", file.address(f"step/{name}"), step, document)


def _workflow(document: Parsed, file: File) -> Found:
    values = document.values
    yield _part("github:workflow", file.address(), values, document)
    jobs = values["jobs"]
    if isinstance(jobs, Unknown):
        yield Trouble(f"its jobs cannot be read: {jobs.reason}", document.line)
        return
    shared = {name: values.get(name) for name in _SHARED} | {"on": values.get("on")}
    starts = [*sorted(document.lines.get(name, document.line) for name in jobs), document.end_line + 1]
    for name, job in jobs.items():
        if not isinstance(job, (dict, Unknown)):
            yield Trouble(f"the job {name} is no mapping, so GitHub would not run it", document.lines.get(name, 0))
            continue
        start = document.lines.get(name, document.line)
        end = next((line - 1 for line in starts if line > start), document.end_line)
        lines = {key: line for key, line in document.lines.items() if start <= line <= end}
        written = text_lines(file, start, end)
        job_values: dict[str, Any] = {"name": name, "job": job, "workflow": shared, "written": written}
        yield Part("github:job", file.address(f"job/{name}"), job_values, start, max(start, end), lines)


def text_lines(file: File, start: int, end: int) -> dict[int, str]:
    """Lines of a file by their numbers, as steps have no keys of their own by which they could be found again."""
    lines = file.text.split("\n")
    return {
        at: lines[at - file.first_line].strip()
        for at in range(start, end + 1)
        if 0 <= at - file.first_line < len(lines)
    }


def _part(native_type: str, address: str, values: dict[str, Any], document: Parsed) -> Part:
    return Part(native_type, address, values, document.line, document.end_line, document.lines)
