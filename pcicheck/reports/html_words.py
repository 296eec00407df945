"""Values in the HTML report, as a person reads them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pcicheck.model.origin import Origin

_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """``text`` with control and direction characters written out, so that nothing hides."""
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def fact(value: Any) -> str:
    """An observed fact, already plain, in full."""
    match value:
        case None:
            return "not set"
        case bool():
            return "true" if value else "false"
        case "":
            return "empty text"
        case [] | {} if not value:
            return "none"
        case list():
            return ("\n" if any(isinstance(item, dict) for item in value) else ", ").join(map(fact, value))
        case {"unknown": reason}:
            return f"unknown: {reason}"
        case {"not_applicable": reason}:
            return f"not applicable: {reason}"
        case dict():
            return "; ".join(f"{key}: {fact(item)}" for key, item in value.items())
    return str(value)


def facts(observed: Any) -> list[tuple[str, str]]:
    """The facts of a finding: path and value."""
    if isinstance(observed, dict):
        return [(str(path), fact(value)) for path, value in observed.items()]
    return [("", fact(observed))] if observed is not None else []


def place(origin: Origin) -> str:
    """Where a person finds the thing: file and lines, else the call that answered."""
    if origin.file is not None:
        lines = "" if origin.line is None else f":{origin.line}"
        if origin.line is not None and origin.end_line not in (None, origin.line):
            lines += f"\N{EN DASH}{origin.end_line}"
        if origin.attribute_line is not None:
            lines += f" ({origin.attribute} in line {origin.attribute_line})"
        return ("standard input" if origin.file == "-" else origin.file) + lines
    call = " ".join(part for part in (origin.operation, origin.time) if part)
    who = f" as {origin.identity}" if origin.identity else ""
    return (call or origin.source) + who


def moment(iso: str) -> str:
    """A UTC time as a person writes it; anything else as it stands."""
    try:
        time = dt.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{time.day} {time:%B %Y, %H:%M:%S} UTC"


def size(count: int) -> str:
    """Bytes in a round unit."""
    if count < 1000:
        return f"{count} bytes"
    amount, unit = float(count), ""
    for unit in ("kB", "MB", "GB", "TB"):  # noqa: B007 - the last one is used
        amount /= 1000
        if amount < 999.95:
            break
    return f"{amount:.1f} {unit}"


def number(count: int) -> str:
    """A count with thousands set apart."""
    return f"{count:,}"


def capital(text: str) -> str:
    """``text`` with a capital letter to begin with, the rest as it stands."""
    return text[:1].upper() + text[1:]
