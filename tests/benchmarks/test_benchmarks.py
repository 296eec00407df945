"""What can be asserted of speed without a clock: what is imported, that work grows with the input, that memory stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.make_folder import write as write_folder
from tests.benchmarks.make_plan import write
from tests.benchmarks.measure import (
    folder_scan,
    manifests_scan,
    scan_against_json,
    text_against_grep,
    version_against_python,
)

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

HEAVY = ("boto3", "botocore", "google.cloud", "azure", "jinja2", "sarif_om", "hcl2", "rich", "typer", "yaml", "msgspec")


def _imported(*arguments: str) -> set[str]:
    code = f"import sys; sys.argv=['pcicheck', *{arguments!r}]; from pcicheck.__main__ import run; run(sys.argv[1:]); print(*sys.modules)"
    return set(subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()[-1].split())


def test_version_imports_nothing_heavy() -> None:
    assert not _imported("--version").intersection(HEAVY)


def test_a_scan_to_json_lines_imports_no_template_engine_and_no_cloud_sdk(tmp_path: Path) -> None:
    plan = write(20, tmp_path / "plan.json")
    modules = _imported("scan", str(plan), "--format", f"jsonl={tmp_path}/o", "-q")
    assert not modules.intersection(("boto3", "botocore", "azure", "jinja2", "sarif_om", "hcl2", "tree_sitter"))


def test_whole_folders_need_no_slow_parser(tmp_path: Path) -> None:
    modules = _imported("scan", str(write_folder(2, tmp_path / "infra")), "--format", f"jsonl={tmp_path}/o", "-q")
    assert "tree_sitter" in modules
    assert not modules.intersection(("hcl2", "lark", "jinja2"))


def test_measuring_works(tmp_path: Path) -> None:
    """The ratios themselves are reported, never asserted: a busy machine must not fail a build."""
    measured = scan_against_json(write(500, tmp_path / "plan.json"), runs=1)
    assert measured["ratio"] > 0
    assert version_against_python(runs=1)["ratio"] > 0
    assert folder_scan(3, runs=1)["scan"] > 0
    assert text_against_grep(2_000, runs=1)["ratio"] > 0
    assert manifests_scan(3)["scan"] > 0


@pytest.mark.parametrize("count", [11, 110])
def test_findings_grow_with_the_plan(tmp_path: Path, count: int) -> None:
    from pcicheck import scan

    results = scan([write(count, tmp_path / "plan.json")])
    per_resource = results.header.tally.population / results.header.inputs[0].resources
    assert 3 < per_resource < 60
    assert results.header.inputs[0].native == count
