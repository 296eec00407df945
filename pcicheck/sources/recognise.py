"""What a file is, told by its content."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pcicheck.errors import InputError
from pcicheck.sources.base import Input

Form = Literal["terraform-plan", "gcp-assets", "azure-resources", "platform"]

MAX_BYTES = 2_000_000_000
MAX_FILES = 100_000
_PLAN_KEYS = re.compile(rb'"(?:resource_changes|planned_values|terraform_version|format_version)"\s*:')
_ASSET_KEYS = re.compile(rb'"(?:asset_type|assetType)"\s*:')
_RESOURCE_ID = re.compile(rb'"id"\s*:\s*"/(?:subscriptions|providers)/', re.IGNORECASE)
_RESOURCE_TYPE = re.compile(rb'"type"\s*:\s*"microsoft\.[\w.]+/', re.IGNORECASE)
_SECTION = re.compile(rb"\[[A-Za-z][^\]\n,]*\]\s*\n")
_HEAD = 4096
CONFIGURATION = (".tf", ".tofu", ".tf.json", ".tofu.json")
"""Endings of Terraform and OpenTofu configuration."""
_SKIPPED_FOLDERS = {".git", ".terraform", "node_modules", ".venv", "__pycache__"}


def read_input(target: str) -> Input:
    """The bytes of one file, or of standard input for ``-``. Raises ``InputError`` in one sentence."""
    if target == "-":
        return Input("-", _as_utf8("-", sys.stdin.buffer.read(MAX_BYTES + 1)))
    path = Path(target)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{target}: larger than {MAX_BYTES // 1_000_000_000} GB; split the plan")
        return Input(target, _as_utf8(target, path.read_bytes()))
    except FileNotFoundError as problem:
        raise InputError(f"{target}: no such file or folder") from problem
    except OSError as problem:
        raise InputError(f"{target}: cannot be read ({problem.strerror})") from problem


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below a folder, sorted, links to folders not followed."""
    count = 0
    for base, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            path = Path(base, name)
            if path.is_file():
                count += 1
                if count > MAX_FILES:
                    raise InputError(f"{folder}: more than {MAX_FILES} files; name the ones to scan")
                yield path


def is_configuration(path: Path) -> bool:
    """Whether a file is Terraform or OpenTofu configuration."""
    return path.name.endswith(CONFIGURATION) and not path.name.startswith(".")


def looks_like_plan(path: Path) -> bool:
    """Whether a file of a folder is worth reading as a plan or state: a JSON object with their keys near its start."""
    if path.name.endswith(".tfstate.backup"):
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return path.suffix == ".json"
    text = _as_utf8(str(path), head, strict=False).lstrip()
    if text[:1] in (b"{", b"[") and _ASSET_KEYS.search(text):
        return True
    if text[:1] == b"{" and _PLAN_KEYS.search(text):
        return True
    return text[:1] in (b"{", b"[") and _RESOURCE_ID.search(text) is not None and _has_resource_type(path)


def _has_resource_type(path: Path) -> bool:
    """Whether a file that holds ids of Azure holds types too, which ``az`` prints last."""
    try:
        return _RESOURCE_TYPE.search(path.read_bytes()) is not None
    except OSError:
        return False


def form_of(given: Input) -> Form:
    """What an input is; ``platform`` where it is for the platform's readers to say.

    Raises ``InputError`` that says what to do for what pcicheck cannot read.
    """
    data = given.data
    if not data.strip():
        raise InputError(f"{given.name}: the file is empty")
    if data[:4] == b"PK\x03\x04":
        raise InputError(
            f"{given.name}: this is a binary plan; convert it with 'terraform show -json {given.name} > plan.json'"
        )
    if data[:2] == b"\x1f\x8b":
        raise InputError(f"{given.name}: this is a compressed file; unpack it first")
    if data.lstrip()[:1] in (b"{", b"[") and _ASSET_KEYS.search(data[:_HEAD]):
        return "gcp-assets"
    if data.lstrip()[:1] == b"{" and _PLAN_KEYS.search(data[:_HEAD]):
        return "terraform-plan"
    if data.lstrip()[:1] in (b"{", b"[") and _RESOURCE_ID.search(data[:_HEAD]) and _RESOURCE_TYPE.search(data):
        return "azure-resources"
    if given.name.endswith((".tfvars", ".tfvars.json")):
        raise InputError(f"{given.name}: variables are no configuration; name the folder, and the file by --var-file")
    return "platform"


def refuse(given: Input) -> InputError:
    """What to say of an input that is of no form at all."""
    text = given.data.lstrip()
    if text[:1] == b"[" and not _SECTION.match(text):
        return InputError(f"{given.name}: this JSON is a list, neither a Terraform plan nor assets of Google Cloud")
    return InputError(
        f"{given.name}: not JSON, and no configuration that pcicheck knows; it reads folders of Terraform "
        "configuration, plans made with 'terraform show -json tf.plan > plan.json', and files of the payments platform"
    )


def _as_utf8(name: str, data: bytes, *, strict: bool = True) -> bytes:
    """Without a byte order mark; UTF-16, as PowerShell writes it, becomes UTF-8."""
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16", "strict" if strict else "ignore").encode()
        except UnicodeDecodeError as problem:
            raise InputError(f"{name}: not valid UTF-16 text; save it as UTF-8") from problem
    return data


def _unreadable(problem: OSError) -> None:
    raise InputError(f"{problem.filename}: cannot be read ({problem.strerror})") from problem
