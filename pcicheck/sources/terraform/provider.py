"""What the address and the values of a Terraform resource tell of where it is."""

from __future__ import annotations

import json
import re
from typing import Any

from pcicheck.model.value import Unknown

_ARN = re.compile(r"^arn:[\w-]+:[\w-]+:([\w-]*):(\d{12})?:")


def native_type(mode: str, name: str) -> str:
    """The type of a block or object as tables name it: data sources stand apart."""
    return f"data.{name}" if mode == "data" else name


def account_and_region(values: dict[str, Any] | Unknown) -> tuple[str | None, str | None]:
    """Account and region that the attributes of a resource state; ``None`` where they do not."""
    if isinstance(values, Unknown):
        return None, None
    arn = values.get("arn")
    match = _ARN.match(arn) if isinstance(arn, str) else None
    region = values.get("region")
    stated = region if isinstance(region, str) and region else None
    return (match[2] if match else None), stated or ((match[1] or None) if match else None)


def key_text(index: str | int | None) -> str:
    """The end of an address: ``[0]``, ``["k"]`` or nothing."""
    return "" if index is None else f"[{json.dumps(index, ensure_ascii=False)}]"
