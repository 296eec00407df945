"""``pcicheck scan`` on folders of configuration, alone and beside a plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from pcicheck import scan
from pcicheck.cases.shorthand import plan
from pcicheck.results.finding import Finding
from pcicheck.scanning import Selection
from tests.sources.hcl.configuration import write

RULE = "block-volume-encrypted"
ONLY = Selection(rules=[RULE])


def _findings(*targets: Path, **options: Any) -> dict[str, Finding]:
    return {f.native_address: f for f in scan(targets, select=ONLY, **options).findings()}


def _volume(name: str, body: str, above: str = "") -> str:
    return f'{above}resource "aws_ebs_volume" "{name}" {{\n  availability_zone = "a"\n  {body}\n}}\n'


def test_a_finding_points_to_its_block_and_attribute(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": "\n" + _volume("a", "encrypted = false")})
    finding = _findings(tmp_path)["aws_ebs_volume.a"]
    assert finding.verdict == "fail"
    assert (finding.origin.line, finding.origin.end_line) == (2, 5)
    assert (finding.origin.attribute, finding.origin.attribute_line) == ("encrypted", 4)
    assert finding.origin.file == str(tmp_path / "main.tf")


def test_comments_answer_for_failures(tmp_path: Path) -> None:
    above = f"# pcicheck:ignore={RULE} ref=EXC-12 until=2999-01-31 -- scratch data only\n# and more\n"
    text = "".join(
        [
            _volume("above", "encrypted = false", above),
            _volume("inside", f"encrypted = false // pcicheck:ignore={RULE} -- scratch data only"),
            _volume("bare", f"encrypted = false # pcicheck:ignore={RULE}"),
            _volume("late", f"encrypted = false # pcicheck:ignore={RULE} until=2020-01-01 -- was fine"),
            _volume("date", f"encrypted = false # pcicheck:ignore={RULE} until=soon -- was fine"),
            _volume("typo", "encrypted = false # pcicheck:ignore=block-volume-encryptd -- oh"),
            _volume("idle", f"encrypted = true # pcicheck:ignore={RULE} -- not needed"),
        ]
    )
    write(tmp_path, {"main.tf": text})
    results = scan([tmp_path], select=ONLY)
    found = {f.native_address.split(".")[1]: f for f in results.findings()}
    assert {name for name, f in found.items() if f.excepted} == {"above", "inside"}
    assert found["above"].exception is not None
    assert (found["above"].exception.id, found["above"].exception.expires) == ("EXC-12", "2999-01-31")
    assert all(f.verdict == "fail" for name, f in found.items() if name != "idle")
    said = [w.split(": ", 1)[1] for w in results.header.warnings if "main.tf:" in w]
    assert said == [
        "the ignore gives no reason after --, so it covers nothing",
        "the ignore ended on 2020-01-01; its findings count again",
        "until=soon is no date; write YYYY-MM-DD",
        "unknown rule 'block-volume-encryptd'; did you mean 'block-volume-encrypted'?",
        "the ignore covers no failure of this scan",
    ]
    assert next((e.id, e.type, e.used) for e in results.header.exceptions) == ("EXC-12", "inline", True)


def test_a_plan_and_its_folder_go_together(tmp_path: Path) -> None:
    resources = {
        "aws_ebs_volume.a": {"encrypted": False},
        "module.m[0].aws_ebs_volume.b": {"encrypted": False},
        "aws_ebs_volume.generated": {"encrypted": True},
    }
    path = tmp_path / "plan.json"
    path.write_bytes(msgspec.json.encode(plan(resources)))
    ignore = f"# pcicheck:ignore={RULE} -- known\n"
    write(
        tmp_path / "infra",
        {
            "main.tf": _volume("a", "encrypted = var.unknown")
            + 'variable "unknown" {}\nmodule "m" {\n  count = 1\n  source = "./m"\n}\n',
            "m/main.tf": _volume("b", "encrypted = false", ignore),
            "other/main.tf": _volume("elsewhere", "encrypted = true"),
        },
    )
    found = _findings(path, tmp_path / "infra")
    assert {a: f.verdict for a, f in found.items()} == {
        "aws_ebs_volume.a": "fail",
        "module.m[0].aws_ebs_volume.b": "fail",
        "aws_ebs_volume.generated": "pass",
        "aws_ebs_volume.elsewhere": "pass",
    }
    a, b = found["aws_ebs_volume.a"].origin, found["module.m[0].aws_ebs_volume.b"].origin
    assert (a.source, a.line, a.attribute_line) == ("terraform-plan", 1, 3)
    assert a.file is not None
    assert a.file.endswith("infra/main.tf")
    assert (b.line, b.attribute_line) == (2, 4)
    assert found["module.m[0].aws_ebs_volume.b"].excepted
    assert str(found["aws_ebs_volume.generated"].origin.file).endswith("plan.json")


def test_one_file_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a.tf": _volume("a", "encrypted = local.on"), "b.tf": "locals { on = true }\n" + _volume("b", "")})
    assert {a: f.verdict for a, f in _findings(tmp_path / "a.tf").items()} == {"aws_ebs_volume.a": "pass"}
    both = scan([tmp_path / "a.tf", tmp_path / "b.tf"], select=ONLY)
    assert [f.native_address for f in both.findings()] == ["aws_ebs_volume.a", "aws_ebs_volume.b"]
    assert [item.source for item in both.header.inputs].count("terraform-hcl") == 1


def test_a_folder_gives_the_same_twice(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": _volume("a", "encrypted = false")})
    first, second = (scan([tmp_path]) for _ in range(2))
    assert [msgspec.json.encode(f) for f in first.findings()] == [msgspec.json.encode(f) for f in second.findings()]
    assert first.header.inputs[0].sha256 == second.header.inputs[0].sha256
    (tmp_path / "main.tf").write_text(_volume("a", "encrypted = true"))
    assert scan([tmp_path]).header.inputs[0].sha256 != first.header.inputs[0].sha256


def test_sarif_marks_the_attribute(tmp_path: Path) -> None:
    from pcicheck.reports.registry import renderer

    write(tmp_path, {"main.tf": _volume("a", "encrypted = false")})
    path = tmp_path / "out.sarif"
    with path.open("wb") as out:
        renderer("sarif")(scan([tmp_path], select=ONLY), out)
    (result,) = json.loads(path.read_text())["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["region"], place["contextRegion"]) == ({"startLine": 3}, {"startLine": 1, "endLine": 4})
