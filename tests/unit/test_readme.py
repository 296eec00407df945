"""What the README says is true."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import yaml

from pcicheck.reports.registry import REPORTS
from pcicheck.rulebook.load import load_rulebook
from pcicheck.scope.declaration import CATEGORIES
from tests.calls import CALLS, table
from tests.readme import README, rewritten

TEXT = README.read_text("utf-8")
ROOT = README.parent


def test_the_table_is_current() -> None:
    assert rewritten(TEXT) == TEXT, "run 'python -m tests.readme'"


def test_the_table_of_calls_is_current() -> None:
    assert CALLS.read_text("utf-8") == table(), "run 'python -m tests.calls'"


def test_the_first_commands_are_the_two_of_a_fresh_clone() -> None:
    assert re.search(r"```\n(.*?)```", TEXT, re.DOTALL)[1] == "make demo\nmake test\n"  # type: ignore[index]


def test_every_format_and_category_is_named() -> None:
    assert all(f"`{form}`" in TEXT for form in REPORTS)
    assert all(f"`{category}`" in TEXT for category in CATEGORIES)


def test_rules_and_ids_that_it_names_exist() -> None:
    book = load_rulebook()
    for name in re.findall(r"rules: \[([\w-]+)\]", TEXT):
        assert book.find(name), name
    for name in re.findall(r"rules show (CKV_\w+)", TEXT):
        assert any(name in ids for compiled in book.rules for ids in compiled.rule.maps.values()), name


def test_its_yaml_is_yaml_and_its_workflow_pins_actions() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    workflows = [block for block in blocks if "jobs" in yaml.safe_load(block)]
    assert len(blocks) >= 4
    (workflow,) = workflows
    for use in re.findall(r"uses: (\S+)", workflow):
        assert re.search(r"@([0-9a-f]{40}|FULL-COMMIT-SHA)$", use), use


def test_pictures_that_it_shows_are_there() -> None:
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", TEXT):
        assert (ROOT / path).is_file(), path


def test_files_hold_no_path_of_a_machine_and_no_registry() -> None:
    """Paths of this machine and hosts of package registries do not belong into the project."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    pattern = re.compile(
        r"(?<![\w.])/(?:work|root|home/\w+)/|pypi" + r"\.org|registry\.npm" + r"js|files\.python" + "hosted"
    )
    for name in listed.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix not in (".png",):
            assert not pattern.search(path.read_text("utf-8")), name


def test_the_top_level_is_the_design_card() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {Path(name).parts[0] for name in listed.splitlines()}
    allowed = {"pyproject.toml", "pcicheck", "rules", "reports", "tests", "action.yml", "README.md"}
    allowed |= {"LICENSE", "CHANGELOG.md", "Makefile"}
    assert {name for name in names if not name.startswith(".")} <= allowed
