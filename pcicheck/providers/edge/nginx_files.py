"""Files of nginx put together: what a file includes, what includes it, and which directive holds in a block.

``include`` ("Core functionality", nginx.org) takes a file or a mask; relative paths start at the folder of the main
file. Scanned files stand elsewhere than on the server, so the end of a path decides: folder and name, or the name alone
where only one file has it. Debian's ``sites-enabled`` holds links to ``sites-available``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside

Directive = dict[str, Any]
Tree = list[Directive]

_MISSING = "\0missing"
"""Name of what stands in a tree for a file that is not among those read; its argument is the path."""
_HARMLESS = ("mime.types", "koi-utf", "koi-win", "win-utf", "proxy_params", "fastcgi.conf", "*_params", "*modules*")
"""Files that come with nginx and say nothing about what is asked here."""
_DEEPEST = 12


def text_of(value: Any) -> str:
    """An argument as text; empty where a template fills it in."""
    return value if isinstance(value, str) else ""


def args_of(directive: Directive) -> list[Any]:
    """The arguments, a template's among them as ``Unknown``."""
    return list(directive.get("args", ()))


class Level:
    """The directives of one block, by name."""

    def __init__(self, tree: Tree) -> None:
        self.by_name: dict[str, list[Directive]] = {}
        for item in tree:
            self.by_name.setdefault(item["name"], []).append(item)


class Around(Struct):
    """What surrounds the server blocks of a file."""

    levels: tuple[Level, ...]
    """The blocks around them, innermost first."""
    open_end: Unknown | None
    """Why something further out is not known."""
    context: str
    """``http``, ``stream`` or ``mail``; empty where nothing tells."""
    main: str = ""
    """The file that holds the outermost block; empty where it is not among those read."""


class Site:
    """A server block in its surroundings: its own directives and those of the blocks around it."""

    def __init__(self, document: Document) -> None:
        values = document.values if isinstance(document.values, dict) else {}
        estate = beside(document, _estate)
        file = str(values.get("file", ""))
        self.above = [str(name) for name in values.get("above", ())]
        self.tree = expanded(values.get("tree", []), estate.files, file)
        around = estate.around(file, self.above[0] if self.above else "")
        self.outer, self.open_end = around.levels, around.open_end
        self.context = around.context or _guessed(self.tree)
        self.file, self.main = file, around.main or file
        self.rooted = bool(around.main)
        self._own = Level(self.tree)

    def all(self, name: str, *inner: Tree) -> list[Directive] | Unknown:
        """The directives of a name in the innermost block that has any; ``inner`` are blocks inside this server."""
        for level in (*map(Level, inner), self._own, *self.outer):
            found = level.by_name.get(name)
            if found:
                return found
            if missing := level.by_name.get(_MISSING):
                return Unknown(f"{missing[0]['args'][0]} is included here and is not among the files read")
        return self.open_end or []

    def get(self, name: str, *inner: Tree) -> list[Any] | None | Unknown:
        """The arguments of a directive that may stand once; ``None`` where nobody wrote it."""
        found = self.all(name, *inner)
        if isinstance(found, Unknown):
            return found
        if len(found) > 1 and any(args_of(item) != args_of(found[0]) for item in found):
            return Unknown(f"{name} is written twice, which nginx does not accept")
        return args_of(found[0]) if found else None

    def word(self, name: str, default: str, *inner: Tree) -> str | Unknown:
        """The first argument of a directive."""
        args = self.get(name, *inner)
        if isinstance(args, Unknown):
            return args
        if not args:
            return default
        if isinstance(args[0], Unknown):
            return args[0]
        return Unknown(f"the variable {args[0]} decides {name}") if "$" in str(args[0]) else str(args[0])

    def on(self, name: str, *inner: Tree, default: str = "off") -> bool | Unknown:
        """Whether a switch is on."""
        word = self.word(name, default, *inner)
        return word if isinstance(word, Unknown) else word.lower() == "on"


class _Estate:
    """Every file of nginx in the input, and what is found out about each once."""

    def __init__(self, files: dict[str, Tree]) -> None:
        self.files = files
        self._found: dict[tuple[str, str], Around] = {}
        self._parents: dict[str, list[tuple[str, Tree, str]]] | None = None

    def around(self, file: str, context: str) -> Around:
        """What surrounds the server blocks of a file that stand in a block of their own, or in none."""
        key = (file, context)
        if key not in self._found:
            self._found[key] = self._inside(file, context) if context else self._alone(file)
        return self._found[key]

    def _inside(self, file: str, context: str) -> Around:
        own = self.files.get(file, [])
        blocks = [expanded(item["block"], self.files, file) for item in own if item["name"] == context]
        return Around((Level([item for block in blocks for item in block]),), None, context, file)

    def _alone(self, file: str) -> Around:
        if self._parents is None:
            self._parents = self._who_includes()
        found = self._parents.get(file, [])
        if len({context for context, _, _ in found}) == 1:
            return Around((Level([item for _, block, _ in found for item in block]),), None, found[0][0], found[0][2])
        why = "the main file, which includes this one, is not among the files read; scan it too"
        if found:
            why = "several files include this one in different places"
        return Around((Level(expanded(self.files.get(file, []), self.files, file)),), Unknown(why), "")

    def _who_includes(self) -> dict[str, list[tuple[str, Tree, str]]]:
        found: dict[str, list[tuple[str, Tree, str]]] = {}
        for name, tree in self.files.items():
            for item in tree:
                block = item.get("block")
                if item["name"] in ("http", "stream", "mail") and isinstance(block, list):
                    whole = expanded(block, self.files, name)
                    for file in dict.fromkeys(_included(block, self.files, name)):
                        found.setdefault(file, []).append((item["name"], whole, name))
        return found


def _included(tree: Tree, files: dict[str, Tree], source: str, depth: int = 0) -> Iterator[str]:
    """Every file that a block includes, directly or through others."""
    for line in flat(tree):
        for arg in args_of(line) if line["name"] == "include" and depth < _DEEPEST else ():
            for name in resolved(text_of(arg), files, source) or ():
                yield name
                yield from _included(files[name], files, name, depth + 1)


def _estate(document: Document) -> _Estate:
    found: dict[str, Tree] = {}
    for other in document.surroundings.of_type("nginx:file"):
        tree = other.get("tree")
        if isinstance(tree, list):
            found[str(other.get("file"))] = tree
    return _Estate(found)


def resolved(path: str, files: dict[str, Tree], source: str) -> list[str] | None:
    """The files that an ``include`` means; ``None`` where none of them is among those read."""
    wanted = [part for part in path.split("/") if part not in ("", ".")]
    if not wanted:
        return None
    masked = any(sign in path for sign in "*?[")
    others = [name for name in files if name != source]
    if len(wanted) == 1:
        near = [name for name in others if _folder(name) == _folder(source) and _ends(name, wanted)]
    else:
        near = [name for name in others if _ends(name, wanted[-2:])]
    if not near and not masked:
        named = [name for name in others if _ends(name, wanted[-1:])]
        near = named if len(named) == 1 else []
    return near or None


def _folder(name: str) -> str:
    return name.replace(":", "/").rpartition("/")[0]


def _ends(name: str, wanted: list[str]) -> bool:
    parts = name.replace(":", "/").split("/")
    if len(parts) < len(wanted):
        return False
    ending = parts[-len(wanted) :]
    folder, enabled = ending[:-1], [part.replace("sites-enabled", "sites-available") for part in wanted[:-1]]
    return fnmatchcase(ending[-1], wanted[-1]) and (folder == wanted[:-1] or folder == enabled)


def expanded(tree: Any, files: dict[str, Tree], source: str, depth: int = 0) -> Tree:
    """A tree with the files that it includes in their places."""
    found: Tree = []
    for item in tree if isinstance(tree, list) else ():
        if item["name"] != "include":
            block = item.get("block")
            has_more = isinstance(block, list) and any(line["name"] == "include" for line in flat(block))
            found.append(item | {"block": expanded(block, files, source, depth + 1)} if has_more else item)
            continue
        path = text_of(args_of(item)[0]) if args_of(item) else ""
        names = resolved(path, files, source) if depth < _DEEPEST else None
        if names:
            found += [inner for name in names for inner in expanded(files[name], files, name, depth + 1)]
        elif not any(fnmatchcase(path, f"*{mask}") for mask in _HARMLESS):
            found.append({"name": _MISSING, "args": [path or "a file"], "line": item["line"]})
    return found


def flat(tree: Tree) -> Iterator[Directive]:
    """Every directive of a tree, those inside blocks too."""
    for item in tree:
        yield item
        if isinstance(item.get("block"), list):
            yield from flat(item["block"])


def _guessed(tree: Tree) -> str:
    names = {item["name"] for item in tree}
    if names & {"location", "root", "return", "server_name", "rewrite", "index"}:
        return "http"
    return "stream" if "proxy_pass" in names else "http"
