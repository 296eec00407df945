"""Queues, topics, streams and brokers."""

from __future__ import annotations

from pcicheck.model.kinds.base import Encryption, Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class Queue(Kind, frozen=True, kw_only=True):
    """A message queue: SQS, Service Bus queues, Pub/Sub subscriptions."""

    encryption: Encryption = Encryption()
    """Encryption of waiting messages."""
    public: Fact[bool] = NOT_STATED
    """Whether its policy lets anyone do something. Unknown where the policy is."""
    every_action: Fact[bool] = NOT_STATED
    """Whether its policy allows somebody every action there is instead of those that they need."""
    tls_only: Fact[bool] = NOT_STATED
    """Whether requests without TLS are refused for everyone."""


class Topic(Kind, frozen=True, kw_only=True):
    """A publish and subscribe topic: SNS, Pub/Sub topics, Event Grid and Service Bus topics, topics of Kafka."""

    encryption: Encryption = Encryption()
    """Encryption of messages on their way through."""
    public: Fact[bool] = NOT_STATED
    """Whether its policy lets anyone do something. Unknown where the policy is."""
    tls_only: Fact[bool] = NOT_STATED
    """Whether publishing without TLS is refused for everyone."""
    public_network: Fact[bool] = NOT_STATED
    """Whether it answers on public networks at all, were it only to refuse."""
    account_keys: Fact[bool] = NOT_STATED
    """Whether clients may use a key that everyone shares instead of an identity."""
    own_identity: Fact[bool] = NOT_STATED
    """Whether it has an identity of its own, so that it reaches other services without a stored secret."""
    name: Fact[str] = NOT_STATED
    """Its name, where it is a topic of a broker that one runs oneself."""
    retention_days: Fact[float] = NOT_STATED
    """Days after which messages are removed; ``None`` where time removes none. Inapplicable where the last message of
    each key is kept instead."""


class BrokerUser(Kind, frozen=True, kw_only=True):
    """A user of a message broker, with what it may do."""

    every_resource: Fact[bool] = NOT_STATED
    """Whether something is allowed to it on topics, groups or transactions of every name."""
    every_operation: Fact[bool] = NOT_STATED
    """Whether every operation is allowed to it on something."""


class Stream(Kind, frozen=True, kw_only=True):
    """A managed stream of records: Kinesis, Firehose."""

    encryption: Encryption = Encryption()
    """Encryption of the records that it holds."""


class Broker(Kind, frozen=True, kw_only=True):
    """A message broker or cluster of them: Kafka (MSK, Strimzi, server.properties), ActiveMQ, RabbitMQ, a namespace of
    Service Bus or Event Hubs."""

    encryption: Encryption = Encryption()
    """Encryption of stored messages."""
    client_tls: Fact[str] = NOT_STATED
    """TLS between clients and brokers: ``required``, ``optional`` (a plaintext listener stands beside) or ``off``."""
    internal_tls: Fact[bool] = NOT_STATED
    """Whether brokers speak TLS among themselves."""
    anonymous: Fact[bool] = NOT_STATED
    """Whether some listener takes clients that do not prove who they are."""
    client_authentication: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Ways in which clients prove who they are: ``certificate``, ``iam``, ``scram``, ``password``, ``ldap``, ``oauth``,
    ``kerberos``."""
    denies_by_default: Fact[bool] = NOT_STATED
    """Whether a client may do nothing that no access list entry allows."""
    open_super_users: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Names with every right that belong to nobody: ``User:ANONYMOUS`` and ``User:*``."""
    clear_credentials: Fact[bool] = NOT_STATED
    """Whether some listener takes passwords or tokens over connections without TLS."""
    coordination_tls: Fact[bool] = NOT_STATED
    """Whether it speaks TLS to the coordination service (ZooKeeper). Inapplicable where there is none."""
    makes_topics: Fact[bool] = NOT_STATED
    """Whether topics come into being when somebody names one."""
    retention_days: Fact[float] = NOT_STATED
    """Days after which messages of topics without a say of their own are removed; ``None`` where time removes none."""
    public: Fact[bool] = NOT_STATED
    """Whether brokers can be reached from the internet."""
    logs: Fact[bool] = NOT_STATED
    """Whether broker logs are sent to a log store."""
    audit_log: Fact[bool] = NOT_STATED
    """Whether administrative actions are logged."""
    auto_update: Fact[bool] = NOT_STATED
    """Whether the platform installs minor versions by itself."""
    release_current: Fact[bool] = NOT_STATED
    """Whether its stated release still gets security fixes. Inapplicable where the provider moves it on by itself."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version that clients may use, where the owner can set it."""
    account_keys: Fact[bool] = NOT_STATED
    """Whether clients may use a key that everyone shares instead of an identity."""
    own_identity: Fact[bool] = NOT_STATED
    """Whether it has an identity of its own, so that it reaches keys and other services without a stored secret."""
