"""Logs, traces and measures on their way through collectors and shippers."""

from __future__ import annotations

from typing import Literal

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown

CardBrand = Literal["Visa", "Mastercard", "American Express", "Discover", "JCB"]


class Telemetry(Kind, frozen=True, kw_only=True):
    """What leaves a collector or shipper at one place: one exporter of one pipeline, one output, one sink."""

    signal: Fact[Literal["logs", "traces", "metrics", "mixed"]] = NOT_STATED
    """What flows; ``mixed`` where the place takes whatever comes."""
    cards_pass: Fact[tuple[CardBrand | Unknown, ...]] = NOT_STATED
    """Brands whose card numbers get through, because nothing on the way masks them, because they are only hashed
    without a key (which trying all numbers undoes), or because the patterns miss some usual way of writing them:
    digits alone, with blanks, with hyphens. Empty where all are masked wherever they stand. Unknown where programs
    or parts that nobody can read here decide, or where only some fields are looked at. Inapplicable where nothing
    leaves."""
    prints_everything: Fact[bool] = NOT_STATED
    """Whether it prints every record with all its contents to the collector's own output."""
