"""Every snippet of the seed document, its indentation mended, by itself: what is wrong with it and what is right."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from pcicheck import scan
from tests.estates import flawed

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((flawed.HERE / "seed.yaml").read_text())
FOLDER = flawed.HERE / "seed"


def test_every_snippet_is_there() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_snippet_gets_its_verdicts(name: str) -> None:
    results = scan([FOLDER / name], rules=flawed.rulebook(), shown_as={str(FOLDER): "seed"})
    failed = flawed.by_rule(results, "fail")
    passed = flawed.by_rule(results, "pass")
    assert failed == {rule: {address} for rule, address in EXPECTED[name].get("fail", {}).items()}
    assert set(EXPECTED[name]["pass"]) <= set(passed)
    assert not [gap for gap in results.header.gaps if gap.kind == "unreadable"]
