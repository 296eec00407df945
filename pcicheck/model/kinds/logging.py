"""Audit logs and where they are kept."""

from __future__ import annotations

from typing import Literal

from pcicheck.model.kinds.base import Encryption, Kind, LogStoreLink, StoreLink
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class AuditLog(Kind, frozen=True, kw_only=True):
    """A record of who did what to the cloud: CloudTrail trails and event data stores, Google Cloud audit
    configurations, Azure diagnostic settings of a subscription."""

    enabled: Fact[bool] = NOT_STATED
    """Whether it is recording now."""
    all_regions: Fact[bool] = NOT_STATED
    """Whether it records what happens in every region, also in those that are used later."""
    global_services: Fact[bool] = NOT_STATED
    """Whether services without a region, such as identity, are recorded."""
    organization: Fact[bool] = NOT_STATED
    """Whether it records every account of the organisation."""
    management_reads: Fact[bool] = NOT_STATED
    """Whether looking at resources (list, describe, get) is recorded. Unknown where only some calls are named."""
    management_writes: Fact[bool] = NOT_STATED
    """Whether making, changing and deleting resources, and signing in, is recorded."""
    excluded: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Services whose management calls are left out; empty for none."""
    object_reads: Fact[bool] = NOT_STATED
    """Whether every read of an object is recorded, in all object stores. Unknown where only some stores are named:
    whether those are the ones with account data is not in the source."""
    object_writes: Fact[bool] = NOT_STATED
    """The same for writing and deleting objects."""
    tamper_evident: Fact[bool] = NOT_STATED
    """Whether changed or deleted log files can be proved, by signed digests or by a service that keeps the record
    itself."""
    encryption: Encryption = Encryption()
    """Encryption of the record."""
    store: StoreLink = NOT_STATED
    """Object store that receives the log files; inapplicable where the service keeps the record itself."""
    log_store: LogStoreLink = NOT_STATED
    """Searchable log store that receives the events too; ``None`` for none."""
    announced: Fact[bool] = NOT_STATED
    """Whether a message is sent when log files are delivered."""


class LogStore(Kind, frozen=True, kw_only=True):
    """A searchable place for log events: a CloudWatch log group, an event data store, a Google Cloud log bucket, an
    Azure Log Analytics workspace."""

    retention_days: Fact[int] = NOT_STATED
    """Days after which events are deleted; ``None`` where they never are."""
    never_expires: Fact[bool] = NOT_STATED
    """Whether events are kept until somebody deletes them."""
    encryption: Encryption = Encryption()
    """Encryption of the events."""


class LogPolicy(Kind, frozen=True, kw_only=True):
    """A policy of its own that lets others write to, or read from, log stores."""

    public: Fact[bool] = NOT_STATED
    """Whether it lets anyone do something. Unknown where the policy is."""


class LogMasking(Kind, frozen=True, kw_only=True):
    """A policy that finds sensitive data in log events and can hide it from readers."""

    reach: Fact[Literal["account", "store"]] = NOT_STATED
    """Whether it holds for every log store of the account or for one."""
    store: LogStoreLink = NOT_STATED
    """The log store that it holds for; ``None`` for all."""
    finds: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Data that it looks for: ``card_number``, ``card_expiry``, ``card_code`` or the provider's own name."""
    hides: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Data that readers without a special right see masked; a part of ``finds``."""


class DnsZone(Kind, frozen=True, kw_only=True):
    """A zone of names that a service answers for."""

    public: Fact[bool] = NOT_STATED
    """Whether the internet can ask it; else it answers inside named networks only."""
    queries_logged: Fact[bool] = NOT_STATED
    """Whether its queries are logged. Inapplicable to zones whose queries the network's resolver logs."""
    log_store: LogStoreLink = NOT_STATED
    """Log store that receives the queries; ``None`` for none."""
