"""What a collection, or the rights for one, are narrowed to."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct


class Only(Struct, frozen=True, kw_only=True):
    """What is asked for. Each field that is empty stands for everything."""

    types: Collection[str] = ()
    """Native types, as Terraform names them."""
    facts: Collection[str] = ()
    """Facts that the answers about things of these types are for, as ``kind.fact``, or ``kind.*`` for all of a kind."""
    rules: Collection[str] = ()
    """Ids of the rules that all this is for."""


EVERYTHING = Only()
