"""The text of a target: a verdict for each passage in which something was found, and one for all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.text import TextPassage
from pcicheck.model.origin import Origin
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.text.cards import cards
from pcicheck.providers.text.secrets import secrets

_FACTS = ("card_numbers", "test_numbers", "track_data", "verification_codes", "keys", "passwords")
_ELSEWHERE = Inapplicable("the passages that hold some are judged by themselves")
_OTHER = Inapplicable("this passage was found for something else")
Found = dict[int, dict[str, dict[str, None]]]
"""Line, name of the fact, and what was found, each once."""


def files(document: Document) -> Iterator[Resource]:
    """All text of a target."""
    seen: set[str] = set()
    for file in document.get("files", []):
        for line, facts in sorted(_found(file).items()):
            seen |= facts.keys()
            yield _passage(document, file["name"], line, facts)
    yield resource(document, _rest(document, seen))


def _found(file: dict[str, Any]) -> Found:
    """What a closer look at the suspects of a file leaves."""
    found: Found = {}
    for suspect in file["suspects"]:
        look = cards(suspect, file) if suspect.number else secrets(suspect, file["use"])
        for fact, sample in look:
            found.setdefault(suspect.line, {}).setdefault(fact, {})[sample] = None
    return found


def _passage(document: Document, name: str, line: int, facts: dict[str, dict[str, None]]) -> Resource:
    said = {fact: tuple(facts[fact]) if fact in facts else _OTHER for fact in _FACTS}
    made = resource(document, TextPassage(**said))
    address = f"{name}:{line}"
    origin = Origin(source=document.origin.source, file=name, line=line, end_line=line, address=address)
    return replace(made, address=address, native_address=address, origin=origin)


def _rest(document: Document, seen: set[str]) -> TextPassage:
    unread = document.get("unread", [])
    why = f"some files could not be read: {', '.join(unread[:3])}"
    clean = Unknown(why) if unread else ()
    return TextPassage(**{fact: _ELSEWHERE if fact in seen else clean for fact in _FACTS})
