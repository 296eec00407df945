"""Scans among the steps of a pipeline, and whether what they find can stop it.

GitHub documentation: a step fails with its last exit code, the shell stops at the first failing command (``bash -e``)
and sees only the last program of a pipe unless ``shell: bash`` is written or ``pipefail`` is set; ``continue-on-error``
lets the job go on. GitLab's runner sets ``errexit`` and ``pipefail`` itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.pipelines.commands import lines_of
from pcicheck.providers.pipelines.scanners import (
    BY_TOOL,
    CODE,
    COMMANDS,
    DEPENDENCIES,
    INFRASTRUCTURE,
    SECRETS,
    Action,
    Command,
    action_of,
)
from pcicheck.providers.pipelines.steps import Step

_SWALLOWED = re.compile(r"\|\|\s*(?:true\b|:(?:\s|$)|exit\s+0\b|echo\b|printf\b)|;\s*(?:true|exit\s+0)\s*$|&\s*$")
_ASKED_LATER = re.compile(r"\|\||;\s*\w+=\$\?|^\s*(?:if|while|until|!)\s|\$\(|`|&&\s*\S+.*\|\|")
_PIPED = re.compile(r"(?<!\|)\|(?!\|)")
_NO_ERREXIT = re.compile(r"^\s*set\s+\+e\b")
_PIPEFAIL = re.compile(r"^\s*set\s+-[a-z]*o?\s*\w*\s*pipefail|^\s*set\s+.*-o\s+pipefail")
_INSTALLS = re.compile(
    r"^\s*(?:sudo\s+)?(?:apt(?:-get)?|brew|apk|yum|dnf|pip3?|pipx|npm|go|cargo|docker|curl|wget|echo|which|command)\s+"
    r"(?:install|add|i|get|pull|-[a-zA-Z]|\S*://|-v|[\"'])"
)
_PARTLY = re.compile(r"--soft-fail-on\b|--hard-fail-on\b")
_ENOUGH = 16
"""Characters by which a command is found again in its file, before a line may be continued."""
_UPLOADS = "github/codeql-action/upload-sarif"
_BY_REPOSITORY = Unknown("the repository's settings decide whether what it reports stops a change")
_BY_OPTION = Unknown("an option that is filled in later decides whether it fails")
_BY_SCRIPT = Unknown("what follows in the script decides whether it fails")
_SARIF = Unknown("the step itself never fails; whether code scanning stops a change is a setting of the repository")


class Scan(Struct, frozen=True):
    """A scan that was found."""

    tool: str
    categories: tuple[str, ...]
    fails: Any
    name: str
    text: str
    """Part of the line on which it stands."""


def scans_of_step(step: Step, steps: list[Step], shell: str) -> Iterator[Scan]:
    """Scans of one step. ``shell`` is the shell of the job."""
    action = action_of(step.uses) if step.uses else None
    if action is not None:
        yield _of_action(step, action, steps)
    for tool, categories, fails, text in scans_in(step.run, pipefail=(step.shell or shell) == "bash"):
        softened = _SARIF if fails is False and _uploaded(step, steps) else fails
        yield Scan(tool, categories, _unless_tolerated(step.raw, softened), f"{tool} {step.number}", text)


def scans_in(text: str, *, pipefail: bool) -> Iterator[tuple[str, tuple[str, ...], Any, str]]:
    """Programs in a script: name, what they look at, whether they fail the script, and how their line begins."""
    stops = True
    for line in lines_of(text):
        pipefail = pipefail or _PIPEFAIL.search(line) is not None
        stops = stops and _NO_ERREXIT.search(line) is None
        if _INSTALLS.search(line) and not re.search(r"\bdocker\s+(?:run|scout)\b", line):
            continue
        found = next((command for command in COMMANDS if command.pattern.search(line)), None)
        if found is not None:
            fails = _line_fails(found, line, pipefail=pipefail, stops=stops)
            yield found.tool, _categories(found, line), fails, line.strip()[:_ENOUGH]


def _line_fails(command: Command, line: str, *, pipefail: bool, stops: bool) -> Fact[bool]:
    if _SWALLOWED.search(line):
        return False
    tail = line[command.pattern.search(line).end() :] if command.pattern.search(line) else ""  # type: ignore[union-attr]
    if _PIPED.search(tail) and not pipefail:
        return False
    fails = _by_options(command, line)
    return _BY_SCRIPT if fails is True and (not stops or _ASKED_LATER.search(line)) else fails


def _by_options(command: Command, line: str) -> Fact[bool]:
    if command.soft and re.search(command.soft, line):
        return False
    if command.fails:
        return True
    if command.hard and re.search(command.hard, line):
        return _BY_OPTION if re.search(r"--exit-code[= ]+['\"]?\$", line) else True
    settings = command.tool == "trivy" and re.search(r"--config\b", line)
    return _BY_OPTION if settings or re.search(r"\s\$\{?[A-Z_]*(?:ARGS|OPTS|OPTIONS|FLAGS)\b", line) else False


def _categories(command: Command, line: str) -> tuple[str, ...]:
    if command.tool != "trivy" or command.categories != (DEPENDENCIES,):
        return command.categories
    match = re.search(r"--(?:scanners|security-checks)[= ]+['\"]?([\w,]+)", line)
    return _of_scanners(match[1]) if match else (DEPENDENCIES, SECRETS)


def _of_scanners(text: str) -> tuple[str, ...]:
    names = {"misconfig": INFRASTRUCTURE, "config": INFRASTRUCTURE, "vuln": DEPENDENCIES, "secret": SECRETS}
    found = [names[part.strip()] for part in text.split(",") if part.strip() in names]
    return tuple(dict.fromkeys(found)) or (CODE,)


def _of_action(step: Step, action: Action, steps: list[Step]) -> Scan:
    fails = _action_fails(step, action)
    if fails is False and _uploaded(step, steps):
        fails = _SARIF
    categories = _action_categories(step, action)
    name = f"{action.tool} {step.number}"
    return Scan(action.tool, categories, _unless_tolerated(step.raw, fails), name, step.uses)


def _action_categories(step: Step, action: Action) -> tuple[str, ...]:
    if action.tool == "snyk" and step.uses.lower().startswith("snyk/actions/iac"):
        return (INFRASTRUCTURE,)
    if action.tool != "trivy":
        return action.categories
    kind, scanners = str(step.input("scan-type") or "image"), step.input("scanners") or step.input("security-checks")
    if kind == "config":
        return (INFRASTRUCTURE,)
    return _of_scanners(scanners) if isinstance(scanners, str) else (DEPENDENCIES, SECRETS)


def _action_fails(step: Step, action: Action) -> Fact[bool]:
    for name in action.soft:
        value = step.input(name)
        if value is not None and _truth(value) is not False:
            return False if _truth(value) is True else _BY_OPTION
    for name in action.hard:
        value = step.input(name)
        if value is not None:
            truth = _truth(value)
            return _BY_OPTION if truth is None else truth
    if action.tool == "trivy":
        return _trivy_environment(step)
    if action.tool == "snyk" and str(step.input("command")) == "monitor":
        return False
    if action.tool == "pcicheck" and str(step.input("fail-on")).lower() == "none":
        return False
    return _by_arguments(step, action)


def _trivy_environment(step: Step) -> Fact[bool]:
    """The action hands its step's environment on, and a file of settings can say what the inputs do not."""
    value = step.env.get("TRIVY_EXIT_CODE")
    if value is not None:
        truth = _truth(value)
        return _BY_OPTION if truth is None else truth
    return _BY_OPTION if step.input("trivy-config") else False


def _by_arguments(step: Step, action: Action) -> Fact[bool]:
    command = BY_TOOL.get(action.tool)
    for name in action.arguments:
        text = step.input(name)
        if isinstance(text, Unknown) or "${{" in str(text):
            return _BY_OPTION
        if name == "ignore_on_exit" and str(text).lower() in ("all", "results"):
            return False
        if text and command is not None and command.soft and re.search(command.soft, f" {text}"):
            return False
        if text and command is not None and command.hard and re.search(command.hard, f" {text}"):
            return True
    return _BY_REPOSITORY if action.fails is None else action.fails


def _truth(value: Any) -> bool | None:
    """What an input means as a switch or exit code; ``None`` for what only a run can tell."""
    if isinstance(value, Unknown) or "${{" in str(value):
        return None
    return str(value).strip().lower() not in ("", "0", "false", "no", "off")


def _unless_tolerated(raw: dict[str, Any], fails: Any) -> Any:
    """What remains where the step, the job or a condition lets the pipeline go on."""
    tolerated = raw.get("continue-on-error", raw.get("allow_failure"))
    if fails is False or tolerated in (None, False, "false"):
        return False if _never(raw.get("if")) else fails
    return False if tolerated in (True, "true") else _BY_OPTION


def tolerated_by_job(job: dict[str, Any], fails: Any) -> Any:
    """The same for the job around the step."""
    return _unless_tolerated(job, fails)


def _never(condition: Any) -> bool:
    return condition is False or str(condition).replace(" ", "").strip("${}").lower() == "false"


def _uploaded(step: Step, steps: list[Step]) -> bool:
    """Whether a later step hands what was found to GitHub's code scanning."""
    return any(other.number > step.number and other.uses.lower().startswith(_UPLOADS) for other in steps)


def at_line(made: Resource, document: Document, text: str) -> Resource:
    """The resource, on the line of its document on which the text stands."""
    written = document.get("written")
    found = next((at for at, line in written.items() if text in line), 0) if isinstance(written, dict) else 0
    return replace(made, origin=replace(made.origin, line=found, end_line=found)) if found else made
