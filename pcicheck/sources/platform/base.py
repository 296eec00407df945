"""What the files of the platform are made of."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from msgspec import Struct

from pcicheck.yamltext import Parsed, Trouble


class File(Struct, frozen=True):
    """A file, or a text that stands in one, such as an entry of a ConfigMap."""

    path: str
    """The file on disk as the user named it, or ``-``."""
    text: str
    label: str = ""
    """What addresses call it, where that is not the path: ``ConfigMap/payments/cache:redis.conf``."""
    first_line: int = 1
    """Line of the file on disk on which the text begins."""

    @property
    def name(self) -> str:
        """The name without folders, by which people and programs know what it is for."""
        return PurePath((self.label or self.path).rpartition(":")[2] or self.path).name

    @property
    def suffix(self) -> str:
        """The ending of the name, in lower case."""
        return PurePath(self.name).suffix.lower()

    def address(self, part: str = "") -> str:
        """The address of the file, or of something in it."""
        return f"{self.label or self.path}:{part}" if part else self.label or self.path


class Part(Struct, frozen=True):
    """One native object that a file describes."""

    type: str
    """Native type: the system, a colon and what it is, such as ``envoy:listener``."""
    address: str
    """What people call it, unique where they write it once: ``Deployment/payments/api``, ``edge.yaml:listener/a``."""
    values: dict[str, Any]
    """The object as it is written."""
    line: int = 1
    end_line: int = 1
    lines: dict[str, int] = {}
    """Lines of its keys."""


__all__ = ["File", "Parsed", "Part", "Trouble"]
