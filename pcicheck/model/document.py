"""A native document as it came, and a three-valued way to read it.

Sources make documents; adapters read them through ``Block``. Every reader answers with the value, with
``Unknown`` where the source has none, or with the default that the *adapter* states, which must be the
provider's documented one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from pcicheck.model.link import Link
from pcicheck.model.value import Unknown

if TYPE_CHECKING:
    from pcicheck.model.origin import Origin

_PLACEHOLDER = re.compile(r"\$\{([^{}:]+?)(?:\.[\w-]+)?\}")
"""What stands for an unknown in the draft of a text."""
_TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")
_TRUE = {"true", "1", "enabled", "yes", "on"}
_FALSE = {"false", "0", "disabled", "no", "off"}


def known_in_part(value: Unknown) -> bool:
    """Whether some of a text stands there, so that it cannot be empty or null."""
    return bool(value.draft and _PLACEHOLDER.sub("", value.draft).strip())


class Block:
    """One block of a native document: a mapping whose values may be unknown.

    A path such as ``"encryption_info.encryption_in_transit.in_cluster"`` goes through single nested blocks,
    written as a list of one or as a mapping. An absent or null step gives the default, an unknown step gives
    that ``Unknown``.
    """

    __slots__ = ("values",)

    def __init__(self, values: dict[str, Any] | Unknown) -> None:
        self.values = values

    def get(self, path: str, default: Any = None) -> Any:
        """The raw value at ``path``: JSON, ``Unknown``, or ``default`` where absent or null."""
        value: Any = self.values
        if "." not in path and isinstance(value, dict):  # the common case, a third of the time of a scan
            found = value.get(path)
            return default if found is None else found
        for name in path.split("."):
            if isinstance(value, list):
                value = value[0] if value else None
            if not isinstance(value, dict):
                return value if isinstance(value, Unknown) else default
            value = value.get(name)
            if value is None:
                return default
        return value

    def json(self, path: str) -> Any:
        """The JSON that a text holds, decoded; data that is no text is taken as it is. ``None`` where unset.

        Of a text that is known in part, what is not known becomes ``Unknown`` where it is a whole value, and stays
        in place as ``${address.attribute}`` inside a longer text. ``Unknown`` where the text is no JSON.
        """
        value = self.get(path)
        if isinstance(value, Unknown) and value.draft:
            decoded = _decoded(value.draft)
            return value if isinstance(decoded, Unknown) else _without_placeholders(decoded, value)
        return _decoded(value) if isinstance(value, str) and value else value or None

    def has(self, path: str) -> bool | Unknown:
        """Whether something is written at ``path``: not absent, null, empty text or an empty list."""
        value = self.get(path)
        if isinstance(value, Unknown):
            return True if known_in_part(value) else value
        return value not in (None, "", [], {})

    def flag(self, path: str, default: bool | None | Unknown = None) -> bool | None | Unknown:
        """A boolean; texts such as ``"true"``, ``"Enabled"`` and ``"0"`` are read as what they mean."""
        value = self.get(path, default)
        if isinstance(value, str):
            word = value.strip().lower()
            if word in _TRUE:
                return True
            if word in _FALSE:
                return False
            return Unknown(f"{path} is neither true nor false")
        if value is None or isinstance(value, (bool, Unknown)):
            return value
        return Unknown(f"{path} is not a boolean") if not isinstance(value, (int, float)) else bool(value)

    def text(self, path: str, default: str | None | Unknown = None) -> str | None | Unknown:
        """A text; numbers are written out, an empty text counts as unset."""
        value = self.get(path, default)
        if value is None or isinstance(value, Unknown):
            return value
        if isinstance(value, (dict, list)):
            return Unknown(f"{path} is not a text")
        return str(value) or default

    def number(self, path: str, default: float | None | Unknown = None) -> float | None | Unknown:
        """A number, also when written as text. Whole numbers come as ``int``."""
        value = self.get(path, default)
        if isinstance(value, str):
            if not value.strip():
                return default
            try:
                value = float(value)
            except ValueError:
                return Unknown(f"{path} is not a number")
            return int(value) if value.is_integer() else value
        if value is None or isinstance(value, (int, float, Unknown)):
            return value
        return Unknown(f"{path} is not a number")

    def texts(self, path: str, default: Sequence[str] = ()) -> tuple[str | Unknown, ...] | Unknown:
        """A list of texts in the order written, unknown elements kept; a single text is a list of one."""
        value = self.get(path, default)
        if isinstance(value, Unknown):
            return value
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, (list, tuple)):
            return Unknown(f"{path} is not a list")
        return tuple(item if isinstance(item, Unknown) else str(item) for item in value if item is not None)

    def blocks(self, path: str) -> tuple[Block, ...] | Unknown:
        """Nested blocks; an unknown element is a block in which everything is unknown."""
        value = self.get(path)
        if isinstance(value, Unknown):
            return value
        if isinstance(value, dict):
            return (Block(value),)
        if not isinstance(value, list):
            return ()
        return tuple(Block(item) for item in value if isinstance(item, (dict, Unknown)))

    def block(self, path: str) -> Block | None | Unknown:
        """The single nested block at ``path``; ``None`` where there is none."""
        blocks = self.blocks(path)
        if isinstance(blocks, Unknown):
            return blocks
        return blocks[0] if blocks else None


def decoded(text: str) -> Any:
    """JSON; commas before a closing bracket are let pass, as what they hold is plain enough to judge."""
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub("", text))


def _decoded(text: str) -> Any:
    try:
        return decoded(text)
    except (ValueError, RecursionError):
        return Unknown("the text is not valid JSON")


def _without_placeholders(value: Any, unknown: Unknown) -> Any:
    if isinstance(value, str) and (match := _PLACEHOLDER.fullmatch(value)):
        named = next((name for name in (value[2:-1], match[1]) if name in unknown.refers), None)
        return Unknown(unknown.reason, (named,) if named else ())
    if isinstance(value, list):
        return [_without_placeholders(item, unknown) for item in value]
    if isinstance(value, dict):
        return {name: _without_placeholders(item, unknown) for name, item in value.items()}
    return value


class Surroundings(Protocol):
    """What a document can ask of the source that it came from."""

    def follow(self, document: Document, path: str, types: Sequence[str]) -> list[Document]:
        """Documents that the attribute at ``path`` refers to, by expression or by literal name."""

    def names(self, document: Document, path: str) -> list[str]:
        """Addresses that the expression at ``path`` refers to, found or not; empty for a literal."""

    def of_type(self, native_type: str) -> Sequence[Document]:
        """Every document of a native type in the same input, for settings that hold for a whole account."""


class Document(Block):
    """One native object as it came, with its origin and its side-cars."""

    __slots__ = (
        *("account", "address", "holds_in", "lines", "origin", "provider", "region", "sidecars", "surroundings"),
        "type",
    )

    def __init__(
        self,
        values: dict[str, Any] | Unknown,
        *,
        type: str,  # noqa: A002
        address: str,
        provider: str,
        origin: Origin,
        surroundings: Surroundings,
        region: str | None = None,
        account: str | None = None,
    ) -> None:
        super().__init__(values)
        self.type = type
        self.address = address
        self.provider = provider
        self.origin = origin
        self.surroundings = surroundings
        self.region = region
        self.account = account
        self.holds_in: tuple[str, ...] | None = None
        """Accounts in which it holds, where it stands above them; ``None`` where ``account`` says so."""
        self.lines: dict[str, int] = {}
        """Lines of the attributes inside the document's file, where the source knows them."""
        self.sidecars: dict[str, list[Document]] = {}

    def sidecar(self, *types: str) -> Document | None:
        """The side-car of one of the types, the first where several were written."""
        return next(self.all_sidecars(*types), None) if self.sidecars else None

    def all_sidecars(self, *types: str) -> Iterator[Document]:
        """All side-cars of the types, in the order of the types and of the plan."""
        for kind in types:
            yield from self.sidecars.get(kind, ())

    @property
    def related(self) -> tuple[str, ...]:
        """Addresses of all side-cars."""
        return tuple(doc.address for docs in self.sidecars.values() for doc in docs)

    def follow(self, path: str, *types: str) -> Document | None:
        """The document that the attribute refers to, of one of ``types`` (any when none is given)."""
        found = self.surroundings.follow(self, path, types)
        return found[0] if found else None

    def follow_all(self, path: str, *types: str) -> list[Document]:
        """All documents that the attribute refers to, of one of ``types`` (any when none is given)."""
        return self.surroundings.follow(self, path, types)

    def link(self, path: str, kind: str = "", *types: str) -> Link | None | Unknown:
        """The attribute as a link: to the resource it refers to, or by the literal name it holds.

        ``None`` where the attribute is unset, ``Unknown`` where it has a value that nobody can follow yet.
        """
        value = self.get(path)
        if value is None or value == "":
            return None
        followed = self.surroundings.follow(self, path, types)
        if followed:
            return Link(followed[0].address, kind)
        if isinstance(value, str):
            return Link(value, kind)
        referred = self.surroundings.names(self, path)
        return (
            Link(referred[0], kind)
            if referred
            else value
            if isinstance(value, Unknown)
            else Unknown(f"{path} is not a reference")
        )
