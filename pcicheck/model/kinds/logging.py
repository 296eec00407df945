"""Audit logs and where they are kept."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

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
    all_services: Fact[bool] = NOT_STATED
    """Whether what it says holds for every service. Inapplicable to a part that only adds something for one."""
    data_reads: Fact[bool] = NOT_STATED
    """Whether reading data is recorded in every service. Inapplicable to a part that speaks of one service."""
    data_writes: Fact[bool] = NOT_STATED
    """The same for changing data."""
    exempted: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Users whose actions are left out; empty for nobody."""
    security_events: Fact[bool] = NOT_STATED
    """Whether alerts, security events and decisions of policies are recorded beside administration. Inapplicable
    where they are not chosen apart."""
    retention_days: Fact[int] = NOT_STATED
    """Days after which its own settings delete the record; ``None`` where they never do. Inapplicable where only
    the place says so to which it is sent."""
    never_expires: Fact[bool] = NOT_STATED
    """Whether its own settings keep the record for ever."""


class LogStore(Kind, frozen=True, kw_only=True):
    """A searchable place for log events: a CloudWatch log group, an event data store, a Google Cloud log bucket, an
    Azure Log Analytics workspace."""

    retention_days: Fact[int] = NOT_STATED
    """Days after which events are deleted; ``None`` where they never are."""
    never_expires: Fact[bool] = NOT_STATED
    """Whether events are kept until somebody deletes them."""
    encryption: Encryption = Encryption()
    """Encryption of the events."""
    locked: Fact[bool] = NOT_STATED
    """Whether its retention cannot be shortened any more, nor the store be deleted while it holds events."""
    public_query: Fact[bool] = NOT_STATED
    """Whether its service answers queries from the internet, from whoever can sign in."""


CARRIES = Literal["administration", "data_access", "system_events", "refusals"]
"""Sorts of audit events: what administrators do, who reads and changes data, what the platform itself does, and what
policies refuse. A route has a name only if it lets every such event through."""


class LogRoute(Kind, frozen=True, kw_only=True):
    """Something that sends the log events of an account or of a resource to a place where they are kept: Google
    Cloud sinks, Azure diagnostic settings of resources, query logging of resolvers."""

    purpose: Fact[Literal["account", "resource", "names"]] = NOT_STATED
    """Whose events it sends: those of an account or an organisation, of one resource, or queries for names."""
    enabled: Fact[bool] = NOT_STATED
    """Whether it sends log events now. False where it sends only measures."""
    everything: Fact[bool] = NOT_STATED
    """Whether it sends every log event of its scope."""
    carries: Fact[tuple[CARRIES, ...]] = NOT_STATED
    """Audit events that it sends completely, after its exclusions. Unknown where its filter is, or cannot be read."""
    audit_events: Fact[bool] = NOT_STATED
    """Whether the audit events of its resource are among what it sends. Unknown where the source does not tell which
    of the resource's categories those are."""
    drops_audit: Fact[bool] = NOT_STATED
    """Whether an exclusion throws audit events away that its filter lets through."""
    children: Fact[bool] = NOT_STATED
    """Whether it takes in the accounts below its folder or organisation. Inapplicable to a single account."""
    store: StoreLink = NOT_STATED
    """Object store that receives the events. Inapplicable where they go somewhere else."""
    log_store: LogStoreLink = NOT_STATED
    """Searchable log store that receives them. Inapplicable where they go somewhere else."""


class LogExclusion(Kind, frozen=True, kw_only=True):
    """A filter that throws log events away before any log store of the account keeps them."""

    active: Fact[bool] = NOT_STATED
    """Whether it is in force."""
    drops_audit: Fact[bool] = NOT_STATED
    """Whether it throws audit events away. Found by putting sample events to the filter."""


class TimeServer(Struct, frozen=True):
    """A server that machines are told to take the time from."""

    address: str
    """Its address or name."""
    place: Literal["platform", "inside", "outside"]
    """Whether it is the cloud's own, in a private network, or on the internet."""


class TimeSetting(Kind, frozen=True, kw_only=True):
    """What machines of a network are told about the time: DHCP options."""

    servers: Fact[tuple[TimeServer | Unknown, ...]] = NOT_STATED
    """Time servers that machines are given; empty for none, so that their images decide."""


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
    signed: Fact[bool] = NOT_STATED
    """Whether its answers are signed (DNSSEC), so that resolvers can tell forged ones. Inapplicable to private
    zones."""
    signing_algorithms: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Algorithms of the keys that it is told to sign with, in lower case; empty where the provider chooses."""
