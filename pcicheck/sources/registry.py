"""Which source reads which form of input. Plain strings, resolved when first needed."""

from __future__ import annotations

from collections.abc import Callable, Container
from importlib import import_module
from typing import cast

from pcicheck.sources.base import Input, Reading

SOURCES: dict[str, str] = {
    "terraform-plan": "pcicheck.sources.terraform.plan:read",
    "gcp-assets": "pcicheck.sources.gcp.exports:read",
    "azure-resources": "pcicheck.sources.azure.export:read",
}
"""Form of input to ``module:function``."""

LIVE = ("aws", "gcp", "azure")
"""Words that name live sources; a folder of that name is written ``./aws``."""

Reader = Callable[[Input, Container[str]], Reading]


def reader(form: str) -> Reader:
    """The function that reads a form of input."""
    module, _, function = SOURCES[form].partition(":")
    return cast("Reader", getattr(import_module(module), function))
