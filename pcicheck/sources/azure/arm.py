"""What the tables of Azure Resource Manager's types are made of.

ARM leaves out what nobody set. Where Microsoft's template reference documents the same default as ``azurerm`` has,
nothing need be said; elsewhere a table says that the attribute is unstated, so that it becomes unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import field

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.sources.shapes import Shape, Values, at, put

_VERSION = re.compile(r"\d{4}-\d\d-\d\d")
_NO_FLAG = Unknown("the setting is neither on nor off")


class ArmShape(Shape, frozen=True):
    """How one ARM type becomes a type of ``azurerm``."""

    turned: dict[str, str] = field(default_factory=dict)
    """Terraform's flag to the path of ARM's flag that says the contrary."""
    parents: tuple[str, ...] = ()
    """Terraform attributes that name the parent: its id, or its name where they end so."""
    above: str = ""
    """End of the parent's id that leads only to a service of the real parent, such as ``/blobServices/default``."""
    dated: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Terraform paths whose default is certain only from one API version on, and before another."""
    pick: Callable[[Values], str] | None = None
    """Terraform type by the values, where ``type`` cannot say; empty where they do not tell."""
    picks: tuple[str, ...] = ()
    """Types beside ``type`` that ``pick`` may name."""
    unclear: str = ""
    """What is missing where ``pick`` cannot tell."""
    part_of: tuple[str, ...] = ()
    """Terraform types that have this inside; then it is no thing of its own."""
    inside: tuple[str, ...] = ()
    """Terraform types that have this inside where its parent is of such a type; else it is a thing of its own."""
    gives: tuple[str, ...] = ()
    """Attributes that a part gives to what it is a part of."""
    own_words: bool = False
    """Whether the names of its properties may be the owner's own words; then ``more`` finds them as they are."""

    @property
    def types(self) -> frozenset[str]:
        """Every Terraform type that its things can become, or be a part of."""
        return frozenset((self.type, *self.picks, *self.part_of, *self.inside))


class Partly(dict[str, Any]):
    """Values of which only some are known: all the others are unknown for one reason."""

    def __init__(self, known: Mapping[str, Any], why: Unknown) -> None:
        super().__init__(known)
        self.why = why

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a name; unknown where it is not among the known ones."""
        return super().get(key, self.why)


def certain(version: str, first: str, before: str) -> bool:
    """Whether an API version lies where a default is documented."""
    return _VERSION.match(version) is not None and first <= version[:10] and (not before or version[:10] < before)


def turned(values: Values, path: str) -> bool | None | Unknown:
    """The contrary of a flag; ``None`` where it is not written."""
    value = at(values, path)
    flag = Block({"flag": value}).flag("flag") if value is not None else None
    return not flag if isinstance(flag, bool) else flag


def each(value: Any, made: Callable[[Values], Any]) -> Any:
    """What becomes of each mapping of a list; what is unknown stays so, and ``None`` is an empty list."""
    if isinstance(value, Unknown):
        return value
    items = value if isinstance(value, list) else []
    return [item if isinstance(item, Unknown) else made(item) for item in items if isinstance(item, (dict, Unknown))]


def flat(item: Values) -> Values:
    """An inner resource with its properties beside its name."""
    properties = item.get("properties")
    if isinstance(properties, Unknown):
        return Partly({name: value for name, value in item.items() if name != "properties"}, properties)
    return {**(properties if isinstance(properties, dict) else {}), **item}


def ids(value: Any) -> Any:
    """The ids of a list of references."""
    return each(value, lambda item: item.get("id"))


def tail(value: Any) -> Any:
    """The name at the end of an id."""
    if isinstance(value, Unknown):
        last = value.draft.rstrip("/").rpartition("/")[2]
        return last if last and "${" not in last and "}" not in last else value
    return value.rstrip("/").rpartition("/")[2] if isinstance(value, str) else value


def names(value: Any) -> Any:
    """The names at the ends of a list of references."""
    found = ids(value)
    return found if isinstance(found, Unknown) else [tail(item) for item in found]


def named(values: Values, path: str) -> Any:
    """The name at the end of the reference at a path."""
    return tail(at(values, f"{path}.id"))


def key_address(vault: Any, name: Any) -> Any:
    """The address of a key from that of its vault and its name; ``None`` without a name."""
    if name is None or isinstance(name, Unknown):
        return name
    start = vault.rstrip("/") if isinstance(vault, str) else ""
    return f"{start}/keys/{name}".lstrip("/")


def customer_key(values: Values, path: str, source: str, vault: str, name: str) -> Any:
    """The address of the customer's key where ARM's ``keySource`` says Key Vault."""
    chosen = at(values, f"{path}.{source}")
    if isinstance(chosen, Unknown):
        return chosen
    if str(chosen).lower() != "microsoft.keyvault":
        return None
    return key_address(at(values, f"{path}.{vault}"), at(values, f"{path}.{name}")) or Unknown("no key is named")


def switched(value: Any) -> bool | Unknown | None:
    """A flag in any of ARM's spellings; ``None`` where it is not written."""
    return None if value is None else Block({"flag": value}).flag("flag")


def put_some(values: Values, found: Mapping[str, Any]) -> None:
    """Write what is there at paths."""
    for path, value in found.items():
        if value is not None:
            put(values, path, value)


def first_unknown(items: Any) -> Unknown | None:
    """The first unknown of a list, which adapters are not asked to look for."""
    return next((item for item in items if isinstance(item, Unknown)), None) if isinstance(items, list) else None
