"""Databases, warehouses, search and caches, what guards them, and what copies data between them."""

from __future__ import annotations

from pcicheck.model.kinds.base import Encryption, Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown


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
    ``write_only`` (handed over once, kept nowhere in the source), ``configuration`` (in configuration or state),
    ``absent`` (nobody can log in with one)."""
    passwordless_admin: Fact[bool] = NOT_STATED
    """Whether an administrator account is defined that needs no password at all."""
    password_length: Fact[int] = NOT_STATED
    """Least number of characters of its users' passwords; 0 where nobody checks. Inapplicable where the engine cannot
    check."""
    password_mixed: Fact[bool] = NOT_STATED
    """Whether passwords must mix letters of both cases, digits and other characters."""
    password_history: Fact[int] = NOT_STATED
    """Number of earlier passwords that cannot be used again; 0 for none."""
    central_identity: Fact[bool] = NOT_STATED
    """Whether accounts can log in with short-lived tokens of the cloud's identity service."""
    certificate_current: Fact[bool] = NOT_STATED
    """Whether the server certificate comes from an authority that is still valid."""
    items_expire: Fact[bool] = NOT_STATED
    """Whether records are deleted by themselves after a time that they carry."""
    release: Fact[str] = NOT_STATED
    """Engine and major version, such as ``postgres-18`` or ``mysql-8.4``."""
    admits_everyone: Fact[bool] = NOT_STATED
    """Whether its own list of client addresses lets in the whole internet. Inapplicable without such a list."""
    admits_whole_cloud: Fact[bool] = NOT_STATED
    """Whether that list lets in every address of the provider's cloud, other customers' among them."""
    private_endpoint: Fact[bool] = NOT_STATED
    """Whether clients can reach it at an address inside a private network."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version accepted, such as 1.2; 0 where none is enforced."""
    client_certificates: Fact[bool] = NOT_STATED
    """Whether clients must show a certificate. Inapplicable where the engine cannot ask for one."""
    local_logins: Fact[bool] = NOT_STATED
    """Whether it takes account keys or passwords of its own beside the cloud's identities. Inapplicable where the
    engine knows nothing else."""
    keys_change_settings: Fact[bool] = NOT_STATED
    """Whether holders of an account key can change settings of the database, not only its data."""
    threat_detection: Fact[bool] = NOT_STATED
    """Whether a detector watches it for attacks such as SQL injection and logins from unusual places."""
    audit_log_days: Fact[int] = NOT_STATED
    """Days that audit records are kept; ``None`` where they never expire. Unknown where the log service decides."""
    audit_log_forever: Fact[bool] = NOT_STATED
    """Whether audit records never expire."""
    insights_key_owner: Fact[str] = NOT_STATED
    """Who governs the key of its records of slow and frequent statements. Inapplicable where it keeps none."""
    known_hole: Fact[bool] = NOT_STATED
    """Whether the stated release has a published hole that newer ones close. Inapplicable to engines without one in our
    list."""


class DatabaseSettings(Kind, frozen=True, kw_only=True):
    """A named set of engine settings that databases and warehouses use: a parameter group, a server's flags, or one
    setting written as an object of its own.

    Defaults of the engine are included. What another engine has, or another object sets, is inapplicable.
    """

    engine: Fact[str] = NOT_STATED
    """Family of engine that the settings are for, in lower case."""
    tls_required: Fact[bool] = NOT_STATED
    """Whether connections without TLS are refused, engine default included. Inapplicable where the engine keeps
    that elsewhere."""
    audit_log: Fact[bool] = NOT_STATED
    """Whether the engine writes an audit log. Inapplicable where that is not a matter of these settings."""
    logs_connections: Fact[bool] = NOT_STATED
    """Whether each attempt to connect is logged."""
    logs_disconnections: Fact[bool] = NOT_STATED
    """Whether the end of each session is logged, with its length."""
    logs_statements: Fact[str] = NOT_STATED
    """Which statements are logged: ``none``, ``ddl`` (structure), ``mod`` (structure and changes) or ``all``."""
    logs_checkpoints: Fact[bool] = NOT_STATED
    """Whether checkpoints are logged."""
    logs_lock_waits: Fact[bool] = NOT_STATED
    """Whether sessions that wait long for a lock are logged."""
    logs_host_names: Fact[bool] = NOT_STATED
    """Whether connections are logged with the name of the host, beside its address."""
    logs_durations: Fact[bool] = NOT_STATED
    """Whether the duration of each statement is logged."""
    logs_temporary_files: Fact[bool] = NOT_STATED
    """Whether temporary files of every size are logged."""
    logs_slow_statements: Fact[bool] = NOT_STATED
    """Whether the text of slow statements, with the values in them, is written to the log."""
    logs_parser_statistics: Fact[bool] = NOT_STATED
    """Whether performance figures of the parser are logged for each statement."""
    logs_planner_statistics: Fact[bool] = NOT_STATED
    """The same of the planner."""
    logs_executor_statistics: Fact[bool] = NOT_STATED
    """The same of the executor."""
    logs_statement_statistics: Fact[bool] = NOT_STATED
    """The same of whole statements."""
    message_level: Fact[str] = NOT_STATED
    """Least severe message that is logged, in the engine's own word, such as ``warning``."""
    error_level: Fact[str] = NOT_STATED
    """Least severe message that has its statement logged, in the engine's own word, such as ``error``."""
    keeps_logs: Fact[bool] = NOT_STATED
    """Whether the server keeps its log files for more than three days."""
    throttles_logins: Fact[bool] = NOT_STATED
    """Whether addresses with too many failed logins are slowed down."""
    reads_client_files: Fact[bool] = NOT_STATED
    """Whether statements can load files from the client's disk."""
    lists_all_databases: Fact[bool] = NOT_STATED
    """Whether every user can list all databases, also those without a right to them."""
    chains_ownership: Fact[bool] = NOT_STATED
    """Whether rights on one database carry over to others of the same owner."""
    contained_logins: Fact[bool] = NOT_STATED
    """Whether databases can keep accounts of their own, outside the server's."""
    remote_procedures: Fact[bool] = NOT_STATED
    """Whether stored procedures can be run from, and on, other servers."""
    external_scripts: Fact[bool] = NOT_STATED
    """Whether scripts of other languages, such as R and Python, can be run."""
    masks_errors: Fact[bool] = NOT_STATED
    """Whether error messages hide their parameters from users who are no administrators."""


class DatabaseUser(Kind, frozen=True, kw_only=True):
    """An account inside a database: a Cloud SQL user."""

    authentication: Fact[str] = NOT_STATED
    """``none`` (nothing but the name), ``password`` or ``cloud`` (the cloud's identity service)."""
    password: Fact[str] = NOT_STATED
    """Where its password is kept; see ``Database.admin_password``. Inapplicable to accounts without one."""


class AddressRule(Kind, frozen=True, kw_only=True):
    """A range of client addresses that a database, cache or warehouse lets in, written as an object of its own."""

    everyone: Fact[bool] = NOT_STATED
    """Whether it lets in the whole internet, or all of it from or up to some address."""
    whole_cloud: Fact[bool] = NOT_STATED
    """Whether it lets in every address of the provider's cloud, other customers' among them."""


class DatabaseAuditPolicy(Kind, frozen=True, kw_only=True):
    """What a database or database server records of its use, written as an object of its own."""

    log_service: Fact[bool] = NOT_STATED
    """Whether records go to the searchable log service, not only to files."""
    kept_days: Fact[int] = NOT_STATED
    """Days for which files are kept; nothing where they are kept for ever."""
    kept_forever: Fact[bool] = NOT_STATED
    """Whether files are kept for ever."""


class DatabaseThreatPolicy(Kind, frozen=True, kw_only=True):
    """A detector that watches a database or database server for attacks."""

    enabled: Fact[bool] = NOT_STATED
    """Whether it watches."""
    all_threats: Fact[bool] = NOT_STATED
    """Whether it watches and leaves no kind of attack out."""
    receivers: Fact[bool] = NOT_STATED
    """Whether somebody named is told of an alert."""
    tells_owners: Fact[bool] = NOT_STATED
    """Whether the administrators of the account are told of an alert."""
    scans: Fact[bool] = NOT_STATED
    """Whether recurring scans for weaknesses rest on it."""


class DatabaseScan(Kind, frozen=True, kw_only=True):
    """A scan of a database or database server for weak settings and excessive rights."""

    recurring: Fact[bool] = NOT_STATED
    """Whether it repeats by itself."""
    reported: Fact[bool] = NOT_STATED
    """Whether somebody gets its reports: named receivers or the owners of the account."""
    reported_to_owners: Fact[bool] = NOT_STATED
    """Whether both the owners of the account and named receivers get its reports."""


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
    open_to_anyone: Fact[bool] = NOT_STATED
    """Whether its access list or policy lets anyone in, or anyone with some account of the provider's."""
    admits_addresses: Fact[bool] = NOT_STATED
    """Whether its own list of client addresses lets in any address outside private networks."""
    outbound_restricted: Fact[bool] = NOT_STATED
    """Whether data can leave only to destinations that are named."""
    managed_identity: Fact[bool] = NOT_STATED
    """Whether it reaches other services under an identity of its own, without stored credentials."""
    threat_detection: Fact[bool] = NOT_STATED
    """See ``Database.threat_detection``."""
    audit_log_service: Fact[bool] = NOT_STATED
    """Whether audit records go to the searchable log service, not only to files."""


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
    admits_everyone: Fact[bool] = NOT_STATED
    """Whether its own list of client addresses names the whole internet."""
    managed_identity: Fact[bool] = NOT_STATED
    """Whether it reaches other services under an identity of its own, without stored credentials."""


class Cache(Kind, frozen=True, kw_only=True):
    """A cache or in-memory store: Redis, Valkey, Memcached, DAX, MemoryDB, Memorystore, Azure Cache."""

    engine: Fact[str] = NOT_STATED
    """``redis``, ``valkey``, ``keydb``, ``memcached``, ``dax``, or ``sentinel`` for the watcher that tells clients of
    Redis where the cache is."""
    encryption: Encryption = Encryption()
    """Encryption of what it writes to disk. Inapplicable where it writes nothing."""
    tls_required: Fact[bool] = NOT_STATED
    """Whether connections without TLS are refused; false where they are only discouraged."""
    tls_offered: Fact[bool] = NOT_STATED
    """Whether connections may use TLS at all."""
    authentication: Fact[str] = NOT_STATED
    """How clients prove who they are: ``none``, ``password`` (one for all), ``users``, ``certificate`` (nobody gets in
    without one) or ``cloud`` (the cloud's identity service)."""
    auto_minor_upgrade: Fact[bool] = NOT_STATED
    """Whether minor versions are installed by the service itself."""
    release_current: Fact[bool] = NOT_STATED
    """Whether its vendor still mends its major version. Inapplicable where the service chooses the version."""
    public: Fact[bool] = NOT_STATED
    """Whether it has an address that the internet can reach, firewalls aside."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version accepted, such as 1.2."""
    client_certificates: Fact[str] = NOT_STATED
    """Whether clients must show a certificate: ``none``, ``optional`` or ``required``. Inapplicable without TLS."""
    every_address: Fact[bool] = NOT_STATED
    """Whether it listens on every address of its machine instead of those named. Inapplicable in a pod."""
    protected_mode: Fact[bool] = NOT_STATED
    """Whether it refuses clients from elsewhere as long as they need no password."""
    default_user: Fact[str] = NOT_STATED
    """What the user is that every connection begins as: ``off``, ``password`` or ``open`` (it needs no password)."""
    open_commands: Fact[tuple[str, ...]] = NOT_STATED
    """Commands that change the server or wipe it, which the user that every connection begins as may run."""
    unlocked: Fact[tuple[str, ...]] = NOT_STATED
    """Settings that give dangerous abilities back to clients from elsewhere which the server keeps locked by itself."""
    persists: Fact[bool] = NOT_STATED
    """Whether it writes what it holds to disk."""
    evicts: Fact[bool] = NOT_STATED
    """Whether its memory is bounded and entries make room for others when it is full."""
    replication_tls: Fact[bool] = NOT_STATED
    """Whether it speaks TLS to the other servers of its group. Inapplicable where it names none."""
    logs: Fact[bool] = NOT_STATED
    """Whether its own log is written to a place where it can be read or collected."""
    open_socket: Fact[bool] = NOT_STATED
    """Whether every account of its machine may use its socket. Inapplicable where it has none."""


class CacheUser(Kind, frozen=True, kw_only=True):
    """A user of a cache."""

    name: Fact[str] = NOT_STATED
    """Its name."""
    authentication: Fact[str] = NOT_STATED
    """``none``, ``password``, ``certificate`` (only who has one gets as far) or ``cloud`` (the cloud's identity
    service). Inapplicable where nobody can sign in as it."""
    dangerous_commands: Fact[tuple[str, ...]] = NOT_STATED
    """Commands that it may run which change the server, its users or everything in it. Inapplicable where nobody can
    sign in as it."""
    every_key: Fact[bool] = NOT_STATED
    """Whether it may read or write entries under every name. Inapplicable where nobody can sign in as it."""


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


class ProcessorSecurity(Kind, frozen=True, kw_only=True):
    """Security settings that data processors share: of Glue and its catalogue, of EMR."""

    all_parts: Fact[bool] = NOT_STATED
    """Whether everything that the settings can encrypt is encrypted: results, logs, state, catalogue, passwords."""
    key_service: Fact[bool] = NOT_STATED
    """Whether results in object stores are encrypted with keys of the key service, which it can refuse."""
    local_disks: Fact[bool] = NOT_STATED
    """Whether what workers write to their own disks is encrypted."""
    volumes: Fact[bool] = NOT_STATED
    """Whether whole volumes of workers, the one that they boot from included, are encrypted."""
    tls: Fact[bool] = NOT_STATED
    """Whether traffic between workers is encrypted."""


class DataProcessor(Kind, frozen=True, kw_only=True):
    """A service or cluster that reads, transforms and moves data: Dataproc, Dataflow, Data Fusion, Data Factory,
    Databricks."""

    encryption: Encryption = Encryption()
    """Encryption of what it keeps: disks of its machines, stored results, connection details."""
    public: Fact[bool] = NOT_STATED
    """Whether its own interfaces can be reached from the internet."""
    public_workers: Fact[bool] = NOT_STATED
    """Whether the machines that do the work have addresses on the internet."""
    logged: Fact[bool] = NOT_STATED
    """Whether its logs leave it for the log service or another store."""
    monitored: Fact[bool] = NOT_STATED
    """Whether the platform's monitoring gets its measurements."""
    open_to_anyone: Fact[bool] = NOT_STATED
    """Whether its access policy lets anyone in, or anyone with some account of the provider's."""
    logs: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Which of its logs are written, by name: ``scheduler``, ``worker``, ``webserver`` … Inapplicable where they are no
    setting."""
    security_settings: Fact[bool] = NOT_STATED
    """Whether shared security settings, which say how it encrypts, are attached. Inapplicable where there are none."""
