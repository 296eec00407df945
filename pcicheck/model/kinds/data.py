"""Databases, warehouses, search and caches, and what copies data between them."""

from __future__ import annotations

from pcicheck.model.kinds.base import Encryption, Kind
from pcicheck.model.value import NOT_STATED, Fact


class Database(Kind, frozen=True, kw_only=True):
    """A relational, document, graph, time series or key-value database, its cluster, or one instance of it:
    RDS, Aurora, DocumentDB, Neptune, DynamoDB, Cloud SQL, Spanner, Azure SQL, Cosmos DB."""

    engine: Fact[str] = NOT_STATED
    """Family of engine in lower case, such as ``mysql``, ``postgres``, ``sqlserver``, ``dynamodb``.
    Unknown where a snapshot or source database decides."""
    encryption: Encryption = Encryption()
    """Encryption at rest. Unknown where a snapshot or source database decides; inapplicable to an instance whose
    cluster holds the storage."""
    public: Fact[bool] = NOT_STATED
    """Whether it has an address that the internet can reach, firewalls aside. Inapplicable to a cluster whose
    instances hold the addresses, and to services without a network address of their own."""
    tls_required: Fact[bool] = NOT_STATED
    """Whether connections without TLS are refused. Unknown where settings outside the source decide."""
    log_exports: Fact[tuple[str | Fact[str], ...]] = NOT_STATED
    """Names of the logs that leave the database for a log service; empty for none."""
    audit_log: Fact[bool] = NOT_STATED
    """Whether the log that records connections and statements leaves the database. Inapplicable where the engine
    has no such export."""
    auto_minor_upgrade: Fact[bool] = NOT_STATED
    """Whether minor versions, with their security fixes, are installed by the service itself."""
    admin_name: Fact[str] = NOT_STATED
    """Name of the administrator account. Unknown where a snapshot decides; inapplicable to a replica."""
    admin_password: Fact[str] = NOT_STATED
    """Where the administrator's password is kept: ``vault`` (the service makes it and a secret store keeps it),
    ``write_only`` (handed over once, kept nowhere in the source), ``configuration`` (in configuration or state)."""
    central_identity: Fact[bool] = NOT_STATED
    """Whether accounts can log in with short-lived tokens of the cloud's identity service."""
    certificate_current: Fact[bool] = NOT_STATED
    """Whether the server certificate comes from an authority that is still valid."""
    items_expire: Fact[bool] = NOT_STATED
    """Whether records are deleted by themselves after a time that they carry."""


class DatabaseSettings(Kind, frozen=True, kw_only=True):
    """A named set of engine settings that databases and warehouses use: a parameter group, a server's flags."""

    engine: Fact[str] = NOT_STATED
    """Family of engine that the settings are for, in lower case."""
    tls_required: Fact[bool] = NOT_STATED
    """Whether connections without TLS are refused, engine default included. Inapplicable where the engine keeps
    that elsewhere."""
    audit_log: Fact[bool] = NOT_STATED
    """Whether the engine writes an audit log. Inapplicable where that is not a matter of these settings."""


class Warehouse(Kind, frozen=True, kw_only=True):
    """A data warehouse or query service: Redshift, Athena, BigQuery, Synapse."""

    encryption: Encryption = Encryption()
    """Encryption at rest. Inapplicable to a part that stores nothing itself."""
    public: Fact[bool] = NOT_STATED
    """Whether it has an address that the internet can reach, firewalls aside."""
    private_routing: Fact[bool] = NOT_STATED
    """Whether its own traffic to stores and catalogues stays inside the customer's network."""
    tls_required: Fact[bool] = NOT_STATED
    """Whether connections without TLS are refused. Unknown where settings outside the source decide."""
    audit_log: Fact[bool] = NOT_STATED
    """Whether connections and user activity are logged outside the warehouse."""
    auto_upgrade: Fact[bool] = NOT_STATED
    """Whether engine upgrades are installed by the service itself."""
    admin_name: Fact[str] = NOT_STATED
    """Name of the administrator account. Unknown where a snapshot decides."""
    admin_password: Fact[str] = NOT_STATED
    """Where the administrator's password is kept; see ``Database.admin_password``."""
    results_encrypted: Fact[bool] = NOT_STATED
    """Whether query results are stored encrypted by the query service's own setting."""
    settings_enforced: Fact[bool] = NOT_STATED
    """Whether clients cannot replace the service's own settings, encryption among them."""


class Search(Kind, frozen=True, kw_only=True):
    """A search cluster: OpenSearch, Elasticsearch, Azure AI Search."""

    encryption: Encryption = Encryption()
    """Encryption of indices at rest."""
    private_network: Fact[bool] = NOT_STATED
    """Whether its endpoint lies inside a private network."""
    open_to_anyone: Fact[bool] = NOT_STATED
    """Whether the access policy lets anyone in without an identity. Says nothing of the network."""
    tls_only: Fact[bool] = NOT_STATED
    """Whether requests without TLS are refused."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version accepted, such as 1.2."""
    node_encryption: Fact[bool] = NOT_STATED
    """Whether traffic between the nodes is encrypted."""
    nodes: Fact[int] = NOT_STATED
    """Number of data, manager and warm nodes."""
    log_exports: Fact[tuple[str | Fact[str], ...]] = NOT_STATED
    """Names of the logs that leave the cluster, in lower case: ``audit``, ``application``, ``search_slow`` …"""
    user_permissions: Fact[bool] = NOT_STATED
    """Whether users and roles are told apart inside the cluster, down to index, document and field."""


class Cache(Kind, frozen=True, kw_only=True):
    """A cache or in-memory store: Redis, Valkey, Memcached, DAX, MemoryDB, Memorystore, Azure Cache."""

    engine: Fact[str] = NOT_STATED
    """``redis``, ``valkey``, ``memcached`` or ``dax``."""
    encryption: Encryption = Encryption()
    """Encryption of what it writes to disk. Inapplicable where it writes nothing."""
    tls_required: Fact[bool] = NOT_STATED
    """Whether connections without TLS are refused; false where they are only discouraged."""
    tls_offered: Fact[bool] = NOT_STATED
    """Whether connections may use TLS at all."""
    authentication: Fact[str] = NOT_STATED
    """How clients prove who they are: ``none``, ``password`` (one for all), ``users`` or ``cloud`` (the cloud's
    identity service)."""
    auto_minor_upgrade: Fact[bool] = NOT_STATED
    """Whether minor versions are installed by the service itself."""


class CacheUser(Kind, frozen=True, kw_only=True):
    """A user of a cache."""

    authentication: Fact[str] = NOT_STATED
    """``none``, ``password`` or ``cloud`` (the cloud's identity service)."""


class ReplicationServer(Kind, frozen=True, kw_only=True):
    """A server that copies data between databases: a DMS replication instance."""

    encryption: Encryption = Encryption()
    """Encryption of its disk and of stored connection details."""
    public: Fact[bool] = NOT_STATED
    """Whether it has an address on the internet."""
    auto_minor_upgrade: Fact[bool] = NOT_STATED
    """Whether minor versions are installed by the service itself."""


class ReplicationEndpoint(Kind, frozen=True, kw_only=True):
    """A source or target that data is copied from or to: a DMS endpoint."""

    engine: Fact[str] = NOT_STATED
    """Engine at the other side, in lower case."""
    encryption: Encryption = Encryption()
    """Encryption of the stored connection details, or of the files written to an object store."""
    tls: Fact[str] = NOT_STATED
    """``none``, ``require`` (encrypted, peer not checked), ``verify-ca``, ``verify-full``, or ``https`` where the
    service at the other side speaks nothing else."""
