"""Secrets in what a machine of Compute Engine starts with: its metadata and start-up script.

Everyone who may describe the machine, and every process on it, can read its metadata (Compute Engine documentation,
"About VM metadata").
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.plain_secrets import in_text, in_variables

_SCRIPTS = (
    "startup-script",
    "shutdown-script",
    "user-data",
    "windows-startup-script-ps1",
    "windows-startup-script-cmd",
    "windows-startup-script-bat",
    "sysprep-specialize-script-ps1",
    "gce-container-declaration",
)


def boot_secrets(document: Document) -> tuple[str, ...] | Unknown:
    """Names of the secrets in metadata and scripts."""
    metadata = document.get("metadata")
    found: list[str] = []
    unsure: list[Unknown] = []
    if isinstance(metadata, Unknown):
        unsure.append(metadata)
    elif isinstance(metadata, dict):
        plain = in_variables({key: value for key, value in metadata.items() if key not in _SCRIPTS})
        scripts = [metadata.get(name) for name in _SCRIPTS]
        _sort(plain, found, unsure)
        for script in scripts:
            _sort(_in_script(script), found, unsure)
    _sort(_in_script(document.get("metadata_startup_script")), found, unsure)
    return tuple(dict.fromkeys(found)) if found or not unsure else unsure[0]


def _in_script(script: object) -> tuple[str, ...] | Unknown:
    if isinstance(script, Unknown):
        return script
    return in_text(script) if isinstance(script, str) else ()


def _sort(answer: tuple[str, ...] | Unknown, found: list[str], unsure: list[Unknown]) -> None:
    if isinstance(answer, Unknown):
        unsure.append(answer)
    else:
        found += answer
