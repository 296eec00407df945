"""``pcicheck collect``, ``scan aws`` and ``permissions`` as their users run them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import boto3
import pytest

from pcicheck.__main__ import run
from pcicheck.sources.live.snapshot import Snapshot

pytestmark = pytest.mark.usefixtures("scratch")

RULE = "object-store-versioned"
NARROW = ("--region", "eu-west-1", "--rule", RULE)


@pytest.fixture
def buckets(aws: str) -> None:
    """Two buckets, one of them versioned."""
    s3 = boto3.client("s3")
    for name in ("pay-kept", "pay-lost"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_versioning(Bucket="pay-kept", VersioningConfiguration={"Status": "Enabled"})


def _verdicts(text: str) -> dict[str, str]:
    findings: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines()]
    return {finding["native_address"]: finding["verdict"] for finding in findings}


def test_collect_and_judge_later(buckets: None, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "aws", "-o", "kept", *NARROW]) == 0
    assert re.search(r"wrote kept: \d+ calls, \d+ files; judge it with 'pcicheck scan kept'", capfd.readouterr().err)
    assert run(["scan", "kept", "--rule", RULE, "--format", "jsonl", "--fail-on", "low"]) == 1
    assert _verdicts(capfd.readouterr().out) == {"pay-kept": "pass", "pay-lost": "fail"}


def test_scan_asks_and_judges(buckets: None, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "aws", *NARROW, "--format", "json", "--fail-on", "none"]) == 0
    results = json.loads(capfd.readouterr().out)
    (record,) = results["header"]["inputs"] if "header" in results else results["inputs"]
    assert (record["name"], record["source"]) == ("aws", "aws")
    assert record["taken"]["regions"] == ["eu-west-1"]
    assert not list(Path().iterdir())


def test_scan_keeps_the_snapshot_where_it_is_wanted(buckets: None, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "aws", *NARROW, "--snapshot", "kept", "--format", "jsonl", "--fail-on", "none"]) == 0
    first = capfd.readouterr().out
    assert run(["scan", "kept", "--rule", RULE, "--format", "jsonl", "--fail-on", "none"]) == 0
    assert capfd.readouterr().out == first
    assert run(["scan", "aws", *NARROW, "--snapshot", "kept"]) == 2
    assert "holds a snapshot already" in capfd.readouterr().err


def test_the_report_shows_who_asked_and_when(buckets: None) -> None:
    assert run(["scan", "aws", *NARROW, "--format", "html=r.html", "--fail-on", "none"]) == 0
    page = Path("r.html").read_text()
    assert "arn:aws:sts::123456789012:user/moto" in page
    assert "in eu-west-1" in page


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["collect", "aws"], 2, "-o DIR"),
        (["collect", "aws", "-o", "x", "--rule", "object-store-versionde"], 2, "did you mean 'object-store-versioned'"),
        (["collect", "aws", "-o", "x", "--rule", "organisation-rule-public-objects"], 2, "judges anything of aws"),
        (["collect", "aws", "-o", "x", "--organization"], 2, "--organization needs --role-arn"),
        (["collect", "aws", "-o", "x", "--profile", "nobody"], 3, "no profile 'nobody'"),
        (["collect", "aws", "-o", "x", "--region", "xx-none-1"], 3, "no region 'xx-none-1' enabled"),
        (["collect", "gcp", "-o", "x"], 2, "--project, --folder or --organization"),
        (["scan", "gcp"], 2, "--project, --folder or --organization"),
        (["scan", "aws", "--resume"], 2, "--snapshot"),
        (["scan", "aws", "--profile", "nobody"], 3, "no profile 'nobody'"),
        (["scan", "aws", "--fail-on", "hihg"], 2, "did you mean 'high'"),
        (["scan", "aws", "--var", "a=b"], 2, "No such option"),
        (["permissions", "oracle"], 2, "unknown cloud 'oracle'"),
    ],
)
def test_wrong_usage(arguments: list[str], code: int, words: str, aws: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == code
    said = capfd.readouterr().err
    assert words in " ".join(said.split())
    assert not Path("x").exists()


def test_without_the_sdk_one_sentence(scratch: Path) -> None:
    code = (
        "import sys; sys.modules.update(boto3=None, botocore=None); "
        "from pcicheck.__main__ import run; sys.exit(run(['scan', 'aws']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'pcicheck[aws]'" in done.stderr


def test_permissions_are_a_policy(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["permissions", "aws", "--rule", RULE]) == 0
    (statement,) = json.loads(capfd.readouterr().out)["Statement"]
    assert statement["Action"] == sorted(statement["Action"])
    assert "s3:GetBucketVersioning" in statement["Action"]
    assert not [name for name in statement["Action"] if name.startswith("rds:")]
    assert run(["permissions", "aws", "--format", "text"]) == 0
    assert re.search(r"s3:GetBucketVersioning +aws_s3_bucket", capfd.readouterr().out)


def test_help_names_the_options_of_each_cloud(capfd: pytest.CaptureFixture[str]) -> None:
    for cloud, options in {
        "aws": ("--profile", "--role-arn", "--organization"),
        "gcp": ("--project", "--folder", "--organization"),
        "azure": ("--subscription", "--management-group"),
    }.items():
        for command in ("collect", "scan"):
            assert run([command, cloud, "--help"]) == 0
            page = capfd.readouterr().out
            assert all(option in page for option in options)


def test_ctrl_c_leaves_a_snapshot_that_can_be_resumed(buckets: None, scratch: Path) -> None:
    command = [str(Path(sys.executable).with_name("pcicheck")), "collect", "aws", "-o", "cut", "--region", "eu-west-1"]
    process = subprocess.Popen([*command, "--max-workers", "1"], stderr=subprocess.PIPE, text=True, env=os.environ)
    until = time.monotonic() + 60
    while not list(Path("cut").glob("*/*/*.gz")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "go on with --resume" in said
    cut = Snapshot(Path("cut"))
    assert cut.manifest().finished == ""
    assert cut.units()
    assert all(list(cut.read(unit)) is not None for unit in cut.units())
