"""Gaps that every form of Terraform has."""

from __future__ import annotations

from pcicheck.model.origin import Gap
from pcicheck.sources.terraform.azapi import UPDATE

_OTHERWISE = {UPDATE: "it changes a resource that is judged without the change, if it is written here at all"}
"""Types that no adapter could read, and why."""


def unsupported(native_type: str, addresses: list[str], file: str) -> Gap:
    """Resources of a type that no adapter reads."""
    why = _OTHERWISE.get(native_type, "no adapter for this type yet")
    shown = ", ".join(addresses[:3]) + (" …" if len(addresses) > 3 else "")
    return Gap("unsupported_type", f"{file}: {native_type}", f"{why}: {shown}", count=len(addresses))
