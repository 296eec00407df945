"""What other objects of the same input say: which network policies, quotas, roles and accounts there are.

Answers are plain data and are made once for each input: a document would keep its surroundings alive for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from pcicheck.model.document import Document, Surroundings
from pcicheck.providers.kubernetes.manifest import PREFIX, Manifest
from pcicheck.providers.kubernetes.terraform import INLINE, KINDS, manifest_of

T = TypeVar("T")
_answers: WeakKeyDictionary[Surroundings, dict[Callable[..., Any], Any]] = WeakKeyDictionary()
_VERSIONS = ("", "_v1", "_v1beta1")


def beside(document: Document, question: Callable[[Document], T]) -> T:
    """The answer to a question about the whole input that a document is part of."""
    answers = _answers.setdefault(document.surroundings, {})
    if question not in answers:
        answers[question] = question(document)
    return cast("T", answers[question])


def objects(document: Document, kind: str) -> Iterator[Manifest]:
    """Every object of a kind in the same input, in whatever form it is written."""
    surroundings = document.surroundings
    for name in (name for name, own in KINDS.items() if own == kind):
        for version in _VERSIONS:
            for found in surroundings.of_type(f"kubernetes_{name}{version}"):
                yield manifest_of(found)
    for found in surroundings.of_type(f"{PREFIX}{kind}"):
        yield manifest_of(found)
    for found in surroundings.of_type(INLINE):
        manifest = manifest_of(found)
        if manifest.kind == kind:
            yield manifest
