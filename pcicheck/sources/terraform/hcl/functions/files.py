"""Functions that read files. Only files below the folder that is scanned are read."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.terraform.hcl.functions.table import Table
from pcicheck.sources.terraform.hcl.syntax import FileError, NoValueError

TABLE = Table()
_MAX_BYTES = 1_000_000


def _read(scope: Any, name: str) -> bytes | Unknown:
    path = _inside(scope, name)
    if isinstance(path, Unknown):
        return path
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as problem:
        raise NoValueError(f"{name} cannot be read ({problem.strerror})") from problem
    return data if len(data) <= _MAX_BYTES else Unknown(f"{name} is larger than pcicheck reads for an expression")


def _inside(scope: Any, name: str) -> Path | Unknown:
    path = Path(os.path.realpath(Path(scope.folder, name)))
    if not path.is_relative_to(os.path.realpath(scope.bounds)):
        return Unknown(f"{name} lies outside the folder that is scanned")
    return path


def _reading(convert: Callable[[bytes], Any]) -> Callable[..., Any]:
    def run(scope: Any, name: str) -> Any:
        data = _read(scope, name)
        return data if isinstance(data, Unknown) else convert(data)

    return run


def _hashed(name: str, *, encoded: bool = False) -> Callable[[bytes], str]:
    def convert(data: bytes) -> str:
        found = hashlib.new(name, data, usedforsecurity=False)
        return base64.b64encode(found.digest()).decode() if encoded else found.hexdigest()

    return convert


_CONVERSIONS: dict[str, Callable[[bytes], Any]] = {
    "file": bytes.decode,
    "filebase64": lambda data: base64.b64encode(data).decode(),
    "filemd5": _hashed("md5"),
    "filesha1": _hashed("sha1"),
    "filesha256": _hashed("sha256"),
    "filesha512": _hashed("sha512"),
    "filebase64sha256": _hashed("sha256", encoded=True),
    "filebase64sha512": _hashed("sha512", encoded=True),
}
for _name, _convert in _CONVERSIONS.items():
    TABLE.add(_name, scoped=True)(_reading(_convert))


@TABLE.add("fileexists", scoped=True)
def _exists(scope: Any, name: str) -> Any:
    path = _inside(scope, name)
    return path if isinstance(path, Unknown) else path.is_file()


@TABLE.add("fileset", scoped=True)
def _fileset(scope: Any, folder: str, pattern: str) -> Any:
    path = _inside(scope, folder)
    if isinstance(path, Unknown):
        return path
    found = (entry for entry in path.glob(pattern) if entry.is_file())
    return sorted(entry.relative_to(path).as_posix() for entry in found)


@TABLE.add("templatefile", lenient=True, scoped=True)
def _templatefile(scope: Any, name: Any, variables: Any) -> Any:
    for value in (name, variables):
        if isinstance(value, Unknown):
            return Unknown(value.reason)
    data = _read(scope, name)
    return data if isinstance(data, Unknown) else render(scope, data.decode(), variables)


@TABLE.add("templatestring", lenient=True, scoped=True)
def _templatestring(scope: Any, text: Any, variables: Any) -> Any:
    for value in (text, variables):
        if isinstance(value, Unknown):
            return Unknown(value.reason)
    return render(scope, text, variables)


def render(scope: Any, text: str, variables: dict[str, Any]) -> Any:
    """A template with its variables put in."""
    from pcicheck.sources.terraform.hcl.compile import compile_expression  # both need this module first
    from pcicheck.sources.terraform.hcl.grammar import parse_expression

    mark = "PCICHECK_END"
    try:
        template = compile_expression(parse_expression(f"<<{mark}\n{text}\n{mark}"))
    except FileError:
        return Unknown("the template is not understood")
    made = template(scope.bind(variables))
    if isinstance(made, str):
        return made.removesuffix("\n")
    return made


TABLE.plain(
    basename=lambda path: path.rstrip("/").rpartition("/")[2],
    dirname=lambda path: path.rpartition("/")[0] or ".",
)
