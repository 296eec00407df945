"""Text that is safe on a terminal: no control characters, whatever a resource is called."""

from __future__ import annotations


def printable(text: str) -> str:
    """``text`` with everything unprintable written out, tabs and line ends included."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
