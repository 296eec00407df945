"""Brokers and controllers of Kafka, by ``server.properties``.

Kafka documentation, "Broker configs" and "Security" (0.10.2 to 4.1). Without ``authorizer.class.name`` nobody is
refused anything; with it, ``allow.everyone.if.no.acl.found`` is false. Brokers speak to each other in the protocol of
``inter.broker.listener.name`` or ``security.inter.broker.protocol`` (PLAINTEXT); with both, Kafka refuses to start
(``KafkaConfig``). ``zookeeper.ssl.client.enable`` is false; ZooKeeper went with 4.0. Topics are made when somebody
names one (``auto.create.topics.enable``), and messages are kept for 168 hours; a topic may say otherwise. What is
logged is set in the file of log4j, not here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.messaging import Broker
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.endpoints import lowest
from pcicheck.providers.kafka.listeners import Listener, endpoints, listeners_of, protocols_of
from pcicheck.providers.kafka.settings import Settings, plain_secrets, retention, settings_of

_OWN = Inapplicable("a broker that one runs oneself has no such switch")
_BELOW = Inapplicable("Kafka does not encrypt what it stores; the disk below it may")
_BOTH = Unknown(
    "inter.broker.listener.name and security.inter.broker.protocol stand together, with which Kafka refuses to start"
)
_CONTROLLER = Inapplicable("a controller takes no clients")
_BROKER_SAYS = Inapplicable("the broker says whether that is encrypted")
_NO_COORDINATION = Inapplicable("it needs no ZooKeeper")
_NOBODY = frozenset(("user:anonymous", "user:*", "anonymous"))
_KNOWN_AUTHORIZERS = (
    "kafka.security.authorizer.AclAuthorizer",
    "kafka.security.auth.SimpleAclAuthorizer",
    "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
)


def server(document: Document) -> Iterator[Resource]:
    """A broker, a controller or both."""
    settings = settings_of(document)
    listeners = listeners_of(settings)
    roles = settings.items("process.roles")
    controller_only = roles == ("controller",)
    yield resource(document, _broker(settings, listeners, controller_only=controller_only))
    if isinstance(listeners, tuple):
        yield from endpoints(document, settings, listeners)
    yield from _between_brokers(document, settings)
    yield resource(document, ConfigurationData(plain_secrets=plain_secrets(settings.values)), part="secrets")


def _broker(settings: Settings, listeners: tuple[Listener, ...] | Unknown, *, controller_only: bool) -> Broker:
    hidden = listeners if isinstance(listeners, Unknown) else None
    every = () if isinstance(listeners, Unknown) else listeners
    clients = tuple(one for one in every if not one.controller)
    judged = every if controller_only else clients
    hidden = hidden or (None if judged else Unknown("it has no listener for clients"))
    return Broker(
        encryption=Encryption(at_rest=_BELOW, key_owner=_BELOW, key=_BELOW, twice=_BELOW),
        client_tls=_CONTROLLER if controller_only else hidden or client_tls(clients),
        internal_tls=hidden or _internal_tls(settings, every, controller_only=controller_only),
        anonymous=hidden or any_true(*(anonymous(one.methods) for one in judged)),
        client_authentication=(hidden,) if hidden else methods(judged),
        denies_by_default=denies_by_default(settings),
        open_super_users=open_super_users(settings.get("super.users")),
        clear_credentials=hidden or any_true(*(one.clear_credentials for one in every)),
        coordination_tls=_coordination(settings),
        makes_topics=_CONTROLLER if controller_only else settings.flag("auto.create.topics.enable", True),
        retention_days=_CONTROLLER if controller_only else retention(settings),
        public=Unknown("the networks around it decide who reaches its address"),
        logs=Unknown("the file of log4j says what is logged"),
        audit_log=Unknown("the file of log4j says what is logged"),
        auto_update=_OWN,
        release_current=Unknown("the file does not say which release it is for"),
        min_tls=hidden or _min_tls(every),
        account_keys=_OWN,
        own_identity=_OWN,
    )


def client_tls(listeners: tuple[Listener, ...]) -> Fact[str]:
    """Whether all, some or none of the listeners that clients reach over a network speak TLS."""
    return tls_of_all([one.tls for one in listeners if not one.local])


def tls_of_all(answers: list[bool | Unknown]) -> Fact[str]:
    """``required`` where every listener speaks TLS, ``optional`` where some do, ``off`` where none does."""
    if not answers:
        return Inapplicable("no client reaches it over a network")
    unknown = next((answer for answer in answers if isinstance(answer, Unknown)), None)
    known = {answer for answer in answers if not isinstance(answer, Unknown)}
    if known == {True, False}:
        return "optional"
    if unknown is not None:
        return unknown
    return "required" if True in known else "off"


def anonymous(ways: tuple[str | Unknown, ...]) -> bool | Unknown:
    """Whether a listener takes clients that do not prove who they are."""
    return next((way for way in ways if isinstance(way, Unknown)), not ways)


def methods(listeners: tuple[Listener, ...]) -> tuple[str | Unknown, ...]:
    """Every way in which some client proves who it is."""
    return tuple(dict.fromkeys(way for one in listeners for way in one.methods))


def denies_by_default(settings: Settings) -> Fact[bool]:
    """Whether what no access list entry allows is refused."""
    authorizer = settings.get("authorizer.class.name")
    if authorizer == "":
        return False
    open_to_all = settings.flag("allow.everyone.if.no.acl.found", False)
    if open_to_all is True:
        return False
    if isinstance(authorizer, Unknown):
        return authorizer
    if authorizer in _KNOWN_AUTHORIZERS or authorizer.startswith("io.confluent."):
        return negated(open_to_all)
    return Unknown(f"{authorizer.rpartition('.')[2]} decides by rules of its own")


def open_super_users(written: str | Unknown) -> Fact[tuple[str | Unknown, ...]]:
    """Super users that belong to nobody."""
    if isinstance(written, Unknown):
        return written
    return tuple(name.strip() for name in written.split(";") if name.strip().lower() in _NOBODY)


def _internal_tls(settings: Settings, every: tuple[Listener, ...], *, controller_only: bool) -> Fact[bool]:
    controllers = [one.tls for one in every if one.controller and not one.local]
    between = () if controller_only else (_inter_broker_tls(settings),)
    return all_true(*between, *controllers)


def _inter_broker_tls(settings: Settings) -> bool | Unknown:
    name, protocol = settings.get("inter.broker.listener.name"), settings.get("security.inter.broker.protocol")
    if name != "" and protocol != "":
        return _BOTH
    if name != "":
        spoken = name if isinstance(name, Unknown) else protocols_of(settings).of(name, settings)
    else:
        spoken = protocol or "PLAINTEXT"
    return spoken if isinstance(spoken, Unknown) else spoken.upper().endswith("SSL")


def _between_brokers(document: Document, settings: Settings) -> Iterator[Resource]:
    """The connection of a broker to the others, of which it checks the name unless told not to."""
    tls = _inter_broker_tls(settings)
    if tls is True:
        name = settings.get("inter.broker.listener.name")
        own = Settings(settings.values, f"listener.name.{name.lower()}." if isinstance(name, str) and name else "")
        checks = own.get("ssl.endpoint.identification.algorithm", "https")
        facts = Upstream(
            encrypted=_BROKER_SAYS,
            min_tls=own.min_tls,
            verified=checks if isinstance(checks, Unknown) else checks != "",
        )
        yield resource(document, facts, part="between-brokers")


def _coordination(settings: Settings) -> Fact[bool]:
    connect = settings.get("zookeeper.connect")
    if connect == "":
        return _NO_COORDINATION
    if isinstance(connect, str) and all(host.startswith(("localhost", "127.0.0.1")) for host in connect.split(",")):
        return Inapplicable("ZooKeeper stands on the same machine")
    return settings.flag("zookeeper.ssl.client.enable", False)


def _min_tls(every: tuple[Listener, ...]) -> Fact[float]:
    versions = [one.settings.min_tls for one in every if one.tls is not False]
    if not versions:
        return Inapplicable("it speaks no TLS")
    return lowest(version if isinstance(version, (float, Unknown)) else Unknown("no version") for version in versions)
