"""Files of nginx put together: what a file includes, what includes it, and which directive holds in a block.

``include`` ("Core functionality", nginx.org) takes a file or a mask; relative paths start at the folder of the main
file. Scanned files stand elsewhere than on the server, so the end of a path decides: folder and name, or the name alone
where only one file has it. Debian's ``sites-enabled`` holds links to ``sites-available``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

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


class Site:
    """A server block in its surroundings: its own directives and those of the blocks around it."""

    def __init__(self, document: Document) -> None:
        values = document.values if isinstance(document.values, dict) else {}
        self.files = beside(document, _files)
        self.file = str(values.get("file", ""))
        self.above = [str(name) for name in values.get("above", ())]
        self.tree = expanded(values.get("tree", []), self.files, self.file)
        self.outer, self.open_end, found = self._around()
        self.context = found or _guessed(self.tree)

    def _around(self) -> tuple[list[Tree], Unknown | None, str]:
        """The blocks around it, innermost first, and why something further out is not known."""
        own = self.files.get(self.file, [])
        whole = expanded(own, self.files, self.file)
        if self.above:
            blocks = [expanded(item["block"], self.files, self.file) for item in own if item["name"] == self.above[0]]
            return [[item for block in blocks for item in block]], None, self.above[0]
        found = [place for name in self.files if name != self.file for place in self._included_by(name)]
        if not found:
            why = "the main file, which includes this one, is not among the files read; scan it too"
            return [whole], Unknown(why), ""
        if len({context for context, _ in found}) > 1:
            return [whole], Unknown("several files include this one in different places"), ""
        return [[item for _, block in found for item in block]], None, found[0][0]

    def _included_by(self, name: str) -> Iterator[tuple[str, Tree]]:
        for item in self.files[name]:
            block = item.get("block")
            if item["name"] in ("http", "stream", "mail") and isinstance(block, list):
                wanted = [text_of(arg) for line in _flat(block) if line["name"] == "include" for arg in args_of(line)]
                if any(self.file in (resolved(path, self.files, name) or ()) for path in wanted):
                    yield item["name"], expanded(block, self.files, name)

    def all(self, name: str, *inner: Tree) -> list[Directive] | Unknown:
        """The directives of a name in the innermost block that has any; ``inner`` are blocks inside this server."""
        for tree in (*inner, self.tree, *self.outer):
            missing = next((item for item in tree if item["name"] == _MISSING), None)
            found = [item for item in tree if item["name"] == name]
            if found:
                return found
            if missing:
                return Unknown(f"{missing['args'][0]} is included here and is not among the files read")
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


def _files(document: Document) -> dict[str, Tree]:
    """Every file of nginx in the input, by its address."""
    found: dict[str, Tree] = {}
    for other in document.surroundings.of_type("nginx:file"):
        tree = other.get("tree")
        if isinstance(tree, list):
            found[str(other.get("file"))] = tree
    return found


def resolved(path: str, files: dict[str, Tree], source: str) -> list[str] | None:
    """The files that an ``include`` means; ``None`` where none of them is among those read."""
    wanted = [part for part in path.split("/") if part not in ("", ".")]
    if not wanted:
        return None
    masked = any(sign in path for sign in "*?[")
    near = [name for name in files if name != source and _ends(name, wanted[-2:])]
    if not near and not masked:
        named = [name for name in files if name != source and _ends(name, wanted[-1:])]
        near = named if len(named) == 1 else []
    elif not near and len(wanted) == 1:
        near = []
    return near or None


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
            has_more = isinstance(block, list) and any(line["name"] == "include" for line in _flat(block))
            found.append(item | {"block": expanded(block, files, source, depth + 1)} if has_more else item)
            continue
        path = text_of(args_of(item)[0]) if args_of(item) else ""
        names = resolved(path, files, source) if depth < _DEEPEST else None
        if names:
            found += [inner for name in names for inner in expanded(files[name], files, name, depth + 1)]
        elif not any(fnmatchcase(path, f"*{mask}") for mask in _HARMLESS):
            found.append({"name": _MISSING, "args": [path or "a file"], "line": item["line"]})
    return found


def _flat(tree: Tree) -> Iterator[Directive]:
    for item in tree:
        yield item
        if isinstance(item.get("block"), list):
            yield from _flat(item["block"])


def _guessed(tree: Tree) -> str:
    names = {item["name"] for item in tree}
    if names & {"location", "root", "return", "server_name", "rewrite", "index"}:
        return "http"
    return "stream" if "proxy_pass" in names else "http"
