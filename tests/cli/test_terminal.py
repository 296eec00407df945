"""Colours, bars and broken pipes: a real terminal, a real pipe, real environment variables."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plans import write_plan

PCICHECK = Path(sys.executable).with_name("pcicheck")
BAD = {"aws_s3_bucket.a": {"bucket": "pay", "acl": "public-read"}}


def _on_terminal(folder: Path, **environment: str) -> str:
    """What the command prints where stdout and stderr are a terminal."""
    master, slave = pty.openpty()
    variables = {key: value for key, value in os.environ.items() if key not in ("CI", "NO_COLOR", "TERM")}
    process = subprocess.Popen(
        [PCICHECK, "scan", "plan.json"], cwd=folder, stdout=slave, stderr=slave, stdin=slave,
        env=variables | {"TERM": "xterm-256color"} | environment,
    )  # fmt: skip
    os.close(slave)
    chunks = []
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait()
    os.close(master)
    return b"".join(chunks).decode()


def test_a_terminal_gets_colours(tmp_path: Path) -> None:
    write_plan(tmp_path, BAD)
    assert "\x1b[" in _on_terminal(tmp_path)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_color_and_dumb_terminals_get_plain_text(tmp_path: Path, variables: dict[str, str]) -> None:
    write_plan(tmp_path, BAD)
    assert "\x1b[" not in _on_terminal(tmp_path, **variables)


def test_a_pipe_gets_plain_text_and_long_lines(tmp_path: Path) -> None:
    write_plan(tmp_path, {f"module.{'m' * 150}.aws_s3_bucket.a": {"acl": "public-read"}})
    done = subprocess.run([PCICHECK, "scan", "plan.json"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "\x1b" not in done.stdout
    assert f"module.{'m' * 150}.aws_s3_bucket.a" in done.stdout


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    write_plan(tmp_path, {f"aws_s3_bucket.a{i}": {"acl": "public-read"} for i in range(300)})
    command = f"'{PCICHECK}' scan plan.json --format jsonl | head -n 1 > /dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.strip() in {"0", "1"}


def test_completion_is_offered() -> None:
    shown = subprocess.run(
        [PCICHECK, "--show-completion", "bash"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"SHELL": "/bin/bash"},
    )
    assert "_PCICHECK_COMPLETE" in shown.stdout + shown.stderr or "pcicheck" in shown.stdout
