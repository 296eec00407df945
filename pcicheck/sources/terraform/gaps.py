"""Gaps that every form of Terraform has."""

from __future__ import annotations

from pcicheck.model.origin import Gap


def unsupported(native_type: str, addresses: list[str], file: str) -> Gap:
    """Resources of a type that no adapter reads."""
    shown = ", ".join(addresses[:3]) + (" …" if len(addresses) > 3 else "")
    return Gap(
        "unsupported_type", f"{file}: {native_type}", f"no adapter for this type yet: {shown}", count=len(addresses)
    )
