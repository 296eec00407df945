"""From targets as the user writes them to readings, one input at a time."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from pcicheck.errors import InputError, UsageError
from pcicheck.sources.base import Gathered, Input, Reading, Variables
from pcicheck.sources.digest import Digest
from pcicheck.sources.live.snapshot import is_snapshot
from pcicheck.sources.live.take import gather_snapshot
from pcicheck.sources.platform.take import Folder, Platform
from pcicheck.sources.recognise import (
    Form,
    files_below,
    form_of,
    is_configuration,
    looks_like_plan,
    read_input,
    refuse,
)
from pcicheck.sources.registry import LIVE, reader
from pcicheck.sources.shown import shown
from pcicheck.sources.text.take import Texts

if TYPE_CHECKING:
    from pcicheck.sources.gcp.exports import Exports
    from pcicheck.sources.terraform.hcl.source import Root

T = TypeVar("T")


def check_targets(targets: Sequence[str]) -> None:
    """Refuse words that name live sources. Raises ``UsageError``."""
    if not targets:
        raise UsageError("name a plan to scan, such as 'pcicheck scan plan.json', or run 'pcicheck demo'")
    for target in targets:
        if target in LIVE:
            raise UsageError(
                f"'{target}' names a live cloud: write it right after the word scan, with its own options ('pcicheck "
                f"scan {target} --help'), or 'pcicheck collect {target}' first; a folder of that name is ./{target}"
            )


def gather(
    targets: Sequence[str], wanted: Container[str], shown_as: Mapping[str, str], variables: Variables
) -> Iterator[Gathered]:
    """Every input behind the targets: plans and states in the order given, then root modules of configuration.

    ``shown_as`` maps folders to the names under which their files are reported. Configuration that declares what
    a plan plans is not judged a second time; it tells where the plan's resources are written.
    """
    found = _sorted_out(targets)
    files, trees = found.files, found.trees
    yield from found.problems
    yield from (gather_snapshot(folder, wanted, shown_as) for folder in found.snapshots)
    roots = _roots(trees, variables)
    pointing: set[int] = set()
    texts = Texts(shown_as)
    for tree in trees:
        texts.take_files(tree.only)
    platform = Platform(wanted, shown_as)
    for folder in found.folders:
        searched = texts.take_folder(folder)
        platform.take_folder(folder, searched=searched)
    exports = Exported(wanted)
    for target in files:
        gathered = _read(target, wanted, shown_as, platform, texts, exports)
        if gathered is None:
            continue
        if gathered.reading is not None and roots:
            pointing |= _point(gathered.reading, [root for root, _ in roots])
        yield gathered
    yield from exports.found()
    yield from platform.found
    yield from texts.found()
    for root, only in roots:
        if id(root) not in pointing:
            digest, size = root.digest()
            yield Gathered(root.module.name, digest, size, root.read(wanted, only), "")


class Tree(Struct):
    """A folder, or one file, of Terraform configuration."""

    target: Path
    files: list[Path]
    only: tuple[str, ...] = ()
    """The files whose resources are wanted; empty for all."""


class Sorted(Struct):
    """The targets by what they are."""

    files: list[str] = []
    """Documents to read one by one."""
    trees: list[Tree] = []
    folders: list[Folder] = []
    """Files that are neither Terraform nor its output."""
    snapshots: list[Path] = []
    problems: list[Gathered] = []


def _sorted_out(targets: Sequence[str]) -> Sorted:
    found = Sorted()
    for target in targets:
        path = Path(target)
        if is_snapshot(path):
            found.snapshots.append(path)
            continue
        if target == "-" or not path.is_dir():
            if target != "-" and is_configuration(path) and path.is_file():
                _add_file(found.trees, path, target)
            else:
                found.files.append(target)
            continue
        try:
            below = list(files_below(path))
        except InputError as problem:
            found.problems.append(Gathered(target, "", 0, None, str(problem)))
            continue
        written = [file for file in below if is_configuration(file)]
        modules = {file.parent for file in written}
        documents = [str(file) for file in below if looks_like_plan(file) and not _state_beside(file, modules)]
        found.files += documents
        if written:
            found.trees.append(Tree(path, written))
        taken = {*written, *map(Path, documents)}
        others = [file for file in below if file not in taken]
        found.folders.append(Folder(target, others, written, alone=not taken))
    return found


def _add_file(trees: list[Tree], path: Path, name: str) -> None:
    """One file of configuration: its folder is evaluated, once for all of its files that are named."""
    for tree in trees:
        if tree.only and tree.target == path.parent:
            tree.only = (*tree.only, name)
            return
    trees.append(Tree(path.parent, [path], (name,)))


def _state_beside(file: Path, modules: set[Path]) -> bool:
    """A state beside the configuration that made it is judged only where it is named itself."""
    return ".tfstate" in file.name and file.parent in modules


def _roots(trees: Sequence[Tree], variables: Variables) -> list[tuple[Root, tuple[str, ...]]]:
    """The root modules of all trees, and the files of them that are wanted."""
    if not trees:
        return []
    from pcicheck.sources.terraform.hcl.loader import Loader  # the HCL grammar, which plans do without
    from pcicheck.sources.terraform.hcl.roots import root_modules
    from pcicheck.sources.terraform.hcl.source import Root

    found: list[tuple[Root, tuple[str, ...]]] = []
    for tree in trees:
        loader = Loader(tree.target)
        modules = root_modules(tree.target, tree.files, loader)
        found += [(Root(module, loader, variables), tree.only) for module in modules]
    return found


def _point(reading: Reading, roots: Sequence[Root]) -> set[int]:
    """Let the root module that declares most of a plan say where its resources are written."""
    places = [(root, root.locate(reading.documents)) for root in roots]
    root, found = max(places, key=lambda place: len(place[1]))
    if not found:
        return set()
    root.point(reading, found)
    return {id(root)}


def _read(
    target: str,
    wanted: Container[str],
    shown_as: Mapping[str, str],
    platform: Platform,
    texts: Texts,
    exports: Exported,
) -> Gathered | None:
    """One document; ``None`` where it is read together with others."""
    digest, size = Digest(b""), 0
    try:
        given = read_input(target)
        given.name = target = shown(given.name, shown_as)
        digest, size = Digest(given.data), len(given.data)
        form = form_of(given)
        if form == "platform":
            known = platform.take_file(given, digest.hexdigest(), size)
            if texts.take_file(given, known=known):
                return None
            if given.data.lstrip()[:1] != b"{":
                raise refuse(given)
            form = "terraform-plan"
        if form == "gcp-assets":
            _decoded(given, partial(exports.take, given, digest.hexdigest(), size))
            return None
        reading = _decode(given, form, wanted)
        return Gathered(target, digest.hexdigest(), size, reading, "")
    except InputError as problem:
        return Gathered(target, digest.hexdigest() if size else "", size, None, str(problem))


class Exported:
    """The files that hold assets of Google Cloud. Their readers are loaded with the first of them."""

    def __init__(self, wanted: Container[str]) -> None:
        self.wanted = wanted
        self._exports: Exports | None = None

    def take(self, given: Input, digest: str, size: int) -> None:
        """Read a file. Raises ``InputError`` where it holds no assets."""
        if self._exports is None:
            from pcicheck.sources.gcp.exports import Exports  # the tables of a cloud that most scans do without

            self._exports = Exports(self.wanted)
        self._exports.take(given, digest, size)

    def found(self) -> Iterator[Gathered]:
        """One input for each file."""
        if self._exports is not None:
            yield from self._exports.found()


def _decode(given: Input, form: Form, wanted: Container[str]) -> Reading:
    return _decoded(given, partial(reader(form), given, wanted))


def _decoded(given: Input, read: Callable[[], T]) -> T:
    try:
        return read()
    except msgspec.DecodeError as problem:
        raise InputError(f"{given.name}: not valid JSON ({problem}); it may be cut off, make it again") from problem
    except RecursionError as problem:
        raise InputError(f"{given.name}: nested too deeply to be a Terraform plan") from problem
    except UnicodeDecodeError as problem:
        raise InputError(f"{given.name}: holds bytes that are not UTF-8; save it as UTF-8") from problem
