"""How assets of Google Cloud become documents in Terraform's form, beyond what all clouds share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pcicheck.model.value import Unknown
from pcicheck.sources.shapes import Shape, Values, at, put, reshape, snake

UNTOLD = Unknown("Cloud Asset Inventory does not tell")
_OWN_WORDS = frozenset(
    {
        "annotations",
        "buildEnvironmentVariables",
        "databaseFlags",
        "envVariables",
        "environmentVariables",
        "labels",
        "metadata",
        "resourceLabels",
        "substitutions",
        "tags",
        "userLabels",
    }
)
_LEVELS = {
    "projects": "project",
    "folders": "folder",
    "organizations": "organization",
    "billingAccounts": "billing_account",
}


class Part(NamedTuple):
    """A further document that an asset holds inside, because Terraform has a resource of its own for it."""

    name: str
    """What stands behind the name of the asset."""
    type: str
    values: Values


class AssetShape(Shape, frozen=True):
    """How one type of asset becomes Terraform types."""

    also: tuple[str, ...] = ()
    """Further Terraform types that it can become; ``pick`` says which it is."""
    pick: Callable[[Values], str] | None = None
    """The Terraform type by its values, whose ``id`` is the relative name; empty for what is no such thing."""
    parts: Callable[[Values], Iterator[Part]] | None = None
    """What it holds that Terraform has as resources of their own, from its values in Terraform's form."""
    made: tuple[str, ...] = ()
    """Terraform types of its parts."""
    block: str = ""
    """For an asset that Terraform writes as a block inside another: the attribute of ``type`` that takes it."""

    @property
    def types(self) -> tuple[str, ...]:
        """Every Terraform type that it can become or hold."""
        return tuple(name for name in (self.type, *self.also, *self.made) if name)


def shaped(shape: AssetShape, data: Values, name: str) -> tuple[str, Values]:
    """The Terraform type, empty for none, and the values of an asset whose relative name is given."""
    values = snake(data, _OWN_WORDS)
    values["id"] = name
    kind = shape.type if shape.pick is None else shape.pick(values)
    return kind, reshape(shape, values) if kind or shape.parts else values


def by_level(pattern: str) -> Callable[[Values], str]:
    """A pick: ``{}`` in a type stands for what the asset belongs to."""
    return lambda values: pattern.format(_LEVELS.get(str(values["id"]).partition("/")[0], "project"))


def levels(pattern: str, *names: str) -> tuple[str, ...]:
    """The types that ``by_level`` can pick, the one for projects aside."""
    return tuple(pattern.format(name) for name in names or ("folder", "organization"))


def regional(world: str, region: str) -> Callable[[Values], str]:
    """A pick between the type of global things and that of things in a region."""
    return lambda values: region if "/regions/" in str(values["id"]) else world


def tail(value: Any) -> Any:
    """The last part of a name."""
    return value.rpartition("/")[2] if isinstance(value, str) else value


def above(name: str, steps: int = 2) -> str:
    """The name of what something belongs to."""
    return "/".join(name.split("/")[:-steps])


def renamed(values: Values, **names: str) -> None:
    """Move attributes from the API's names to Terraform's, where they are there."""
    for new, old in names.items():
        if old in values:
            values[new] = values.pop(old)


def lowered(values: Values, *paths: str) -> None:
    """Texts in small letters, as Terraform has them."""
    for path in paths:
        found = at(values, path)
        if isinstance(found, str):
            put(values, path, found.lower())


def items_of(listed: Any) -> list[Values]:
    """The objects of a list."""
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def metadata_of(value: Any) -> Any:
    """Metadata of Compute Engine as a map; what is none already."""
    if not isinstance(value, dict) or (value and "items" not in value and "fingerprint" not in value):
        return value or {}
    return {item["key"]: item.get("value", "") for item in items_of(value.get("items")) if "key" in item}


def kms_block(values: Values, *paths: str) -> None:
    """Encryption blocks of Compute Engine, whose supplied keys show only by their digest."""
    for path in paths:
        key = at(values, path)
        if isinstance(key, dict):
            renamed(key, kms_key_self_link="kms_key_name")
            supplied = key.get("raw_key") or key.get("rsa_encrypted_key") or key.get("sha256")
            if supplied and not key.get("kms_key_self_link"):
                key["raw_key"] = supplied


def only_shapes(shapes: Iterable[tuple[str, AssetShape]]) -> dict[str, AssetShape]:
    """A table, each type of asset once."""
    found: dict[str, AssetShape] = {}
    for name, shape in shapes:
        if name in found:
            raise AssertionError(f"{name} is shaped twice")
        found[name] = shape
    return found
