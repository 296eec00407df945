"""What is wrong with a tree is told in one sentence each; everything else is judged all the same."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from pcicheck.model.origin import Gap
from tests.sources.hcl.configuration import read, write

GOOD = 'resource "aws_ebs_volume" "good" {\n  encrypted = true\n}\n'


def _gaps(folder: Path, files: Mapping[str, str | bytes]) -> list[Gap]:
    """The gaps of a tree whose good file must have been judged."""
    readings = read(write(folder, {"good.tf": GOOD, **files}), known=True)
    assert "aws_ebs_volume.good" in {doc.address for reading in readings for doc in reading.documents}
    return [gap for reading in readings for gap in reading.gaps]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"bad.tf": 'resource "a_b" "c" {\n  x = \n}\n'}, "bad.tf:2:7: unexpected end of the line"),
        ({"bad.tf": 'resource "a_b" "c" {\n  x = 1\n'}, "bad.tf:3:1: unexpected end of the file"),
        ({"bad.tf": 'resource "a_b" "c" {\n  x = "${aws:username}"\n}\n'}, "bad.tf:2:13: unexpected ':'"),
        ({"bad.tf": b'x = "\xff\xfe"\n}'}, "bad.tf: holds bytes that are not UTF-8"),
        ({"bad.tf.json": '{"resource": '}, "bad.tf.json:1:14: Expecting value"),
        ({"bad.tf.json": "[" * 100_000}, "bad.tf.json: nested too deeply"),
        ({"bad.tf.json": "3"}, "the JSON is no object"),
        ({"x.auto.tfvars": "a = \n"}, "x.auto.tfvars:1:"),
        ({"terraform.tfvars.json": "[1]"}, "the JSON is no object of variables"),
        ({"again.tf": GOOD}, "aws_ebs_volume.good is declared again; the first at"),
        ({"m.tf": 'module "m" { source = "./nope" }'}, "m.tf:1: the module 'm' is not there: no folder"),
        ({"m.tf": 'module "m" { source = "./e" }', "e/x.txt": ""}, "the module 'm' is empty"),
        ({"m.tf": 'module "m" { source = "a/b/c" }'}, "comes from a/b/c, which is not here; run 'terraform init'"),
        ({"m.tf": 'module "m" {}'}, "the module 'm' names no source"),
        ({"m.tf": 'module "m" { source = "./" }'}, "the module 'm' calls itself"),
        (
            {"m.tf": 'module "m" { source = "./a" }', "a/m.tf": 'module "n" { source = "../" }'},
            "the module 'n' calls itself",
        ),
    ],
)
def test_one_sentence_each(tmp_path: Path, files: dict[str, str | bytes], said: str) -> None:
    gaps = [gap for gap in _gaps(tmp_path, files) if gap.kind == "incomplete"]
    assert any(said in gap.why for gap in gaps), gaps
    assert all("\n" not in gap.why for gap in gaps)


def test_blocks_beside_a_mistake_are_judged(tmp_path: Path) -> None:
    text = 'resource "aws_ebs_volume" "a" {\n  x = \n}\nresource "aws_ebs_volume" "b" {\n  encrypted = true\n}\n'
    (reading,) = read(write(tmp_path, {"main.tf": text}), known=True)
    assert [document.address for document in reading.documents] == ["aws_ebs_volume.b"]
    assert "main.tf:2:7: unexpected end of the line" in reading.gaps[0].why


def test_blocks_around_a_stray_word_are_judged(tmp_path: Path) -> None:
    volume = 'resource "aws_ebs_volume" "{}" {{\n  encrypted = true\n}}\n'
    text = f"{volume.format('a')}\nstray\n\n{volume.format('b')}"
    (reading,) = read(write(tmp_path, {"main.tf": text}), known=True)
    assert [document.address for document in reading.documents] == ["aws_ebs_volume.a", "aws_ebs_volume.b"]
    assert "main.tf:7:1: unexpected 'resource'" in reading.gaps[0].why


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"secret.tf": GOOD})
    (tmp_path / "loop.tf").symlink_to(tmp_path / "loop.tf")
    os.mkfifo(tmp_path / "pipe.tf")
    (tmp_path / "folder.tf").mkdir()
    assert _gaps(tmp_path, {"secret.tf": ""}) == []


def test_links_that_lead_in_circles(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "back").symlink_to(tmp_path)
    assert _gaps(tmp_path, {"inner/x.tf": 'resource "aws_ebs_volume" "v" {}'}) == []


@pytest.mark.unmeasured
def test_a_file_of_five_megabytes(tmp_path: Path) -> None:
    said = "a volume of the vault, " * 10
    blocks = "".join(
        f'resource "aws_ebs_volume" "v{i}" {{\n  encrypted = true\n  tags = {{ about = "{said}" }}\n}}\n'
        for i in range(17_000)
    )
    assert len(blocks) > 5_000_000
    readings = read(write(tmp_path, {"main.tf": blocks}), known=True)
    assert sum(len(reading.documents) for reading in readings) == 17_000


def test_two_thousand_files(tmp_path: Path) -> None:
    files = {f"d{i % 40}/f{i}.tf": f'resource "aws_ebs_volume" "v{i}" {{}}\n' for i in range(2000)}
    readings = read(write(tmp_path, files), known=True)
    assert len(readings) == 40
    assert sum(len(reading.documents) for reading in readings) == 2000


def test_expressions_nested_too_deeply(tmp_path: Path) -> None:
    deep = "(" * 5000 + "1" + ")" * 5000
    assert _gaps(tmp_path, {"deep.tf": f'resource "aws_ebs_volume" "d" {{\n  size = {deep}\n}}\n'}) == []


def test_an_enormous_count_is_cut(tmp_path: Path) -> None:
    readings = read(write(tmp_path, {"m.tf": 'resource "aws_ebs_volume" "v" { count = 1000000000 }'}), known=True)
    assert sum(len(reading.documents) for reading in readings) == 10_000
    assert "may have more than 10,000 instances" in readings[0].gaps[0].why


def test_a_state_beside_configuration_waits_to_be_named(tmp_path: Path) -> None:
    state = '{"version": 4, "terraform_version": "1.9.0", "resources": []}'
    readings = read(write(tmp_path, {"good.tf": GOOD, "terraform.tfstate": state}), known=True)
    assert [reading.source for reading in readings] == ["terraform-hcl"]
