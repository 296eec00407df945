"""Values of root variables: from ``*.tfvars`` files and from options.

Source: Terraform language documentation, "Variable Definition Precedence". The environment is not read: a scan
must give the same verdicts wherever it runs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pcicheck.errors import InputError, UsageError
from pcicheck.sources.base import Variables
from pcicheck.sources.terraform.hcl.compile import compile_expression
from pcicheck.sources.terraform.hcl.grammar import parse_expression, parse_file
from pcicheck.sources.terraform.hcl.instance import ModuleInstance
from pcicheck.sources.terraform.hcl.module import Module
from pcicheck.sources.terraform.hcl.syntax import FileError, NoValueError

_STANDARD = ("terraform.tfvars", "terraform.tfvars.json")
_AUTOMATIC = (".auto.tfvars", ".auto.tfvars.json")


def root_values(module: Module, given: Variables) -> dict[str, Any]:
    """The values of root variables, later sources over earlier ones.

    A broken file beside the configuration becomes a gap of the module; a broken option raises ``UsageError`` or
    ``InputError``.
    """
    values: dict[str, Any] = {}
    for path in _beside(module.folder):
        shown = os.path.join(module.name, path.name)  # noqa: PTH118 - as the user wrote it
        try:
            data = path.read_bytes()
            values |= _read(shown, data)
            module.files[shown] = data
        except OSError as problem:
            module.refuse(shown, f"{shown}: cannot be read ({problem.strerror})")
        except FileError as problem:
            module.refuse(shown, str(problem))
    return values | from_options(given)


def from_options(given: Variables) -> dict[str, Any]:
    """What ``--var-file`` and ``--var`` say."""
    values: dict[str, Any] = {}
    for name in given.files:
        try:
            values |= _read(name, Path(name).read_bytes())
        except OSError as problem:
            raise InputError(f"{name}: cannot be read ({problem.strerror})") from problem
        except FileError as problem:
            raise InputError(str(problem)) from problem
    for text in given.values:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--var takes NAME=VALUE, not '{text}'")
        values[name.strip()] = _option_value(value)
    return values


def _beside(folder: Path) -> Iterator[Path]:
    for name in _STANDARD:
        if (folder / name).is_file():
            yield folder / name
    yield from sorted(path for path in folder.glob("*") if path.name.endswith(_AUTOMATIC) and path.is_file())


def _read(name: str, data: bytes) -> Mapping[str, Any]:
    if name.endswith(".json"):
        try:
            values = json.loads(data)
        except (ValueError, RecursionError) as problem:
            raise FileError(f"{name}: not valid JSON ({problem})") from problem
        if not isinstance(values, dict):
            raise FileError(f"{name}: the JSON is no object of variables")
        return values
    scope = ModuleInstance(Module(Path(), "", Path()), _no_module).scope()
    try:
        return {key: written.evaluate(scope) for key, written in parse_file(name, data).attributes.items()}
    except (NoValueError, RecursionError) as problem:
        raise FileError(f"{name}: a value is not understood ({problem})") from problem


def _option_value(text: str) -> Any:
    """Complex values are written as expressions, others are texts, as Terraform takes them."""
    if text[:1] in ("[", "{"):
        try:
            scope = ModuleInstance(Module(Path(), "", Path()), _no_module).scope()
            return compile_expression(parse_expression(text))(scope)
        except (FileError, NoValueError) as problem:
            raise UsageError(f"--var: '{text}' is not understood ({problem})") from problem
    return text


def _no_module(*_: Any) -> Any:
    raise NoValueError("a variable file calls no modules")
