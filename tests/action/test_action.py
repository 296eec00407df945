"""``action.yml``: its form, its pins, and its own ``run`` steps in a scratch workspace with hostile inputs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.plans import write_plan

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
TOOLS = Path(sys.executable).parent

BAD = {"aws_s3_bucket.a": {"bucket": "pay", "acl": "public-read"}}


def _tool(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(TOOLS / command[0]), *command[1:]], capture_output=True, text=True, cwd=ROOT, check=False
    )


def test_it_fits_the_schema_of_actions() -> None:
    checked = _tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")
    assert checked.returncode == 0, checked.stdout


def test_zizmor_finds_nothing() -> None:
    checked = _tool("zizmor", "--offline", "--no-progress", "--persona", "pedantic", "action.yml")
    assert checked.returncode == 0, checked.stdout


def test_nested_actions_are_pinned_to_full_commits() -> None:
    uses = [step["uses"] for step in STEPS if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", use) for use in uses)


def test_inputs_reach_scripts_through_the_environment_only() -> None:
    assert all("${{" not in step["run"] for step in STEPS if "run" in step)


def test_every_input_is_used_and_every_used_input_exists() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])


def test_it_fails_only_after_upload_and_summary() -> None:
    names = [step["name"] for step in STEPS]
    assert names.index("Scan") < names.index("Upload SARIF") < names.index("Write the job summary")
    assert names[-1] == "Fail on findings"
    conditions = [step.get("if", "") for step in STEPS[names.index("Upload SARIF") : -1]]
    assert all("!cancelled()" in condition for condition in conditions)


class Runner:
    """Runs the ``run`` steps as GitHub's runner does: expressions filled in ``env`` only, files for outputs."""

    def __init__(self, folder: Path, tool: Path, cache: Path) -> None:
        self.cache = cache
        self.work = folder / "work"
        self.work.mkdir()
        self.temp = folder / "temp"
        (self.temp / "pcicheck" / "bin").mkdir(parents=True)
        (self.temp / "pcicheck" / "bin" / "pcicheck").symlink_to(tool)
        self.output = folder / "output"
        self.summary = folder / "summary"
        for file in (self.output, self.summary):
            file.touch()

    def run(self, **inputs: str) -> int:
        """Run scan, summary and the last step; the exit code of the last."""
        values = {f"inputs.{name}": str(entry["default"]) for name, entry in ACTION["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        code = 0
        for step in STEPS:
            if "run" in step and "Install" not in step["name"]:
                values |= {f"steps.scan.outputs.{name}": value for name, value in self.outputs().items()}
                code = self._step(step, values)
                assert code == 0 or step["name"] == "Fail on findings", step["name"]
        return code

    def outputs(self) -> dict[str, str]:
        """What the steps wrote to GITHUB_OUTPUT."""
        pairs = (line.partition("=") for line in self.output.read_text("utf-8").splitlines())
        return {name: value for name, _, value in pairs}

    def _step(self, step: dict[str, Any], values: dict[str, str]) -> int:
        filled = {
            name: re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda match: values.get(match[1], ""), text)
            for name, text in step.get("env", {}).items()
        }
        environment = {
            "PATH": os.environ["PATH"],
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.temp),
            "HOME": str(self.temp),
            "XDG_CACHE_HOME": str(self.cache),
        } | filled
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.work, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the parsed rulebook stays from one run to the next."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def runner(tmp_path: Path, cache: Path) -> Runner:
    return Runner(tmp_path, TOOLS / "pcicheck", cache)


def test_findings_are_reported_and_then_fail(runner: Runner) -> None:
    write_plan(runner.work, BAD)
    assert runner.run(fail_on="low") == 1
    outputs = runner.outputs()
    assert outputs["exit-code"] == "1"
    assert (runner.work / outputs["sarif-file"]).is_file()
    assert (runner.work / outputs["html-file"]).is_file()
    assert "aws\\_s3\\_bucket.a" in runner.summary.read_text("utf-8")


def test_fail_on_none_lets_the_build_go_on(runner: Runner) -> None:
    write_plan(runner.work, BAD)
    assert runner.run(fail_on="none") == 0
    assert runner.outputs()["exit-code"] == "0"


def test_several_targets_and_options(runner: Runner) -> None:
    write_plan(runner.work, BAD, "one.json")
    write_plan(runner.work, BAD, "two with blanks.json")
    assert runner.run(targets="one.json\ntwo with blanks.json\n", fail_on="none", strict="true", output="deep/er") == 0
    assert (runner.work / "deep" / "er" / "report.html").is_file()


def test_a_missing_plan_is_incomplete_and_says_so(runner: Runner) -> None:
    assert runner.run() == 3
    assert runner.outputs() == {"exit-code": "3"}
    assert "plan.json: no such file" in runner.summary.read_text("utf-8")


HOSTILE = [
    "$(touch PWNED)",
    "`touch PWNED`",
    "x; touch PWNED",
    "x && touch PWNED #",
    "'; touch PWNED; '",
    '"; touch PWNED; "',
    "--rules=/",
    "-h",
    "x\nexit-code=0\nsarif-file=/etc/passwd",
]


@pytest.mark.parametrize("name", ["targets", "config", "rules", "fail_on", "output", "strict", "fail_on_unknown"])
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_inputs_run_nothing_and_forge_nothing(runner: Runner, name: str, value: str) -> None:
    write_plan(runner.work, BAD)
    code = runner.run(**{name: value})
    assert not list(runner.work.parent.rglob("PWNED"))
    outputs = runner.outputs()
    assert outputs["exit-code"] == str(code)
    assert code != 0 or name in ("strict", "fail_on_unknown", "output")
    assert "/etc/passwd" not in outputs.get("sarif-file", "")


def test_the_install_step_installs_this_commit(tmp_path: Path) -> None:
    step = next(step for step in STEPS if "Install" in step["name"])
    environment = os.environ | {"RUNNER_TEMP": str(tmp_path), "ACTION_PATH": str(ROOT)}
    environment["PATH"] = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, check=True, capture_output=True)
    shown = subprocess.run(
        [tmp_path / "pcicheck/bin/pcicheck", "--version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("pcicheck ")
