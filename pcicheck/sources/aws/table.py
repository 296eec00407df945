"""The tables of AWS services: which operations list, which ask for more, and which right each needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from pcicheck.sources.live.feeding import is_fed


class Detail(Struct, frozen=True):
    """One call for each thing of a list, where no operation tells it of all at once."""

    part: str
    """Name by which shapes find the answer."""
    operation: str
    """Method of the client in snake case, such as ``get_bucket_encryption``."""
    params: dict[str, str]
    """Parameter to a JMESPath expression on the listed item; ``@id`` is its id."""
    permission: str
    """The right that it needs, such as ``s3:GetEncryptionConfiguration``."""
    answer: str = ""
    """JMESPath of what is kept of the response; empty for all of it."""
    absent: tuple[str, ...] = ()
    """Error codes that mean: not configured."""
    when: str = ""
    """JMESPath on the item: the call is made only where it is true. ``parts`` holds what earlier details answered."""
    constant: dict[str, object] = {}
    """Further parameters that are always the same; ``@account`` stands for the id of the account."""
    feeds: tuple[str, ...] = ()
    """All that it decides, as ``kind.fact`` or ``kind.*``; empty where that is much of what is said of the thing."""


class Join(Struct, frozen=True):
    """What things that were listed before say of the things of a list."""

    type: str
    """The type of those that say it."""
    key: str
    """JMESPath on them: which thing they speak of."""
    of: str
    """JMESPath on the item that they speak of: the same, from its side."""
    says: str
    """JMESPath on them: what they say."""


class Listing(Struct, frozen=True):
    """One operation that lists things of a type, and the calls that follow."""

    type: str
    """The Terraform type of the same thing."""
    operation: str
    """Method of the client in snake case, such as ``list_buckets``."""
    items: str
    """JMESPath of the listed things in the response; lists in lists are flattened, texts become ``{"id": text}``."""
    id: str
    """JMESPath of the id in an item. An ARN where there is one."""
    permission: str
    details: tuple[Detail, ...] = ()
    params: dict[str, object] = {}
    """Parameters that are always the same; ``@account`` stands for the id of the account, wherever it is in them."""
    each: str = ""
    """Type whose things are gone through, one call for each; ``from_each`` says how."""
    from_each: dict[str, str] = {}
    """Parameter to JMESPath on the item of ``each``, lists of them for batches of ``batch``."""
    batch: int = 0
    """How many ids one call takes, where it takes several; the parameter of ``from_each`` is then a list."""
    keep: dict[str, str] = {}
    """Name to JMESPath on the item of ``each``: what is written into every item found through it."""
    single: bool = False
    """Whether the response is about one thing of the account, such as its password policy."""
    absent: tuple[str, ...] = ()
    """Error codes that mean: there is none."""
    otherwise: dict[str, object] | None = None
    """Item that stands for a thing of which the operation says so, where having none is an answer too."""
    covers: tuple[str, ...] = ()
    """Further Terraform types that things of the same list can be; their shape tells them apart."""
    used_by: dict[str, str] = {}
    """Type to JMESPath of the names that its items use: what none of them names is left out."""
    name: str = ""
    """JMESPath of the name in an item by which ``used_by`` knows it; the id where it is empty."""
    joined: dict[str, Join] = {}
    """Name to what is written into each item as a list of that name, as far as those who say it are known."""
    region: str = ""
    """JMESPath of the region in an item, where one list tells of all regions."""
    common: dict[str, str] = {}
    """Parameter to JMESPath on the items of ``each`` that all things of one batch must have in common."""
    silent: bool = False
    """Whether it only leads on to other listings; its type is then a name of ours."""
    part: str = ""
    """Part of the things of its type, listed before, that it tells of in bulk: shapes get all items about a thing."""
    prepare: str = ""
    """Operation that makes the answer ready: called until its ``State`` is ``COMPLETE``."""
    prepare_permission: str = ""
    """The right that this needs."""
    feeds: tuple[str, ...] = ()
    """All that a ``part`` decides, as that of a detail does."""

    @property
    def leading(self) -> set[str]:
        """Types that must be listed before."""
        return {self.each, *self.used_by, *(join.type for join in self.joined.values())} - {""}

    @property
    def types(self) -> tuple[str, ...]:
        """Every Terraform type that the list tells of."""
        return () if self.silent else (self.type, *self.covers)

    def details_for(self, facts: Collection[str]) -> tuple[Detail, ...]:
        """The details that decide some facts, and those on which it rests whether these are asked; empty for all."""
        asked = [detail for detail in self.details if is_fed(detail.feeds, facts)]
        for detail in asked:  # grows on the way
            asked += [d for d in self.details if f"parts.{d.part}" in detail.when and d not in asked]
        return tuple(detail for detail in self.details if detail in asked)

    def parts_without(self, facts: Collection[str]) -> Iterator[str]:
        """The parts that a collection leaves out which is narrowed to some facts."""
        asked = self.details_for(facts)
        yield from (detail.part for detail in self.details if detail not in asked)
        if self.part and not is_fed(self.feeds, facts):
            yield self.part


class Service(Struct, frozen=True):
    """A service with everything that is asked of it."""

    client: str
    """Name of the client, such as ``s3``."""
    listings: tuple[Listing, ...]
    everywhere: bool = True
    """Whether it is asked in each region; otherwise once for the account."""
    home: str = ""
    """Region that answers for a service without regions, where it is not the usual one."""
    regions: tuple[str, ...] = ()
    """Regions that have it, where botocore knows of none."""
