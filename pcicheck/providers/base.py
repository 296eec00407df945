"""What adapters are, and what they need to make resources."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds import Kind
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown

Adapter = Callable[[Document], Iterator[Resource]]
"""Turns one native document, its side-cars folded in, into neutral resources."""


class Row(Struct, frozen=True):
    """One native type in a provider's table."""

    adapter: str
    """``module:function``, resolved when the type is first met."""
    kinds: tuple[str, ...]
    """Kinds that the adapter makes."""


class SideCar(Struct, frozen=True):
    """A native type that only says more about another one."""

    path: str
    """Attribute that refers to the owner."""
    owners: tuple[str, ...]
    """Native types that can own it; an owner that is not in the plan is taken to be of the first."""
    several: bool = False
    """Whether one owner has many of them that stand apart, such as grants: without the owner each is judged alone."""
    formerly: str = ""
    """The attribute that referred to the owner in an earlier version of the provider."""


class Theme(Struct, frozen=True):
    """The table of one theme of one provider. Strings only: nothing is imported until it is needed."""

    adapters: dict[str, Row]
    """Native types that become resources."""
    sidecars: dict[str, SideCar] = {}
    """Native types that are folded into others."""
    helpers: tuple[str, ...] = ()
    """Native types, such as policy documents, that are only read through references."""


def resource(
    document: Document,
    facts: Kind,
    *,
    part: str = "",
    labels: dict[str, str] | None = None,
    names: tuple[str | None | Unknown, ...] = (),
) -> Resource:
    """A resource made of ``document``.

    ``part`` tells several resources of one document apart (``aws_elb.a`` + ``443`` is ``aws_elb.a#443``).
    ``names`` are further names that links may use; unknown and unset ones are left out.
    """
    return Resource(
        facts=facts,
        address=f"{document.address}#{part}" if part else document.address,
        provider=document.provider,
        native_type=document.type,
        native_address=document.address,
        origin=document.origin,
        account=document.account,
        holds_in=document.holds_in,
        region=document.region,
        labels=labels or {},
        related=document.related,
        lines=document.lines,
        names=tuple(name for name in names if isinstance(name, str)),
    )


def known_texts(block: Block, *paths: str) -> dict[str, str]:
    """The mappings at ``paths`` laid over each other, with the entries whose values are known."""
    merged: dict[str, str] = {}
    for path in paths:
        mapping = block.get(path)
        if isinstance(mapping, dict):
            merged |= {str(key): str(value) for key, value in mapping.items() if isinstance(value, (str, int, bool))}
    return merged
