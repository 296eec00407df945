"""What other objects of the same input say: clusters, secrets, routes and extensions by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from pcicheck.model.document import Document, Surroundings

T = TypeVar("T")
_TYPES = ("envoy:listener", "envoy:cluster", "envoy:secret", "envoy:routes", "envoy:endpoints", "envoy:extension")
_answers: WeakKeyDictionary[Surroundings, dict[Any, Any]] = WeakKeyDictionary()
Named = dict[tuple[str, str], list[Document]]


def beside(document: Document, question: Callable[[Document], T]) -> T:
    """The answer to a question about the whole input; asked again where the input has grown."""
    answers = _answers.setdefault(document.surroundings, {})
    size = tuple(len(document.surroundings.of_type(kind)) for kind in _TYPES)
    if answers.get("size") != size:
        answers.clear()
        answers["size"] = size
    if question not in answers:
        answers[question] = question(document)
    return cast("T", answers[question])


def found(document: Document, kind: str, name: Any) -> Document | None:
    """The object of a name; one of the same file before others, and none where others disagree about which."""
    if not isinstance(name, str) or not name:
        return None
    every = beside(document, _named).get((kind, name), [])
    near = [other for other in every if other.origin.file == document.origin.file]
    return near[0] if near else every[0] if len(every) == 1 else None


def _named(document: Document) -> Named:
    every: Named = {}
    for kind in _TYPES:
        for other in document.surroundings.of_type(kind):
            for key in ("name", "cluster_name"):
                name = other.get(key)
                if isinstance(name, str):
                    every.setdefault((kind, name), []).append(other)
    return every
