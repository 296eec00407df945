"""What the tokens of sign-in say of whom they were given to. A token itself is neither checked nor kept."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import msgspec


def claims_of(token: Any) -> dict[str, Any]:
    """The middle part of a JSON Web Token (RFC 7519); nothing where it is no such token."""
    steps = token.split(".") if isinstance(token, str) else []
    if len(steps) != 3:
        return {}
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(steps[1] + "=" * (-len(steps[1]) % 4)))
    except (binascii.Error, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
