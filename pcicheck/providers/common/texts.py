"""Card numbers, stripe data and keys in whatever is written about a thing. Only places leave this module.

A number counts as a card number where its first digits and length are those that a brand issues (ISO/IEC 7812; the
brands' public ranges) and its check digit is right. Lengths that cloud services use for ids of their own (12, 13, 17
to 19 digits) are left out, because one such id in ten would pass the check too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from pcicheck.model.cards import BRAND, TEST_NUMBERS, is_luhn
from pcicheck.model.document import Document
from pcicheck.model.kinds.common import WrittenText
from pcicheck.model.resource import Resource
from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.common.labels import Labels, environment_of
from pcicheck.providers.plain_secrets import holds_key

_DIGITS = bytes(48 if 48 <= code <= 57 else code for code in range(256))
_LONG_NUMBER = b"0" * 14
_SUSPECT = re.compile(
    rb"BEGIN [A-Z ]*PRIVATE KEY|A[KS]IA[A-Z0-9]{16}|gh[pousr]_|github_pat_|xox[abprs]-|hv[sb]\.|AIza"
    rb"|AccountKey=|SharedAccessKey=|_(?:test|live)_[0-9A-Za-z]{16}"
)
"""What raw text must hold for a closer look. Nearly nothing does, and looking closely is slow."""
_NUMBER = re.compile(r"(?<![\w.])(?<!\d[ -])[2-6](?:[ -]?\d){13,15}(?!\w)(?![ -]\d)(?!\.\d)")
_SANDBOX_KEY = re.compile(r"\b(?:sk|rk|pk)_test_[0-9A-Za-z]{16,}|\bsandbox_[0-9a-z]{8}_[0-9a-z]{16}\b")
_LIVE_KEY = re.compile(r"\b(?:sk|rk)_live_[0-9A-Za-z]{16,}")
_TRACK = re.compile(r"%?B\d{12,19}\^[^^\n]{2,26}\^\d{7}|(?<!\d);?\d{12,19}[=D]\d{4}[1-9]\d{2}\d{5,}\??")

_FREE_TEXT = (
    *("user_data", "user_data_base64", "custom_data", "metadata_startup_script", "metadata", "environment"),
    *("container_definitions", "container_properties", "content", "app_settings", "environment_variables", "template"),
    *("data", "description", "buildspec", "service_config", "spec"),
)
"""Attributes in which people write text of their own: where one is hidden, nothing may be said to be clean."""

_MAX_DEPTH = 24


def written_text(document: Document, labels: Labels, *, always: bool) -> Iterator[Resource]:
    """What the text of the document gives away; of things that seldom hold text, only where something is found."""
    suspect = _is_suspect(document.values)
    if not suspect and not always:
        return
    found = _look(document) if suspect else _Found()
    if not always and not found.anything:
        return
    hidden = _hidden(document)
    facts = WrittenText(
        environment=environment_of(labels),
        card_numbers=tuple(found.cards) or hidden or (),
        test_data=tuple(found.trials) or hidden or (),
        track_data=tuple(found.tracks) or hidden or (),
        keys=tuple(found.keys) or hidden or (),
    )
    yield resource(document, facts, part="text", labels=labels if isinstance(labels, dict) else {})


class _Found:
    """Attributes in which something was found, each once, in the order written."""

    def __init__(self) -> None:
        self.cards: dict[str, None] = {}
        self.trials: dict[str, None] = {}
        self.tracks: dict[str, None] = {}
        self.keys: dict[str, None] = {}

    @property
    def anything(self) -> bool:
        return bool(self.cards or self.trials or self.tracks or self.keys)


def _is_suspect(values: Any) -> bool:
    raw = msgspec.json.encode(values)
    digits = raw.translate(_DIGITS)
    if b"0000" in digits and _LONG_NUMBER in digits.translate(None, b" -"):
        return True
    return _SUSPECT.search(raw) is not None


def _look(document: Document) -> _Found:
    found = _Found()
    for name, text in _texts(document.values, "", 0):
        tracks = _TRACK.search(text) is not None
        if tracks:
            found.tracks[name] = None
        for match in _NUMBER.finditer(text):
            digits = match[0].replace(" ", "").replace("-", "")
            if digits in TEST_NUMBERS:
                found.trials[name] = None
            elif not tracks and BRAND.fullmatch(digits) and is_luhn(digits):
                found.cards[name] = None
        if _SANDBOX_KEY.search(text):
            found.trials[name] = None
        if holds_key(text) or _LIVE_KEY.search(text):
            found.keys[name] = None
    return found


def _texts(value: Any, name: str, depth: int) -> Iterator[tuple[str, str]]:
    """Every text of a document with the name of its attribute, keys of mappings included."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Unknown):
        if value.draft:
            yield name, value.draft
    elif isinstance(value, int) and not isinstance(value, bool):
        yield name, str(value)
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(below, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, (list, tuple)):
        for below in value:
            yield from _texts(below, name, depth + 1)


def _hidden(document: Document) -> Unknown | None:
    """Why nothing can be said to be clean: some text that people write is hidden."""
    unknown = (_unread(document.get(name), 0) for name in _FREE_TEXT)
    found = next((value for value in unknown if value), None)
    return Unknown(f"some of its text is not shown: {found.reason}") if found else None


def _unread(value: Any, depth: int) -> Unknown | None:
    """The first hidden text below a value. What only refers to something else, or is known in part, is no such text."""
    if isinstance(value, Unknown):
        return value if value == SENSITIVE or not (value.refers or value.draft) else None
    below = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    if depth > _MAX_DEPTH:
        return None
    return next((found for item in below if (found := _unread(item, depth + 1))), None)
