"""Secrets in what a virtual machine starts with.

``custom_data`` and ``user_data`` are Base64 text in the current resource types and plain text in the older ones
(Terraform registry, ``azurerm_linux_virtual_machine`` and ``azurerm_virtual_machine``). Terraform marks custom data as
sensitive; then it is not read.
"""

from __future__ import annotations

import base64
import binascii

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.plain_secrets import in_text

_GZIP = b"\x1f\x8b"
_COMPRESSED = Unknown("the start-up data is compressed")


def boot_secrets(document: Document, *paths: str) -> tuple[str, ...] | Unknown:
    """Names of the secrets in the texts at ``paths``."""
    found: list[str] = []
    unsure: Unknown | None = None
    for path in paths:
        text = _decoded(document.get(path))
        if isinstance(text, Unknown):
            unsure = unsure or text
        else:
            found += in_text(text)
    return tuple(dict.fromkeys(found)) or unsure or ()


def _decoded(value: object) -> str | Unknown:
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, str):
        return ""
    try:
        data = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return value
    if data.startswith(_GZIP):
        return _COMPRESSED
    try:
        return data.decode()
    except UnicodeDecodeError:
        return value
