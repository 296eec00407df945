"""Clusters of Kafka that Strimzi runs (``Kafka`` of ``kafka.strimzi.io``).

Strimzi documentation, "Custom resource API reference" (0.20 to 0.49; ``v1beta1``, ``v1beta2``, ``v1``). Up to
``v1beta1`` listeners were an object of ``plain``, ``tls`` and ``external``, of which the last speaks TLS unless ``tls``
is false; since then they are a list in which each says ``tls``. A listener without ``authentication`` takes everyone.
Brokers, controllers and ZooKeeper speak TLS with certificates among themselves, always. Without ``authorization``
nobody is refused anything. Settings of listeners, TLS and authorization cannot be overruled in ``config``, except for
``ssl.cipher.suites``, ``ssl.protocol`` and ``ssl.enabled.protocols``.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.messaging import Broker
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.ciphers import weak_in_names
from pcicheck.providers.endpoints import BARE, NO_SUCH, NO_TLS
from pcicheck.providers.kafka.brokers import anonymous, open_super_users, tls_of_all
from pcicheck.providers.kafka.settings import Settings, retention
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of

_OPERATOR = Inapplicable("the operator sees to it")
_BELOW = Inapplicable("Kafka does not encrypt what it stores; the volume below it may")
_NETWORK = Unknown("the service that the operator makes, and the networks around it, decide who reaches it")
_BROKER_SAYS = Inapplicable("the broker says which clients it takes")
_CREDENTIALS = frozenset(("scram", "password", "oauth"))
_TYPES = {"tls": "certificate", "scram-sha-512": "scram", "oauth": "oauth"}
_MECHANISMS = {"PLAIN": "password", "GSSAPI": "kerberos", "OAUTHBEARER": "oauth"}
_INSIDE = ("internal", "cluster-ip")


class Listener(Struct):
    """One listener."""

    name: str
    port: str
    kind: str | Unknown
    tls: bool | Unknown
    methods: tuple[str | Unknown, ...]

    @property
    def clear_credentials(self) -> bool | Unknown:
        """Whether passwords or tokens reach it in the clear."""
        unknown = next((method for method in self.methods if isinstance(method, Unknown)), None)
        sends: bool | Unknown = True if _CREDENTIALS.intersection(map(str, self.methods)) else unknown or False
        return all_true(negated(self.tls), sends)


def cluster(document: Document) -> Iterator[Resource]:
    """A cluster and its listeners."""
    manifest = manifest_of(document)
    listeners = _listeners(manifest)
    settings = config_of(manifest)
    yield from made(manifest, _broker(manifest, listeners, settings))
    for one in listeners if isinstance(listeners, tuple) else ():
        for found in made(manifest, _endpoint(manifest, one, settings), part=f"listener/{one.name}"):
            found.names += tuple(_services(manifest, one))
            yield found
    yield from placed(manifest)


def config_of(manifest: Manifest) -> Settings | Unknown:
    """Settings of the brokers."""
    found = manifest.get("spec.kafka.config", {})
    if isinstance(found, Unknown):
        return found
    return Settings(found if isinstance(found, dict) else {})


def _broker(manifest: Manifest, listeners: tuple[Listener, ...] | Unknown, settings: Settings | Unknown) -> Broker:
    hidden = listeners if isinstance(listeners, Unknown) else None
    every = () if isinstance(listeners, Unknown) else listeners
    unset = settings if isinstance(settings, Unknown) else None
    known = Settings({}) if isinstance(settings, Unknown) else settings
    return Broker(
        encryption=Encryption(at_rest=_BELOW, key_owner=_BELOW, key=_BELOW, twice=_BELOW),
        client_tls=hidden or tls_of_all([one.tls for one in every]),
        internal_tls=True,
        anonymous=hidden or any_true(*(anonymous(one.methods) for one in every)),
        client_authentication=(hidden,)
        if hidden
        else tuple(dict.fromkeys(way for one in every for way in one.methods)),
        denies_by_default=_denies_by_default(manifest, settings),
        open_super_users=_super_users(manifest),
        clear_credentials=hidden or any_true(*(one.clear_credentials for one in every)),
        coordination_tls=_OPERATOR,
        makes_topics=unset or known.flag("auto.create.topics.enable", True),
        retention_days=unset or retention(known),
        public=_NETWORK,
        auto_update=_OPERATOR,
        release_current=Unknown("which releases of Kafka are mended is not looked at"),
        min_tls=unset or known.min_tls,
        account_keys=NO_SUCH,
        own_identity=NO_SUCH,
    )


def _listeners(manifest: Manifest) -> tuple[Listener, ...] | Unknown:
    written = manifest.get("spec.kafka.listeners")
    if isinstance(written, dict):
        return tuple(_older(str(name), Block(value)) for name, value in written.items() if isinstance(value, dict))
    blocks = manifest.blocks("spec.kafka.listeners")
    if isinstance(blocks, Unknown):
        return blocks
    if not blocks:
        return Unknown("it has no listener that can be read")
    return tuple(_listener(number, block) for number, block in enumerate(blocks))


def _listener(number: int, block: Block) -> Listener:
    name, port = block.text("name", str(number)), block.text("port", "")
    if isinstance(block.values, Unknown):
        return Listener(str(number), "", block.values, block.values, (block.values,))
    tls = block.flag("tls", Unknown("the listener does not say whether it speaks TLS"))
    return Listener(str(name), str(port), block.text("type", "internal") or "internal", _sure(tls), _methods(block))


def _older(name: str, block: Block) -> Listener:
    """A listener of ``v1beta1``."""
    tls = block.flag("tls", True) if name == "external" else name == "tls"
    kind = block.text("type", "internal") or "internal"
    return Listener(name, {"plain": "9092", "tls": "9093"}.get(name, "9094"), kind, _sure(tls), _methods(block))


def _sure(tls: bool | Unknown | None) -> bool | Unknown:
    return bool(tls) if tls is None else tls


def _methods(block: Block) -> tuple[str | Unknown, ...]:
    """Ways in which clients prove who they are."""
    kind = block.text("authentication.type")
    if kind is None:
        unread = block.get("authentication")
        return (unread,) if isinstance(unread, Unknown) else ()
    if isinstance(kind, Unknown):
        return (kind,)
    if kind == "custom":
        return _custom(block)
    if kind == "oauth" and block.flag("authentication.enablePlain", False) is True:
        bearer = block.flag("authentication.enableOauthBearer", True)
        return ("password", "oauth") if bearer is not False else ("password",)
    return (_TYPES.get(kind, Unknown(f"{kind} is no way to authenticate that Strimzi knows")),)


def _custom(block: Block) -> tuple[str | Unknown, ...]:
    written = block.get("authentication.listenerConfig", {})
    own = Settings(written if isinstance(written, dict) else {})
    sasl = block.flag("authentication.sasl", False)
    if isinstance(sasl, Unknown) or isinstance(written, Unknown):
        return (sasl if isinstance(sasl, Unknown) else written,)
    if sasl:
        named = own.items("sasl.enabled.mechanisms", "GSSAPI")
        if isinstance(named, Unknown):
            return (named,)
        return tuple(_MECHANISMS.get(name, "scram" if name.startswith("SCRAM-") else name.lower()) for name in named)
    asks = own.get("ssl.client.auth", "none")
    return (asks,) if isinstance(asks, Unknown) else ("certificate",) if asks.lower() == "required" else ()


def _denies_by_default(manifest: Manifest, settings: Settings | Unknown) -> Fact[bool]:
    kind = manifest.text("spec.kafka.authorization.type")
    if kind is None:
        unread = manifest.get("spec.kafka.authorization")
        return unread if isinstance(unread, Unknown) else False
    if isinstance(kind, Unknown) or isinstance(settings, Unknown):
        return kind if isinstance(kind, Unknown) else settings if isinstance(settings, Unknown) else None
    if kind == "simple":
        return negated(settings.flag("allow.everyone.if.no.acl.found", False))
    if kind == "opa" and manifest.flag("spec.kafka.authorization.allowOnError", False) is True:
        return False
    return Unknown(f"the policies behind {kind} decide")


def _super_users(manifest: Manifest) -> Fact[tuple[str | Unknown, ...]]:
    names = manifest.texts("spec.kafka.authorization.superUsers")
    if isinstance(names, Unknown):
        return names
    answers = [open_super_users(name) for name in names]
    found = [one for answer in answers if isinstance(answer, tuple) for one in answer]
    return tuple(found) or next((answer for answer in answers if isinstance(answer, Unknown)), ())


def _endpoint(manifest: Manifest, one: Listener, settings: Settings | Unknown) -> Endpoint:
    exposure = one.kind if isinstance(one.kind, Unknown) else "internal" if one.kind in _INSIDE else _NETWORK
    facts = replace(
        BARE,
        role="broker",
        exposure=exposure,
        audience=None,
        protocols=("kafka",),
        encrypted=one.tls,
        waf=NO_SUCH,
        client_certificates=_certificates(one),
        callers_named=_BROKER_SAYS,
        trust_anchor=Link(f"{manifest.name}-clients-ca-cert", "trust_store") if "certificate" in one.methods else None,
    )
    if one.tls is not True:
        unsure = one.tls if isinstance(one.tls, Unknown) else None
        return replace(facts, min_tls=unsure, weak_ciphers=unsure or NO_TLS)
    if isinstance(settings, Unknown):
        return replace(facts, min_tls=settings, weak_ciphers=settings)
    suites = settings.items("ssl.cipher.suites")
    weak = suites if isinstance(suites, Unknown) else weak_in_names(suites)
    return replace(facts, min_tls=settings.min_tls, weak_ciphers=weak)


def _services(manifest: Manifest, one: Listener) -> Iterator[str]:
    """Addresses by which programs in the cluster reach a listener."""
    service = f"{manifest.name}-kafka-bootstrap"
    for ending in (
        f".{manifest.namespace}",
        f".{manifest.namespace}.svc",
        f".{manifest.namespace}.svc.cluster.local",
    ):
        if one.kind in _INSIDE:
            yield f"{service}{ending}:{one.port}"


def _certificates(one: Listener) -> Fact[str]:
    unknown = next((method for method in one.methods if isinstance(method, Unknown)), None)
    return "required" if "certificate" in one.methods else unknown or "none"
