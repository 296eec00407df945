"""Pipelines and jobs of GitLab CI.

GitLab documentation, "CI/CD YAML syntax reference": ``include`` takes configuration from projects (``ref``, the default
branch where unset), addresses (``integrity`` checks them), components (``@version``) and GitLab's own templates, which
come with the server; ``allow_failure`` is false, but true for jobs started by hand without ``rules``; a job without
``rules`` and ``only`` runs for every pushed branch. "Security templates": their jobs are allowed to fail. "CI/CD
variables": ``CI_DEBUG_TRACE`` writes every variable to the log. The token of a job has the rights of its project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.pipelines import Component, Pipeline, PipelineJob, PipelineScan
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.pipelines import commands
from pcicheck.providers.pipelines.building import builds_images, lists_components, signs
from pcicheck.providers.pipelines.deploying import deploys
from pcicheck.providers.pipelines.files import secret_paths
from pcicheck.providers.pipelines.scanners import CODE, DEPENDENCIES, INFRASTRUCTURE, SECRETS
from pcicheck.providers.pipelines.scans import at_line, scans_in, tolerated_by_job
from pcicheck.providers.pipelines.steps import is_commit, loose_image, pruned, steps_of
from pcicheck.providers.plain_secrets import holds_key, in_variables

_JOBS_SAY = Unknown("the rules of each job decide what starts it")
_NO_INPUTS = Inapplicable("whoever may start a pipeline may set any variable")
_PROJECT = Inapplicable("settings of the project decide what the token of a job may do")
_INCLUDED = Inapplicable("the pipeline includes code of others as a whole, not job by job")
_NOT_HERE = Inapplicable("GitLab knows no such setting")
_RUNNERS = Inapplicable("settings of the project decide whether pipelines run for changes from strangers")
_TEMPLATES = (
    ("sast-iac", "GitLab IaC scanning", (INFRASTRUCTURE,)),
    ("sast", "GitLab SAST", (CODE,)),
    ("dependency-scanning", "GitLab dependency scanning", (DEPENDENCIES,)),
    ("container-scanning", "GitLab container scanning", (DEPENDENCIES,)),
    ("secret-detection", "GitLab secret detection", (SECRETS,)),
)
_ALLOWED = Unknown("its jobs are allowed to fail; policies of the project decide whether findings stop a change")
_PROPOSED = re.compile(
    r"merge_request|CI_DEFAULT_BRANCH|CI_COMMIT_BRANCH\s*(?:==\s*['\"](?:main|master|trunk|develop)['\"]|$)"
    r"|CI_PIPELINE_SOURCE\s*==\s*['\"]push"
)
_ELSEWHEN = re.compile(r"CI_PIPELINE_SOURCE\s*==\s*['\"](?:schedule|web|api|trigger)['\"]|CI_COMMIT_TAG\b")
_ONLY = ("merge_requests", "main", "master", "branches", "pushes", "trunk", "develop")
_ONLY_NOT = ("schedules", "tags", "web", "api", "triggers", "pipelines")
_TRACE = "CI_DEBUG_TRACE"
_PRINTS = re.compile(r"^\s*(?:echo|printf)\b")
_SECRET_NAME = re.compile(r"\$\{?(\w*(?:PASSWORD|PASSWD|TOKEN|SECRET|PRIVATE_KEY|API_KEY|ACCESS_KEY)\w*)\b")
_HEADER = re.compile(r"(?:-H|--header|-u|--user|--oauth2-bearer)[ =](?:\"[^\"]*\"|'[^']*'|\S+)")


def pipeline(document: Document) -> Iterator[Resource]:
    """A pipeline file as a whole, with the scans that GitLab's own templates bring."""
    included = document.get("include")
    scripts = document.get("scripts")
    steps = steps_of({"steps": [{"run": line} for line in (scripts if isinstance(scripts, list) else [])]})
    found = steps if isinstance(steps, list) else []
    hidden = next((part.name for part in _includes(included) if isinstance(part, Component)), None)
    facts = Pipeline(
        triggers=_JOBS_SAY,
        inputs=_NO_INPUTS,
        includes=included if isinstance(included, Unknown) else _includes(included),
        plain_secrets=_plain_variables(document.get("variables")),
        builds_images=builds_images(found),
        signs=signs(found, str(hidden or "")),
        lists_components=lists_components(found, str(hidden or "")),
    )
    yield resource(document, facts)
    for name in _template_names(included):
        for part, tool, categories in _TEMPLATES:
            if part in re.sub(r"[_.]", "-", name.rpartition("/")[2].lower().replace(".latest", "")):
                scan = PipelineScan(tool=tool, categories=categories, fails_build=_ALLOWED, before_release=True)
                yield resource(document, scan, part=tool)
                break


def job(document: Document) -> Iterator[Resource]:
    """A job with its scans."""
    written = document.get("job")
    written = written if isinstance(written, dict) else {}
    around = document.get("pipeline")
    variables = around.get("variables") if isinstance(around, dict) else None
    lost = document.get("lost")
    missing = Unknown(f"it extends {lost[0]}, which is in another file") if lost else None
    script = _script(written)
    facts = PipelineJob(
        token_rights=_PROJECT,
        components=_INCLUDED,
        loose_images=_known(_images(written), missing, "image" in written and "services" in written),
        plain_secrets=_known(_secrets(written, script), missing),
        shown_secrets=_known(pruned([*_shown(written, variables)]), missing),
        handed_secrets=_NOT_HERE,
        secret_files=_known(pruned([*_kept(written)]), missing, "artifacts" in written),
        injections=_NOT_HERE,
        stranger_code=_RUNNERS,
        unsafe_commands=_NOT_HERE,
        downloads_run=_known(_texts(script, commands.downloads_run), missing, "script" in written),
        sends_secrets=_known(_texts(script, _sent), missing, "script" in written),
        opens_shell=any(commands.opens_shell(line) for line in script) or missing or False,
        deploys=deploys([], script),
        gated=_gated(written, missing),
    )
    yield resource(document, facts)
    for number, (tool, categories, fails, text) in enumerate(scans_in("\n".join(script), pipefail=True), start=1):
        scan = PipelineScan(
            tool=tool,
            categories=categories,
            fails_build=_fails(written, fails, missing),
            before_release=_before_release(written, missing),
        )
        yield at_line(resource(document, scan, part=f"{tool} {number}"), document, text)


def _known(found: Any, missing: Unknown | None, sure: bool = False) -> Any:
    """What was found; where that is nothing and something is missing, why it is not known."""
    return missing if found == () and missing is not None and not sure else found


def _script(written: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for key in ("before_script", "script", "after_script"):
        value = written.get(key)
        lines += [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
    return lines


def _texts(script: list[str], asks: Any) -> Any:
    return pruned([found for line in script for found in asks(line)])


def _images(written: dict[str, Any]) -> Any:
    services = written.get("services")
    named = [written.get("image"), *(services if isinstance(services, list) else [])]
    return pruned([loose for loose in map(loose_image, named) if loose is not None])


def _plain_variables(variables: Any) -> Any:
    if not isinstance(variables, dict):
        return ()
    values = {name: v.get("value") if isinstance(v, dict) else v for name, v in variables.items()}
    return in_variables(values)


def _secrets(written: dict[str, Any], script: list[str]) -> Any:
    found = _plain_variables(written.get("variables"))
    if any(holds_key(line) for line in script):
        return (*(found if isinstance(found, tuple) else ()), "a command")
    return found


def _shown(written: dict[str, Any], shared: Any) -> Iterator[str]:
    """Variables that are written to the log: those of the project whose names speak of secrets, or all of them."""
    for variables in (shared, written.get("variables")):
        value = variables.get(_TRACE) if isinstance(variables, dict) else None
        if str(value).lower() in ("true", "1"):
            yield _TRACE
    for line in _script(written):
        if _PRINTS.search(line) and not re.search(r"[>|]", line):
            yield from _SECRET_NAME.findall(line)


def _sent(line: str) -> list[str]:
    names = _SECRET_NAME.findall(_HEADER.sub("", line)) if re.search(r"\b(?:curl|wget)\b", line) else []
    return [f"${name}" for name in names]


def _kept(written: dict[str, Any]) -> Iterator[str | Unknown]:
    artifacts = written.get("artifacts")
    if isinstance(artifacts, dict):
        yield from secret_paths(artifacts.get("paths") or [])


def _gated(written: dict[str, Any], missing: Unknown | None) -> Any:
    by_hand = written.get("when") == "manual" or any(rule.get("when") == "manual" for rule in _rules(written))
    here = by_hand or written.get("environment") not in (None, "", {})
    return here or missing or False


def _rules(written: dict[str, Any]) -> list[dict[str, Any]]:
    rules = written.get("rules")
    return [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []


def _fails(written: dict[str, Any], fails: Any, missing: Unknown | None) -> Any:
    allowed = written.get("allow_failure")
    if fails is False:
        return False
    if isinstance(allowed, dict):
        return Unknown("it is allowed to fail with some exit codes")
    if allowed is None and written.get("when") == "manual" and "rules" not in written:
        return False
    if allowed is None and missing is not None:
        return missing
    loose = [rule.get("allow_failure") is True for rule in _rules(written)]
    if any(loose):
        return False if all(loose) else Unknown("by some of its rules it is allowed to fail")
    return tolerated_by_job({"allow_failure": allowed}, fails)


def _before_release(written: dict[str, Any], missing: Unknown | None) -> Fact[bool]:
    rules = written.get("rules")
    if isinstance(rules, list):
        return any_true(*(_by_rule(rule) for rule in rules))
    only = written.get("only")
    only = only.get("refs") if isinstance(only, dict) else only
    if only is None:
        by_hand = written.get("when") == "manual"
        return Unknown("it is started by hand") if by_hand else missing or True
    named = only if isinstance(only, list) else [only]
    if any(name in _ONLY for name in named):
        return True
    if all(name in _ONLY_NOT for name in named):
        return False
    return Unknown("whether the branches that it names are those that are released is not written")


def _by_rule(rule: Any) -> Fact[bool]:
    if not isinstance(rule, dict):
        return Unknown("a rule is not known")
    if rule.get("when") in ("never", "manual"):
        return False if rule["when"] == "never" else Unknown("it is started by hand")
    condition = rule.get("if")
    if condition is None:
        return True
    if isinstance(condition, str) and _PROPOSED.search(condition) and "!=" not in condition:
        return True
    if isinstance(condition, str) and _ELSEWHEN.search(condition) and "!=" not in condition and "||" not in condition:
        return False
    return Unknown("the condition under which it runs is not read")


def _includes(written: Any) -> tuple[Component | Unknown, ...]:
    found: list[Component | Unknown] = []
    for item in written if isinstance(written, list) else [] if written is None else [written]:
        part = _remote({"remote": item} if isinstance(item, str) else item)
        if part is not None:
            found.append(part)
    return tuple(found)


def _remote(item: Any) -> Component | Unknown | None:
    """What an entry takes from elsewhere; ``None`` for the project's own files and GitLab's templates."""
    if not isinstance(item, dict):
        return Unknown("what it includes is not known")
    for key, read in _REMOTE.items():
        value = item.get(key)
        if isinstance(value, Unknown):
            return Unknown(f"what it includes is not known: {value.reason}")
        if isinstance(value, str):
            return read(value, item)
    return None


def _of_address(address: str, item: dict[str, Any]) -> Component | None:
    if not address.startswith(("http://", "https://")):
        return None  # a file of the same project, in the short form
    pinned = str(item.get("integrity", "")).startswith("sha256-")
    return Component(name=address, owner=address.split("/")[2], pinned=pinned)


def _of_project(project: str, item: dict[str, Any]) -> Component:
    version = item.get("ref")
    name = f"{project}@{version if isinstance(version, str) else 'default branch'}"
    if isinstance(version, Unknown):
        return Component(name=name, owner=project.split("/")[0], pinned=version)
    return Component(name=name, owner=project.split("/")[0], pinned=_pinned(str(version or "")))


def _of_component(name: str, item: dict[str, Any]) -> Component:
    place, _, version = name.partition("@")
    owner = place.split("/")[1] if place.count("/") > 1 else place
    return Component(name=name, owner=owner, pinned=_pinned(version))


def _pinned(version: str) -> Fact[bool]:
    return Unknown("a variable gives its version") if "$" in version else is_commit(version)


_REMOTE: dict[str, Callable[[str, dict[str, Any]], Component | None]] = {
    "remote": _of_address,
    "project": _of_project,
    "component": _of_component,
}


def _template_names(written: Any) -> Iterator[str]:
    for item in written if isinstance(written, list) else [written]:
        name = item.get("template") or item.get("component") if isinstance(item, dict) else None
        if isinstance(name, str):
            yield name.partition("@")[0]
