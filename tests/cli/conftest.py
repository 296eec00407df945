"""A folder for each command to run in, and moto's server for those that ask live clouds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.aws.conftest import aws, moto_url

__all__ = ["aws", "moto_url"]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
