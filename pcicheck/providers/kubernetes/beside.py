"""What other objects of the same input say: which network policies, quotas, roles and accounts there are.

Answers are plain data and are made once for each input: a document would keep its surroundings alive for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from pcicheck.model.document import Document, Surroundings
from pcicheck.providers.kubernetes.manifest import Manifest
from pcicheck.providers.kubernetes.names import INLINE, types_of
from pcicheck.providers.kubernetes.terraform import manifest_of

T = TypeVar("T")
_answers: WeakKeyDictionary[Surroundings, dict[Callable[..., Any], Any]] = WeakKeyDictionary()


def beside(document: Document, question: Callable[[Document], T]) -> T:
    """The answer to a question about the whole input that a document is part of."""
    answers = _answers.setdefault(document.surroundings, {})
    if question not in answers:
        answers[question] = question(document)
    return cast("T", answers[question])


def objects(document: Document, kind: str) -> Iterator[Manifest]:
    """Every object of a kind in the same input, in whatever form it is written."""
    for native in types_of(kind):
        for found in document.surroundings.of_type(native):
            yield manifest_of(found)
    for found in document.surroundings.of_type(INLINE):
        manifest = manifest_of(found)
        if manifest.kind == kind:
            yield manifest
