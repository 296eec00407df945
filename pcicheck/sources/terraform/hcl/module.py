"""A folder of configuration as written, before anything is evaluated."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from pcicheck.model.origin import Gap
from pcicheck.sources.digest import digest_of
from pcicheck.sources.recognise import is_configuration
from pcicheck.sources.terraform.hcl.grammar import parse_file
from pcicheck.sources.terraform.hcl.json_form import parse_json_file
from pcicheck.sources.terraform.hcl.syntax import Attribute, Block, FileError

_DECLARED = {"resource": "", "data": "data.", "ephemeral": "ephemeral."}


class Module:
    """The blocks of one folder, by what they declare."""

    def __init__(self, folder: Path, name: str, bounds: Path) -> None:
        self.folder = folder
        self.name = name
        """The folder as the user wrote it."""
        self.bounds = bounds
        self.variables: dict[str, Block] = {}
        self.locals: dict[str, Attribute] = {}
        self.resources: dict[str, Block] = {}
        """``aws_s3_bucket.a`` and ``data.aws_iam_policy_document.b`` to their blocks."""
        self.calls: dict[str, Block] = {}
        self.outputs: dict[str, Block] = {}
        self.providers: list[Block] = []
        self.files: dict[str, bytes] = {}
        """Every file that was read: name to content."""
        self.gaps: list[Gap] = []

    def add(self, body: Block, *, override: bool) -> None:
        """Take in the blocks of a file. Override files replace what they name."""
        for block in body.blocks:
            if block.type == "locals":
                self.locals.update(block.attributes)
            elif block.type == "provider":
                self.providers.append(block)
            elif block.type in _DECLARED and len(block.labels) == 2:
                self._declare(self.resources, _DECLARED[block.type] + ".".join(block.labels), block, override)
            elif block.type in ("variable", "module", "output") and len(block.labels) == 1:
                table = {"variable": self.variables, "module": self.calls, "output": self.outputs}[block.type]
                self._declare(table, block.labels[0], block, override)

    def refuse(self, where: str, why: str) -> None:
        """Record something that could not be read."""
        self.gaps.append(Gap("incomplete", where, why, blinds=("*",)))

    def _declare(self, table: dict[str, Block], name: str, block: Block, override: bool) -> None:
        earlier = table.get(name)
        if earlier is None:
            table[name] = block
        elif override:
            table[name] = _merged(earlier, block)
        else:
            first = f"{earlier.file}:{earlier.line}"
            why = f"{block.file}:{block.line}: {name} is declared again; the first at {first} is judged"
            self.refuse(f"{block.file}:{block.line}", why)


def load_module(folder: Path, name: str, bounds: Path) -> Module:
    """Every configuration file of a folder. A file that Terraform would refuse becomes a gap."""
    module = Module(folder, name, bounds)
    paths = sorted(configuration_files(folder), key=lambda path: (_is_override(path), path.name))
    shadowed = {path.name.replace(".tofu", ".tf") for path in paths if ".tofu" in path.name}
    for path in paths:
        if path.name in shadowed:
            continue  # OpenTofu reads a.tofu instead of a.tf
        shown = os.path.join(name, path.name)  # noqa: PTH118 - keeps "./" and "-" as the user wrote them
        try:
            data = path.read_bytes()
            module.files[shown] = data
            parse = parse_json_file if path.name.endswith(".json") else parse_file
            body = parse(shown, data)
            module.add(body, override=_is_override(path))
            if body.damaged:
                module.refuse(shown, body.damaged)
        except OSError as problem:
            module.refuse(shown, f"{shown}: cannot be read ({problem.strerror})")
        except FileError as problem:
            module.refuse(shown, str(problem))
    return module


def configuration_files(folder: Path) -> Iterator[Path]:
    """The configuration files directly inside a folder."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        path = Path(entry.path)
        if is_configuration(path) and path.is_file():  # unlike the entry's own, this takes circular links calmly
            yield path


def digest(files: dict[str, bytes]) -> str:
    """SHA-256 over the files."""
    return digest_of((name, hashlib.sha256(data).hexdigest()) for name, data in files.items())


def _is_override(path: Path) -> bool:
    stem = path.name.split(".")[0]
    return stem == "override" or stem.endswith("_override")


def _merged(block: Block, over: Block) -> Block:
    kinds = {inner.type for inner in over.blocks}
    kept = [inner for inner in block.blocks if inner.type not in kinds]
    return Block(
        block.type,
        block.labels,
        block.file,
        block.line,
        block.end_line,
        {**block.attributes, **over.attributes},
        [*kept, *over.blocks],
        block.damaged or over.damaged,
    )
