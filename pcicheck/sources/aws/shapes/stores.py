"""Answers of AWS's services in Terraform's form: stores."""

from __future__ import annotations

from pcicheck.sources.aws.shape import Shaper

SHAPES: dict[str, Shaper] = {}
