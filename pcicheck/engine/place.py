"""Where in its file a failing resource goes wrong, as far as the rule's remedy tells."""

from __future__ import annotations

import re

import msgspec

from pcicheck.model.origin import Origin
from pcicheck.model.resource import Resource
from pcicheck.rulebook.rule import Rule

_WORD = re.compile(r"[A-Za-z][\w.-]*\w")
_words: dict[tuple[str, str], list[str]] = {}


def place_of(rule: Rule, resource: Resource) -> Origin | None:
    """The origin with the first attribute that the remedy names and the resource writes; ``None`` for no such."""
    key = (rule.id, resource.native_type)
    if key not in _words:
        _words[key] = _WORD.findall(rule.fix.by_type.get(resource.native_type, ""))
    for word in _words[key]:
        if word in resource.lines:
            return msgspec.structs.replace(resource.origin, attribute=word, attribute_line=resource.lines[word])
    return None
