"""Who asks, by the claims of the access token. The token itself is neither checked nor kept.

Claims: Microsoft identity platform, "Access token claims reference" (``upn``, ``appid``, ``oid``, ``tid``), and
``xms_mirid``, the id of a managed identity.
"""

from __future__ import annotations

from pcicheck.sources.live.tokens import claims_of

_NAMES = ("upn", "preferred_username", "unique_name", "xms_mirid")


def principal(token: str) -> str:
    """Name of the identity, with its object and tenant; empty where the token does not tell."""
    claims = claims_of(token)
    said = {name: value for name, value in claims.items() if isinstance(value, str) and value}
    application = said.get("appid") or said.get("azp")
    name = next((said[name] for name in _NAMES if name in said), application and f"application {application}")
    more = [f"{word} {said[claim]}" for word, claim in (("object", "oid"), ("tenant", "tid")) if claim in said]
    whose = " in ".join(more)
    return f"{name} ({whose})" if name and whose else name or whose
