"""moto's server for the commands that ask live clouds."""

from __future__ import annotations

from tests.sources.aws.conftest import aws, moto_url

__all__ = ["aws", "moto_url"]
