"""What can be said of anything, whatever it is: its labels, its environment, and what its description gives away."""

from __future__ import annotations

from typing import Literal

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown

ENVIRONMENT = Literal["production", "pre_production"]

Places = Fact[tuple[str, ...]]
"""Attributes in which something was found, by name; never what was found."""


class DataStore(Kind, frozen=True, kw_only=True):
    """A store, queue or cache, as its labels speak of it. What it is otherwise is a thing of its own."""

    says_class: Fact[bool] = NOT_STATED
    """Whether a label says what class of data it holds."""
    says_owner: Fact[bool] = NOT_STATED
    """Whether a label says who answers for it."""
    says_scope: Fact[bool] = NOT_STATED
    """Whether a label says which category of PCI DSS scope it is in."""
    account_data: Fact[bool] = NOT_STATED
    """Whether its label says that it holds account data; ``None`` where no label speaks of its data."""
    unreadable_by: Fact[str] = NOT_STATED
    """By what card numbers in it are made unreadable, as its label declares: ``truncation``, ``tokens``,
    ``keyed_hash``, ``field_encryption``, ``platform_encryption`` (only disks, buckets or database files are encrypted)
    or ``nothing``. Unknown without a label, since no setting of a platform shows it."""


class Deployment(Kind, frozen=True, kw_only=True):
    """Something whose label says to which environment it belongs, or a path between networks that do."""

    environment: Fact[ENVIRONMENT] = NOT_STATED
    """``production`` or ``pre_production`` (development, test, staging …)."""
    uses_other: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Networks, keys, roles, clusters and accounts of the other environment that it uses or joins; empty for none.
    Unknown where what it uses does not say its environment, inapplicable where it uses nothing of that kind."""
    key_of_other: Fact[bool] = NOT_STATED
    """Whether a key that it uses belongs to the other environment. Unknown where the key does not say. Inapplicable
    where it uses no key of the customer's."""
    data_of_production: Fact[bool] = NOT_STATED
    """Whether it is filled from a copy, replica or snapshot of production. Unknown where the source does not say its
    environment. Inapplicable to what is production itself, and to what starts empty."""


class WrittenText(Kind, frozen=True, kw_only=True):
    """Everything that is written in the description of one thing: names, labels, scripts, variables, policies."""

    environment: Fact[ENVIRONMENT] = NOT_STATED
    """What its label says; ``None`` for nothing."""
    card_numbers: Places = NOT_STATED
    """Where card numbers stand: of a length and first digits that a card brand issues, with a right check digit, and
    none of the published test numbers. Unknown where nothing is found and some text is hidden."""
    test_data: Places = NOT_STATED
    """Where published test card numbers or sandbox keys of payment services stand."""
    track_data: Places = NOT_STATED
    """Where the content of a magnetic stripe, or what a chip says instead of it, stands."""
    keys: Places = NOT_STATED
    """Where private keys, and keys and tokens of clouds and services, stand: whatever their look gives away."""
