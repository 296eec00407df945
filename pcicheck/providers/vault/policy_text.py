"""Read the text of a Vault policy: HCL blocks ``path "…" { capabilities = […] }``, or the same as JSON.

Vault documentation, "Policies": capabilities create, read, update, patch, delete, list, sudo, deny; the older
``policy = "write"`` and its kin; ``*`` at the end of a path stands for anything, ``+`` for one segment. Only this much
of HCL is read; a text that is anything else is unknown.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from msgspec import Struct

from pcicheck.model.value import Unknown

_TOKEN = re.compile(
    r"""\s+|\#[^\n]*|//[^\n]*|/\*.*?\*/
      |(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>[\w.+-]+)|(?P<sign>[{}\[\],=:()])""",
    re.DOTALL | re.VERBOSE,
)
_OLD = {
    "deny": frozenset(("deny",)),
    "read": frozenset(("read", "list")),
    "write": frozenset(("create", "read", "update", "delete", "list")),
    "sudo": frozenset(("create", "read", "update", "delete", "list", "sudo")),
}
_NO_POLICY = Unknown("the policy is not of a form that pcicheck reads")


class PathRule(Struct, frozen=True):
    """What a policy allows on one path."""

    path: str
    """Path as written."""
    capabilities: frozenset[str]
    """Capabilities in small letters."""


@lru_cache(maxsize=1024)
def path_rules(text: str) -> tuple[PathRule, ...] | Unknown:
    """The rules of a policy, in the order written."""
    if text.lstrip().startswith("{"):
        return _from_json(text)
    tokens = _tokens(text)
    try:
        return _NO_POLICY if tokens is None else _Reader(tokens).rules()
    except (IndexError, ValueError):
        return _NO_POLICY


def covers(pattern: str, path: str) -> bool:
    """Whether a path of a policy stands for ``path``."""
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    glob = pattern.endswith("*")
    parts = [("[^/]+" if part == "+" else re.escape(part)) for part in pattern.removesuffix("*").lstrip("/").split("/")]
    return re.compile("/".join(parts) + (".*" if glob else ""))


def _tokens(text: str) -> list[str] | None:
    found: list[str] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return None
        if match.lastgroup is not None:
            found.append(match[0])
        position = match.end()
    return found


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def rules(self) -> tuple[PathRule, ...]:
        found: list[PathRule] = []
        while self.at < len(self.tokens):
            word = self._next()
            if word.strip('"') == "path" and self.tokens[self.at].startswith('"'):
                found.append(self._path())
            elif word.strip('"') == "name":  # an old field beside the paths
                self._skip_value()
            else:
                raise ValueError(word)
        return tuple(found)

    def _path(self) -> PathRule:
        path = json.loads(self._next())
        self._expect("{")
        capabilities: set[str] = set()
        while self.tokens[self.at] != "}":
            name = self._next().strip('"')
            if name in ("capabilities", "policy"):
                texts = self._texts()
                capabilities |= {c for t in texts for c in _OLD.get(t, ())} if name == "policy" else set(texts)
            else:
                self._skip_value()
        self._expect("}")
        return PathRule(path, frozenset(capabilities))

    def _texts(self) -> list[str]:
        self._expect("=", ":")
        first = self._next()
        if first != "[":
            return [_word(first)]
        found: list[str] = []
        while self.tokens[self.at] != "]":
            word = self._next()
            if word != ",":
                found.append(_word(word))
        self._expect("]")
        return found

    def _skip_value(self) -> None:
        """Over ``= value``, or over a block."""
        if self.tokens[self.at] in "=:":
            self.at += 1
        depth = 0
        while True:
            sign = self._next()
            depth += (sign in "{[(") - (sign in "}])")
            if depth == 0:
                return

    def _expect(self, *signs: str) -> None:
        if self._next() not in signs:
            raise ValueError(signs)

    def _next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]


def _word(token: str) -> str:
    if not token.startswith('"'):
        raise ValueError(token)
    return str(json.loads(token)).lower()


def _from_json(text: str) -> tuple[PathRule, ...] | Unknown:
    try:
        paths: Any = json.loads(text).get("path", {})
    except (ValueError, AttributeError, RecursionError):
        return _NO_POLICY
    groups = paths if isinstance(paths, list) else [paths]
    found: list[PathRule] = []
    for group in groups:
        if not isinstance(group, dict):
            return _NO_POLICY
        for path, written in group.items():
            bodies = written if isinstance(written, list) else [written]
            found += (_json_rule(str(path), body) for body in bodies if isinstance(body, dict))
    return tuple(found)


def _json_rule(path: str, body: dict[str, Any]) -> PathRule:
    named = body.get("capabilities")
    capabilities = {str(c).lower() for c in named} if isinstance(named, list) else set()
    return PathRule(path, frozenset(capabilities | _OLD.get(str(body.get("policy", "")).lower(), frozenset())))
