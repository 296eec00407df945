"""GitLab CI: the pipeline file and its jobs, with what they inherit.

GitLab documentation, "CI/CD YAML syntax reference": ``extends`` merges mappings deeply, the job's own keys win;
``default`` and the global keywords give what a job leaves out, unless ``inherit`` says otherwise; ``!reference`` takes
a part of another job; jobs whose names begin with a dot are only there to be taken from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems.github import text_lines
from pcicheck.sources.platform.systems.registry import Found

_GLOBAL = frozenset(
    ("default", "include", "stages", "types", "variables", "workflow", "spec", "image", "services", "cache")
) | {"before_script", "after_script", "pages_domain", "retry", "tags", "timeout", "artifacts"}
_INHERITED = ("image", "services", "before_script", "after_script", "artifacts", "tags")
_JOB_KEYS = ("script", "run", "trigger", "extends", "stage", "rules", "needs", "only", "allow_failure")
_MAX_DEPTH = 11
"""Levels of ``extends`` that GitLab allows."""


def read(document: Parsed, file: File) -> Found:
    """The pipeline and its jobs."""
    values = document.values
    shared = {name: value for name, value in values.items() if name in _GLOBAL}
    jobs = {name: job for name, job in values.items() if name not in _GLOBAL and isinstance(job, dict)}
    for name, job in values.items():
        if name not in _GLOBAL and isinstance(job, Unknown) and not name.startswith("."):
            yield Trouble(f"the job {name} cannot be read: {job.reason}", document.lines.get(name, document.line))
    parts = list(_jobs(jobs, document, file, shared))
    scripts = [line for part in parts for line in _lines(part.values["job"].get("script"))]
    given = shared | {"scripts": scripts}
    yield Part("gitlab:pipeline", file.address(), given, document.line, document.end_line, document.lines)
    yield from parts


def _lines(script: Any) -> list[str]:
    return [line for line in (script if isinstance(script, list) else [script]) if isinstance(line, str)]


def _jobs(jobs: dict[str, Any], document: Parsed, file: File, shared: dict[str, Any]) -> Iterator[Part]:
    values = document.values
    starts = [*sorted(document.lines.get(name, document.line) for name in values), document.end_line + 1]
    for name, job in jobs.items():
        if name.startswith(".") or not any(key in job for key in _JOB_KEYS):
            continue
        whole, lost = _extended(job, jobs, 0)
        whole = {key: _referred(value, values) for key, value in whole.items()}
        start = document.lines.get(name, document.line)
        end = next((line - 1 for line in starts if line > start), document.end_line)
        lines = {key: line for key, line in document.lines.items() if start <= line <= end}
        given: dict[str, Any] = {"name": name, "job": _with_defaults(whole, shared), "lost": lost, "pipeline": shared}
        given["written"] = text_lines(file, start, end)
        yield Part("gitlab:job", file.address(f"job/{name}"), given, start, max(start, end), lines)


def _extended(job: dict[str, Any], jobs: dict[str, Any], depth: int) -> tuple[dict[str, Any], list[str]]:
    """A job with what it extends, and the names that are nowhere in the file."""
    written = job.get("extends")
    names = written if isinstance(written, list) else [] if written is None else [written]
    merged: dict[str, Any] = {}
    lost: list[str] = []
    for name in names:
        parent = jobs.get(name) if isinstance(name, str) else None
        if parent is None or depth >= _MAX_DEPTH:
            lost.append(str(name) if isinstance(name, str) else "something")
            continue
        inherited, missing = _extended(parent, jobs, depth + 1)
        merged = _merged(merged, inherited)
        lost += missing
    return _merged(merged, {key: value for key, value in job.items() if key != "extends"}), lost


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    found = dict(below)
    for key, value in above.items():
        other = found.get(key)
        found[key] = _merged(other, value) if isinstance(other, dict) and isinstance(value, dict) else value
    return found


def _with_defaults(job: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    inherit = job.get("inherit")
    asked = inherit.get("default", True) if isinstance(inherit, dict) else True
    default = shared.get("default")
    given = dict(job)
    for key in _INHERITED:
        wanted = asked is True or (isinstance(asked, list) and key in asked)
        outer = default.get(key) if isinstance(default, dict) else None
        outer = shared.get(key) if outer is None else outer
        if wanted and key not in given and outer is not None:
            given[key] = outer
    return given


def _referred(value: Any, whole: dict[str, Any], depth: int = 0) -> Any:
    """A value with ``!reference [job, key]`` replaced; the tag itself is gone, the shape tells."""
    if not isinstance(value, list) or depth > _MAX_DEPTH:
        return value
    if _is_reference(value, whole):
        found: Any = whole
        for step in value:
            found = found.get(step) if isinstance(found, dict) else None
        return _referred(found, whole, depth + 1)
    flat: list[Any] = []
    for item in value:
        if isinstance(item, list):
            inner = _referred(item, whole, depth + 1)
            flat += inner if isinstance(inner, list) else [inner]
        else:
            flat.append(item)
    return flat


def _is_reference(value: list[Any], whole: dict[str, Any]) -> bool:
    if len(value) not in (2, 3) or not all(isinstance(step, str) for step in value):
        return False
    holder = whole.get(value[0])
    return isinstance(holder, dict) and value[1] in holder
