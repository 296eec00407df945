"""Who asks, by the claims of the access token. The token itself is neither checked nor kept.

Claims: Microsoft identity platform, "Access token claims reference" (``upn``, ``appid``, ``oid``, ``tid``), and
``xms_mirid``, the id of a managed identity.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

import msgspec

_NAMES = ("upn", "preferred_username", "unique_name", "xms_mirid")


def principal(token: str) -> str:
    """Name of the identity, with its object and tenant; empty where the token does not tell."""
    claims = _claims(token)
    said = {name: value for name, value in claims.items() if isinstance(value, str) and value}
    application = said.get("appid") or said.get("azp")
    name = next((said[name] for name in _NAMES if name in said), application and f"application {application}")
    more = [f"{word} {said[claim]}" for word, claim in (("object", "oid"), ("tenant", "tid")) if claim in said]
    whose = " in ".join(more)
    return f"{name} ({whose})" if name and whose else name or whose


def _claims(token: str) -> dict[str, Any]:
    """The middle part of a JSON Web Token (RFC 7519); nothing where it is no such token."""
    steps = token.split(".")
    if len(steps) != 3:
        return {}
    try:
        found = msgspec.json.decode(base64.urlsafe_b64decode(steps[1] + "=" * (-len(steps[1]) % 4)))
    except (binascii.Error, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
