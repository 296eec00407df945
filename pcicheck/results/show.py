"""Facts as they appear in a finding: plain JSON, masked and of bounded size."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pcicheck.model.link import Link
from pcicheck.model.ports import Ports
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.results.masking import mask

_MOST_ELEMENTS = 50
_MOST_CHARACTERS = 500


def plain(value: Any) -> Any:
    """A fact as JSON. Unknown and inapplicable facts say why; lists and texts are cut where they are long."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return mask(value if len(value) <= _MOST_CHARACTERS else value[:_MOST_CHARACTERS] + "…")
        case Unknown(reason=reason):
            return {"unknown": mask(reason)}
        case Inapplicable(reason=reason):
            return {"not_applicable": reason}
        case Link(target=target):
            return mask(target)
        case Ports():
            return str(value)
        case tuple() | list():
            shown = [plain(item) for item in value[:_MOST_ELEMENTS]]
            return shown if len(value) <= _MOST_ELEMENTS else [*shown, f"… {len(value) - _MOST_ELEMENTS} more"]
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case Struct():
            return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return mask(str(value))


def words(value: Any) -> str:
    """A fact, already plain, as words in a sentence."""
    match value:
        case None:
            return "not set"
        case bool():
            return "true" if value else "false"
        case []:
            return "none"
        case list():
            shown = ", ".join(words(item) for item in value[:3])
            return shown if len(value) <= 3 else f"{shown} and {len(value) - 3} more"
        case {"unknown": reason}:
            return f"unknown ({reason})"
        case {"not_applicable": reason}:
            return f"not applicable ({reason})"
        case dict():
            return "{" + ", ".join(f"{key}: {words(item)}" for key, item in value.items()) + "}"
    return str(value)
