"""Workflows, jobs and actions of GitHub.

GitHub documentation, "Workflow syntax": ``permissions`` of the job, else of the workflow, else the settings of the
repository or organisation; naming any scope takes the others away; ``env`` of workflow, job and step; a job that
``uses`` a workflow has no steps. "Events that trigger workflows": ``pull_request_target``, ``workflow_run`` and
``issue_comment`` run with the rights and secrets of the repository. "Security hardening for GitHub Actions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.pipelines import Component, Pipeline, PipelineJob, PipelineScan
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.pipelines import commands
from pcicheck.providers.pipelines.building import builds_images, lists_components, signs
from pcicheck.providers.pipelines.deploying import deploys
from pcicheck.providers.pipelines.files import secret_files
from pcicheck.providers.pipelines.scans import at_line, scans_of_step, tolerated_by_job
from pcicheck.providers.pipelines.steps import (
    Step,
    component,
    is_commit,
    loose_image,
    one_step,
    pruned,
    steps_of,
    texts_in,
)
from pcicheck.providers.plain_secrets import holds_key, in_variables

_BY_SETTINGS = Unknown("nothing is written, so the settings of the repository or organisation decide")
_OF_ACTION = Inapplicable("an action has the rights of the job that uses it")
_IN_JOBS = Inapplicable("the jobs say whose code they run")
_ALONE = Unknown("the job around this step is not shown")
_PRIVILEGED = ("pull_request_target", "workflow_run", "issue_comment", "issues", "discussion_comment")
_MAIN = ("main", "master", "trunk", "develop", "*", "**")
_PROPOSED = ("pull_request", "pull_request_target", "merge_group")
_HEAD = re.compile(
    r"github\.event\.pull_request\.head\.|github\.head_ref|github\.event\.workflow_run\.head_|refs/pull/"
    r"|github\.event\.issue\.number|github\.event\.number|\bsteps\.[\w-]+\.outputs\.(?:head_?sha|sha|ref|head_?ref)"
)
_FETCHES = re.compile(
    r"\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|checkout|pull)\b.*(?:pull/\$|github\.event\.pull_request\.head|head_ref)"
)
_THROWN_AWAY = (
    "postgres",
    "mysql",
    "root",
    "password",
    "passwd",
    "test",
    "testing",
    "admin",
    "guest",
    "secret",
    "example",
)
_SWITCH = "ACTIONS_ALLOW_UNSECURE_COMMANDS"


def workflow(document: Document) -> Iterator[Resource]:
    """A workflow as a whole."""
    jobs = document.get("jobs")
    lists = [steps_of(job) for job in (jobs.values() if isinstance(jobs, dict) else ()) if isinstance(job, dict)]
    steps = [step for found in lists if isinstance(found, list) for step in found]
    called = [job.get("uses") for job in (jobs.values() if isinstance(jobs, dict) else ()) if isinstance(job, dict)]
    hidden = next((str(uses) for uses in called if uses), "")
    facts = Pipeline(
        triggers=_triggers(document.get("on")),
        inputs=_inputs(document.get("on")),
        includes=_IN_JOBS,
        plain_secrets=_variables(document.get("env")),
        builds_images=builds_images(steps),
        signs=signs(steps, hidden),
        lists_components=lists_components(steps, hidden),
    )
    yield resource(document, facts)


def job(document: Document) -> Iterator[Resource]:
    """A job with its scans."""
    written = document.get("job")
    around = document.get("workflow")
    around = around if isinstance(around, dict) else {}
    alone = bool(document.get("alone"))
    if isinstance(written, Unknown):
        yield resource(document, PipelineJob(**dict.fromkeys(PipelineJob.__struct_fields__, written)))
        return
    steps = steps_of(written)
    found = steps if isinstance(steps, list) else []
    rights = _ALONE if alone else _rights(written, around)
    environment = [around.get("env"), written.get("env"), *(step.raw.get("env") for step in found)]
    environment += _beside(written)
    facts = _job(written, found, rights, environment, _ALONE if alone else _triggers(around.get("on")))
    if isinstance(steps, Unknown):
        facts = _unread(facts, steps)
    yield resource(document, facts)
    started = _ALONE if alone else _before_release(around.get("on"))
    yield from _scans(document, written, found, started, _shell(written, around))


def action(document: Document) -> Iterator[Resource]:
    """An action that is made of steps, or of an image."""
    runs = document.get("runs")
    runs = runs if isinstance(runs, dict) else {}
    steps = steps_of(runs)
    facts = _job({}, steps if isinstance(steps, list) else [], _OF_ACTION, [], _OF_ACTION)
    image = runs.get("image")
    if isinstance(image, str) and image.startswith("docker://"):
        loose = loose_image(image)
        facts = replace(facts, loose_images=() if loose is None else (loose,))
    yield resource(document, facts)


def _job(written: dict[str, Any], steps: list[Step], rights: Any, environment: list[Any], triggers: Any) -> PipelineJob:
    scripts = [text for step in steps for text in (step.run, _script(step)) if text]
    uses = str(written.get("uses") or "")
    given = written.get("with")
    return PipelineJob(
        token_rights=rights,
        components=_components(uses, steps),
        loose_images=_images(written, steps),
        plain_secrets=_secrets([*environment, given, *(step.raw.get("with") for step in steps)], scripts),
        shown_secrets=pruned([*_shown(steps, environment)]),
        handed_secrets=pruned([*_handed(written, uses, steps)]),
        secret_files=pruned([path for step in steps for path in secret_files(step)]),
        injections=pruned([part for text in scripts for part in commands.injections(text)]),
        stranger_code=_stranger_code(steps, triggers),
        unsafe_commands=any(_switched(env) for env in environment),
        downloads_run=pruned([address for text in scripts for address in commands.downloads_run(text)]),
        sends_secrets=pruned([what for text in scripts for what in commands.sends_secrets(text)]),
        opens_shell=any(commands.opens_shell(text) for text in scripts),
        deploys=deploys([step.uses for step in steps], scripts),
        gated=written.get("environment") not in (None, "", {}),
    )


def _beside(written: dict[str, Any]) -> list[dict[str, Any]]:
    """Variables of the containers of a job, without passwords that only a database for tests would have."""
    services = written.get("services")
    holders = [written.get("container"), *(services.values() if isinstance(services, dict) else ())]
    given = [holder.get("env") for holder in holders if isinstance(holder, dict)]
    return [
        {name: value for name, value in env.items() if str(value).lower() not in _THROWN_AWAY}
        for env in given
        if isinstance(env, dict)
    ]


def _unread(facts: PipelineJob, why: Unknown) -> PipelineJob:
    unknown = PipelineJob(**dict.fromkeys(PipelineJob.__struct_fields__, why))
    return replace(unknown, token_rights=facts.token_rights, gated=facts.gated)


def _rights(job: dict[str, Any], around: dict[str, Any]) -> Any:
    written = job.get("permissions", around.get("permissions"))
    if written is None or isinstance(written, Unknown):
        return written or _BY_SETTINGS
    if isinstance(written, str):
        return ("*",) if written.strip() == "write-all" else ()
    if not isinstance(written, dict):
        return Unknown("the permissions are of no form that GitHub knows")
    unknown = next((value for value in written.values() if isinstance(value, Unknown)), None)
    return tuple(str(scope) for scope, value in written.items() if value == "write") or unknown or ()


def _components(uses: str, steps: list[Step]) -> Any:
    found: list[Component | Unknown] = [part for part in [component(uses)] if part is not None]
    for step in steps:
        part = component(step.uses)
        if part is not None:
            found.append(part)
        elif step.unread is not None:
            found.append(step.unread)
    return tuple(dict.fromkeys(found))


def _images(written: dict[str, Any], steps: list[Step]) -> Any:
    services = written.get("services")
    named = [written.get("container"), *(services.values() if isinstance(services, dict) else ())]
    named += [step.uses for step in steps if step.uses.startswith("docker://")]
    return pruned([loose for loose in map(loose_image, named) if loose is not None])


def _secrets(mappings: list[Any], scripts: list[str]) -> Any:
    found: list[str | Unknown] = []
    for mapping in mappings:
        variables = _variables(mapping)
        found += variables if isinstance(variables, tuple) else [variables]
    found += ["a command" for text in scripts if holds_key(text)]
    return pruned(found)


def _variables(mapping: Any) -> Any:
    return in_variables(mapping) if isinstance(mapping, dict) else ()


def _shown(steps: list[Step], environment: list[Any]) -> Iterator[str]:
    shared = [env for env in environment[:2] if isinstance(env, dict)]
    for step in steps:
        held: dict[str, str] = {}
        for mapping in (*shared, step.env):
            for name, value in mapping.items():
                taken = commands.secrets_in(value) if isinstance(value, str) else []
                held |= {str(name): taken[0]} if taken else {}
        yield from commands.shown_secrets(step.run, held)


def _handed(written: dict[str, Any], uses: str, steps: list[Step]) -> Iterator[str]:
    """Other people's code that gets secrets without being pinned; the token of the job itself is no secret of ours."""
    if component(uses) is not None:
        secrets = written.get("secrets")
        if secrets == "inherit" or (secrets and not is_commit(uses.partition("@")[2])):
            yield uses
    for step in steps:
        part = component(step.uses)
        if part is None or part.pinned is True or part.owner in ("actions", "github"):
            continue
        texts = [*texts_in(step.given), *texts_in(step.env)]
        taken = {name for text in texts for name in commands.secrets_in(text)} - {"secrets.GITHUB_TOKEN"}
        if taken:
            yield step.uses


def _script(step: Step) -> str:
    """The script that an action is handed in an input, such as that of github-script."""
    script = step.input("script") if step.uses.startswith("actions/github-script@") else None
    return script if isinstance(script, str) else ""


def _stranger_code(steps: list[Step], triggers: Any) -> Any:
    if isinstance(triggers, (Unknown, Inapplicable)):
        return triggers
    if not any(name in _PRIVILEGED for name in triggers):
        return False
    for step in steps:
        if step.uses.startswith("actions/checkout@"):
            place = [step.input("ref"), step.input("repository")]
            if any(isinstance(value, str) and _HEAD.search(value) for value in place):
                return True
            unknown = next((value for value in place if isinstance(value, Unknown)), None)
            if unknown is not None:
                return unknown
        if _FETCHES.search(step.run):
            return True
    return False


def _switched(env: Any) -> bool:
    value = env.get(_SWITCH) if isinstance(env, dict) else None
    return str(value).strip().lower() in ("true", "1")


def _triggers(written: Any) -> Any:
    if written is None or isinstance(written, Unknown):
        return written or Unknown("what starts it is not written")
    if isinstance(written, str):
        return (written,)
    names = written if isinstance(written, (list, dict)) else ()
    return tuple(str(name) for name in names)


def _inputs(written: Any) -> Any:
    by_hand = written.get("workflow_dispatch") if isinstance(written, dict) else None
    if isinstance(written, Unknown) or isinstance(by_hand, Unknown):
        return written if isinstance(written, Unknown) else by_hand
    if "workflow_dispatch" not in (_triggers(written) if written is not None else ()):
        return Inapplicable("it is not started by hand")
    inputs = by_hand.get("inputs") if isinstance(by_hand, dict) else None
    return tuple(str(name) for name in inputs) if isinstance(inputs, dict) else ()


def _before_release(written: Any) -> Fact[bool]:
    """Whether what starts a workflow is a proposed or pushed change."""
    names = _triggers(written)
    if isinstance(names, Unknown):
        return names
    if any(name in _PROPOSED for name in names):
        return True
    if "push" in names:
        return _on_main(written.get("push") if isinstance(written, dict) else None)
    if "workflow_call" in names or "workflow_run" in names:
        return Unknown("the workflow that calls it decides when it runs")
    return False


def _on_main(push: Any) -> Fact[bool]:
    branches = push.get("branches") if isinstance(push, dict) else None
    if branches is None:
        tags_only = isinstance(push, dict) and "tags" in push and "branches-ignore" not in push
        return not tags_only
    named = branches if isinstance(branches, list) else [branches]
    if any(name in _MAIN for name in named):
        return True
    return Unknown("whether the branches that it names are those that are released is not written")


def _shell(written: dict[str, Any], around: dict[str, Any]) -> str:
    for holder in (written, around):
        defaults = holder.get("defaults")
        run = defaults.get("run") if isinstance(defaults, dict) else None
        if isinstance(run, dict) and isinstance(run.get("shell"), str):
            return str(run["shell"])
    return ""


def _scans(
    document: Document, written: dict[str, Any], steps: list[Step], started: Any, shell: str
) -> Iterator[Resource]:
    called = {"uses": written.get("uses"), "with": written.get("with")}
    for step in [*steps, *one_step(called)] if written.get("uses") else steps:
        for scan in scans_of_step(step, steps, shell):
            facts = PipelineScan(
                tool=scan.tool,
                categories=scan.categories,
                fails_build=tolerated_by_job(written, scan.fails),
                before_release=started,
            )
            yield at_line(resource(document, facts, part=scan.name), document, scan.text)
