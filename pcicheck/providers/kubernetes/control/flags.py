"""Command lines of the programs of a cluster, read as they read them.

Kubernetes' programs use spf13/pflag: ``--name=value``, ``--name value``, and ``--name`` alone for a truth value; of
lists that are given twice the values add up, of others the last one holds. etcd uses Go's ``flag``, which takes one
dash too, and reads ``ETCD_NAME`` from its environment where the flag is not given ("Configuration options", etcd 3.5).
kops and others start them by a shell: ``/bin/sh -c "exec kube-apiserver … 2>&1 | tee …"``.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from typing import Any

from pcicheck.model.value import Unknown

_VARIABLE = re.compile(r"\$\(\w+\)|\$\{?\w+")
_FILLED_IN = Unknown("a variable that is not in the manifest fills it in")
_SHELLS = ("sh", "bash", "ash", "dash")
_STARTERS = ("exec", "env", "nice", "tini", "dumb-init", "nsenter", "go-runner", "kube-log-runner", "--", "-s")
"""Programs that only start another one."""
_ASSIGNMENT = re.compile(r"\w+=")
_END = set(";&|<>()")
_TRUE = ("true", "1", "t")
_FALSE = ("false", "0", "f")


class Flags:
    """What a program is told; ``unsure`` is why a flag that is not there may be given all the same."""

    def __init__(self, given: dict[str, list[Any]], unsure: Unknown | None = None) -> None:
        self.given = given
        self.unsure = unsure

    def has(self, name: str) -> bool | Unknown:
        """Whether a flag is given with a value that is not empty."""
        value = self.text(name)
        return value if isinstance(value, Unknown) else bool(value)

    def text(self, name: str, default: Any = None) -> Any:
        """The value of a flag; the program's own ``default`` where it is not given."""
        if name not in self.given:
            return self.unsure or default
        return self.given[name][-1]

    def flag(self, name: str, default: bool) -> bool | Unknown:
        """A truth value."""
        value = self.text(name, default)
        if isinstance(value, str):
            word = value.lower()
            known = True if word in (*_TRUE, "") else False if word in _FALSE else None
            return Unknown(f"--{name} is neither true nor false") if known is None else known
        return value if isinstance(value, Unknown) else bool(value)

    def number(self, name: str, default: int | None = None) -> int | None | Unknown:
        """A whole number."""
        value = self.text(name, default)
        if isinstance(value, str):
            return int(value) if re.fullmatch(r"\d+", value) else Unknown(f"--{name} is not a number")
        return value  # type: ignore[no-any-return]

    def words(self, name: str, default: tuple[str, ...] = ()) -> tuple[str | Unknown, ...] | Unknown:
        """A list of words with commas between them."""
        if name not in self.given:
            return self.unsure or default
        found: list[str | Unknown] = []
        for value in self.given[name]:
            found += [value] if isinstance(value, Unknown) else [w.strip() for w in str(value).split(",") if w.strip()]
        return tuple(found)


def flags_of(tokens: Iterable[Any], truths: frozenset[str]) -> Flags:
    """The flags among words of a command line; ``truths`` are those that need no value."""
    given: dict[str, list[Any]] = {}
    unsure: Unknown | None = None
    waiting = ""
    for token in tokens:
        if isinstance(token, Unknown):
            unsure = None if waiting else token
            if waiting:
                given[waiting][-1] = token
            waiting = ""
            continue
        text = str(token).strip()
        if text.startswith("-") and text.strip("-"):
            name, sign, value = text.lstrip("-").partition("=")
            name = name.replace("_", "-")
            given.setdefault(name, []).append(_known(_unquoted(value)) if sign else "")
            waiting = "" if sign or name in truths else name
        elif waiting:
            given[waiting][-1] = _known(_unquoted(text))
            waiting = ""
    return Flags(given, unsure)


def words_of(command: list[Any], names: frozenset[str]) -> list[Any] | None:
    """The words after the program's own name, also where a shell starts it; ``None`` where it is another program."""
    first = command[0] if command and isinstance(command[0], str) else ""
    if _base(first) in names:
        return command[1:]
    if _base(first) in _SHELLS:
        scripts = (_from_script(word, names) for word in command[1:] if isinstance(word, str))
        return next((found for found in scripts if found is not None), None)
    if _base(first) in _STARTERS:
        at = next((n for n, word in enumerate(command) if isinstance(word, str) and _base(word) in names), None)
        return None if at is None else command[at + 1 :]
    return None


def _from_script(script: str, names: frozenset[str]) -> list[Any] | None:
    """The words after the program's name where it stands as a command and not as a word of another one."""
    if not any(name in script for name in names):
        return None
    reader = shlex.shlex(script.replace("\\\n", " ").replace("\n", " ; "), posix=True, punctuation_chars=True)
    reader.whitespace_split = True
    try:
        words = list(reader)
    except ValueError:
        return [Unknown("the script that starts it cannot be read")]
    begins = True
    for index, word in enumerate(words):
        if begins and _base(word) in names:
            rest = words[index + 1 :]
            end = next((n for n, other in enumerate(rest) if other and set(other) <= _END), len(rest))
            return list(rest[:end])
        begins = set(word) <= _END or (begins and (word in _STARTERS or _ASSIGNMENT.match(word) is not None))
    return None


def _base(word: str) -> str:
    return word.rpartition("/")[2]


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _known(value: str) -> str | Unknown:
    return _FILLED_IN if _VARIABLE.search(value) else value
