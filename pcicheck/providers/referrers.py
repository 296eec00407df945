"""Which things name another: a store that logs are sent to does not say so itself."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from pcicheck.model.document import Document, Surroundings
from pcicheck.model.value import Unknown

_Question = tuple[str, str, str]
_Positions = dict[str, list[int]]  # by address of what is named, and by ``=`` and the text that names it
# Addresses and positions only: a document would keep its surroundings, the key, alive for ever.
_lost: WeakKeyDictionary[Surroundings, dict[tuple[str, str], bool]] = WeakKeyDictionary()
_found: WeakKeyDictionary[Surroundings, dict[_Question, _Positions]] = WeakKeyDictionary()


def referrers(document: Document, native_type: str, path: str, *texts: str) -> Iterator[Document]:
    """Other things of a native type in the same input that refer to ``document`` at ``path``, or hold there one of
    ``texts``, letter case aside."""
    others = document.surroundings.of_type(native_type)
    if not others:
        return
    answers = _found.setdefault(document.surroundings, {})
    question = (native_type, path, document.type)
    if question not in answers:
        positions = answers[question] = _Positions()
        for position, other in enumerate(others):
            text = other.get(path)
            if isinstance(text, str):
                positions.setdefault(f"={text.lower()}", []).append(position)
            for target in other.follow_all(path, document.type):
                if target is not other:
                    positions.setdefault(target.address, []).append(position)
    names = (document.address, *(f"={text.lower()}" for text in texts))
    for position in dict.fromkeys(found for name in names for found in answers[question].get(name, ())):
        yield others[position]


def is_named_by(document: Document, native_type: str, path: str) -> bool:
    """Whether some other thing of a native type in the same input refers to ``document`` at ``path``."""
    return next(referrers(document, native_type, path), None) is not None


def may_be_named(document: Document, native_type: str, path: str) -> bool:
    """Whether some thing of a native type in the same input has at ``path`` what cannot be told, so that it may be
    ``document`` that it refers to."""
    answers = _lost.setdefault(document.surroundings, {})
    if (native_type, path) not in answers:
        others = document.surroundings.of_type(native_type)
        answers[native_type, path] = any(_hides(other, path) for other in others)
    return answers[native_type, path]


def _hides(other: Document, path: str) -> bool:
    if not isinstance(other.get(path), Unknown):
        return False
    return not other.surroundings.names(other, path) and not other.follow_all(path)
