"""Other documents of the same input by a name, without looking at each of them every time.

Positions are kept, not documents: a document would keep its surroundings alive for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from pcicheck.model.document import Document, Surroundings

Name = Callable[[Document], str]
_Index = dict[str, list[int]]
_Question = Callable[[Document], frozenset[str]]
_made: WeakKeyDictionary[Surroundings, dict[tuple[str, Name], tuple[int, _Index]]] = WeakKeyDictionary()


def names_of(document: Document, native: str, name: Name) -> _Index:
    """Names of the documents of a native type, and where each stands among them."""
    every = document.surroundings.of_type(native)
    kept = _made.setdefault(document.surroundings, {})
    count, index = kept.get((native, name), (-1, {}))
    if count != len(every):
        index = {}
        for position, other in enumerate(every):
            index.setdefault(name(other), []).append(position)
        kept[native, name] = (len(every), index)
    return index


def called(document: Document, native: str, name: Name, wanted: str) -> list[Document]:
    """The documents of a native type that have a name, in the order read."""
    every = document.surroundings.of_type(native)
    return [every[position] for position in names_of(document, native, name).get(wanted, ())]


_answers: WeakKeyDictionary[Surroundings, dict[_Question, tuple[int, frozenset[str]]]] = WeakKeyDictionary()


def answer(document: Document, question: _Question) -> frozenset[str]:
    """The answer to a question about the whole input, put once as long as nothing comes to it."""
    count = len(document.surroundings.of_type(document.type))
    kept = _answers.setdefault(document.surroundings, {})
    known, found = kept.get(question, (-1, frozenset()))
    if known != count:
        found = question(document)
        kept[question] = (count, found)
    return found
