"""Switches for TLS and for checking certificates, and the addresses that they belong to.

A switch belongs to the address whose name begins alike: ``REDIS_TLS`` to ``REDIS_HOST``. One that stands beside an
address with a scheme says more about that connection; another one is a connection of its own. What each name means is
told in ``variables.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.connecting.connection import BY_LIBRARY, BY_PROGRAM, NO_TLS, ON_MACHINE, Connection, filled_in
from pcicheck.providers.connecting.databases import of_mode

_YES, _NO = ("true", "1", "yes", "on", "enabled", "y"), ("false", "0", "no", "off", "disabled", "n")
_SERVICES = (
    "REDIS|VALKEY|KEYDB|KAFKA|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MONGO|MONGODB|DB|DATABASE|RABBITMQ|RABBIT|AMQP|MQ"
    "|CASSANDRA|SCYLLA|LDAP|ELASTICSEARCH|ELASTIC|OPENSEARCH|MEMCACHED|NATS|MQTT|ETCD|CONSUL_HTTP"
)
_SWITCH = re.compile(
    rf"^(?P<own>(?:\w+_)?(?P<service>{_SERVICES}))(?:_CLIENT)?_(?:USE_?|ENABLE_?|WITH_?|IS_)?(?:TLS|SSL)(?:_?(?:ENABLED?|ON|ACTIVE|USE))?$"
)
_MODE = re.compile(r"^(?P<own>(?:\w+_)?(?:PG|POSTGRES|POSTGRESQL|MYSQL|MARIADB|DB|DATABASE))_?SSL_?MODE$")
_PROTOCOL = re.compile(
    r"^(?P<own>(?:\w+?_)?(?:KAFKA|KAFKASTORE|CONNECT|CONSUMER|PRODUCER|STREAMS)\w*?)_SECURITY_PROTOCOL$|^SECURITY_PROTOCOL$"
)
_PROTOCOLS = {"PLAINTEXT": False, "SASL_PLAINTEXT": False, "SSL": True, "SASL_SSL": True}
_HOSTS = (
    "HOST",
    "HOSTNAME",
    "HOSTS",
    "ADDR",
    "ADDRESS",
    "ADDRESSES",
    "SERVER",
    "ENDPOINT",
    "URL",
    "NODES",
    "CLUSTER_NODES",
)
_SEEDS = (
    "BOOTSTRAP_SERVERS",
    "BOOTSTRAPSERVERS",
    "BOOTSTRAP_SERVER",
    "BROKERS",
    "BROKER_LIST",
    "BROKER",
    "SERVERS",
    "HOSTS",
    "HOST",
    "URL",
)
_PARTS = re.compile(r"_(?:PROPERTIES|CONSUMER|PRODUCER|ADMIN|STREAMS|CONFIG)$")
_PORTS = {"REDIS": "6379", "VALKEY": "6379", "KEYDB": "6379", "PG": "5432", "POSTGRES": "5432", "POSTGRESQL": "5432"}
_PORTS |= {"MYSQL": "3306", "MARIADB": "3306", "MONGO": "27017", "MONGODB": "27017", "RABBITMQ": "5672"}
_DATABASES = ("postgres", "mysql", "mariadb", "mongo", "percona", "timescale", "cockroach")
_STEMS = {
    **dict.fromkeys(("DB", "DATABASE"), _DATABASES),
    **dict.fromkeys(("PG", "POSTGRES", "POSTGRESQL"), ("postgres", "timescale", "spilo")),
    **dict.fromkeys(("MONGO", "MONGODB"), ("mongo",)),
    **dict.fromkeys(("RABBITMQ", "RABBIT", "AMQP", "MQ"), ("rabbitmq", "activemq", "artemis")),
    "MYSQL": ("mysql", "percona", "mariadb"),
    "CONSUL_HTTP": ("consul",),
}
"""What images of servers are called, where not like the service itself."""
_AROUND = re.compile(r"exporter|client|commander|insight|proxy|operator|backup|admin|(?:^|-)ui(?:-|$)|-job|migrat")
"""Programs that are called after a server and are none."""
_SKIPS = re.compile(
    r"^(?P<own>\w*?)_?(?:(?:TLS_|SSL_)?(?:INSECURE_)?SKIP_(?:TLS_|SSL_)?VERIFY|(?:TLS|SSL)_INSECURE|SSL_NO_VERIFY|TRUST_SERVER_CERTIFICATE"
    r"|(?:TLS_|SSL_)?TRUST_ALL(?:_CERTIFICATES|_CERTS)?|DISABLE_(?:SSL|TLS|CERT)_(?:VERIFICATION|VALIDATION|VERIFY))$"
)
_CHECKS = re.compile(
    r"^(?P<own>\w*?)_?(?:TLS_REJECT_UNAUTHORIZED|REJECT_UNAUTHORIZED|HTTPS_?VERIFY|(?:SSL|TLS)_VERIFY(?:_PEER|_CERTS?|_CERTIFICATES?)?"
    r"|VERIFY_(?:SSL|TLS|CERTS?|CERTIFICATES?)|SSL_VALIDATE_SERVER_CERTIFICATE)$"
)
_ONLY_CHECKS = Inapplicable("it only says whether certificates are checked")
_SERVER = re.compile(r"^KAFKA_(?:CFG_)?(?:ADVERTISED_)?LISTENERS$")
_OTLP = re.compile(r"^(?P<own>OTEL_EXPORTER_OTLP(?:_TRACES|_METRICS|_LOGS)?)_ENDPOINT$")

Addresses = dict[str, Connection]


class Told(Struct):
    """Variables of one program."""

    names: dict[str, tuple[str, Any]]
    """Canonical name to the name as written, and the value."""
    complete: bool
    """Whether what is not written holds by default."""
    image: str = ""
    """The image that the program is started from: the switches of a server are for those who call it."""
    elsewhere: frozenset[str] = frozenset()
    """Canonical names that other settings of the same program have, such as those of its profiles."""

    def text(self, key: str) -> str:
        """A value as text; what is known of one that is known in part, else nothing."""
        value = self.names.get(key, ("", ""))[1]
        if isinstance(value, Unknown):
            return value.draft
        return (
            str(value).lower()
            if isinstance(value, bool)
            else str(value)
            if isinstance(value, (str, int, float))
            else ""
        )

    def written(self, key: str) -> str:
        """The name as it is written."""
        return self.names[key][0]

    def flag(self, key: str) -> bool | None:
        """A switch; ``None`` where it is not written or something else."""
        word = self.text(key).strip().strip("'\"").lower()
        return True if word in _YES else False if word in _NO else None

    def first(self, own: str, ends: tuple[str, ...]) -> str:
        """The first of several names that holds something."""
        return next((self.text(key) for end in ends if (key := f"{own}_{end}") in self.names and self.text(key)), "")

    def is_server(self, service: str) -> bool:
        """Whether the program is itself what a switch's name speaks of."""
        name = self.image.rpartition("/")[2].partition(":")[0].partition("@")[0].lower()
        if not name or _AROUND.search(name):
            return False
        return any(stem in name for stem in _STEMS.get(service, (service.lower(),)))

    @property
    def trusts_everyone(self) -> bool:
        """Whether every connection of the program takes any certificate; Python's switch is of its version 2 only."""
        return self.flag("NODE_TLS_REJECT_UNAUTHORIZED") is False


def switched(told: Told, addresses: Addresses) -> Iterator[tuple[str, Connection]]:
    """Connections with what switches say of them, and those that only a switch speaks of."""
    changed = dict(addresses)
    made: Addresses = {}
    is_broker = any(_SERVER.match(key) for key in told.names)
    for key in told.names:
        if (match := _SWITCH.match(key)) is not None and not (is_broker and match["service"] == "KAFKA"):
            _by_switch(key, match, told, changed, made)
        elif (match := _MODE.match(key)) is not None:
            _by_mode(key, match["own"], told, changed, made)
        elif (match := _PROTOCOL.match(key)) is not None and not is_broker:
            _by_protocol(key, match["own"] or "", told, changed, made)
        elif (match := _OTLP.match(key)) is not None:
            _of_otlp(key, match["own"], told, changed, made)
    for key in told.names:
        _by_check(key, told, changed, made)
    _shown(told, changed)
    if told.complete:
        made |= _by_default(told, changed, made)
    yield from (changed | made).items()


def _beside(own: str, addresses: Addresses) -> list[str]:
    """Addresses whose names begin alike."""
    ends = (*_HOSTS, "URI", "DSN", "BROKER_URL", "CONNECTION_STRING")
    return [key for key in (*(f"{own}_{end}" for end in ends), own) if key in addresses]


def _by_switch(key: str, match: re.Match[str], told: Told, addresses: Addresses, made: Addresses) -> None:
    on, own = told.flag(key), match["own"]
    if on is None or told.is_server(match["service"]):
        return
    near = _beside(own, addresses)
    for name in near:
        if on and addresses[name].encrypted is False:
            addresses[name] = _with(addresses[name], True, BY_LIBRARY)
    if not near:
        checked: Fact[bool] = True if own.startswith("SPRING_") else BY_LIBRARY
        answer: tuple[Fact[bool], Fact[bool]] = (True, checked) if on else (False, NO_TLS)
        made[key] = _reached(match["service"].lower(), answer, own, told, _PORTS.get(match["service"], ""))


def _by_mode(key: str, own: str, told: Told, addresses: Addresses, made: Addresses) -> None:
    word = told.text(key).strip().lower()
    if not word or filled_in(word):
        return
    on = told.flag(key)
    rooted = bool(told.text("PGSSLROOTCERT") or told.text(f"{own}_SSLROOTCERT") or told.text(f"{own}_SSL_ROOT_CERT"))
    answer = of_mode(word, rooted=rooted) if on is None else (on, BY_LIBRARY if on else NO_TLS)
    near = [name for name in _beside(own, addresses) if "sslmode" not in told.text(name).lower()]
    near += [name for name, one in addresses.items() if _reads_libpq(own, one, told.text(name)) and name not in near]
    for name in near:
        if addresses[name].encrypted is False and answer[0] is not False:
            addresses[name] = _with(addresses[name], *answer)
    if not near and not _beside(own, addresses):
        made[key] = _reached("postgres", answer, own, told, _PORTS.get(own.rpartition("_")[2], ""))


def _reads_libpq(own: str, found: Connection, text: str) -> bool:
    """Whether variables of libpq hold for a connection; Java has none of them."""
    return own == "PG" and found.service == "postgres" and "jdbc" not in text and "sslmode" not in text.lower()


def _by_protocol(key: str, own: str, told: Told, addresses: Addresses, made: Addresses) -> None:
    word = told.text(key).strip().upper()
    if not word or filled_in(word):
        return
    encrypted: Fact[bool] = _PROTOCOLS.get(word, Unknown(f"{word} is no protocol that Kafka knows"))
    bare = _PARTS.sub("", own)
    checks = [
        told.names.get(f"{one}_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM") for one in (own, f"{bare}_PROPERTIES", bare)
    ]
    verified: Fact[bool] = next((one[1] != "" for one in checks if one is not None), True)
    stores = (
        "SSL_KEYSTORE_LOCATION",
        "SSL_KEY_STORE_LOCATION",
        "SSL_KEYSTORE_KEY",
        "SSL_CERTIFICATE_LOCATION",
        "SSL_BUNDLE",
    )
    shown: Fact[bool] = True if told.first(own, stores) or told.first(bare, stores) else BY_PROGRAM
    answer: tuple[Fact[bool], Fact[bool]] = (encrypted, verified if encrypted is True else NO_TLS)
    host, port = _seed(own, told)
    if isinstance(encrypted, Unknown):
        answer = (encrypted, encrypted)
    made[key] = _made("kafka", answer, host, port, False if encrypted is False else shown)


def _seed(own: str, told: Told) -> tuple[str, str]:
    """The first broker that is named beside a protocol."""
    bare = _PARTS.sub("", _PARTS.sub("", own))
    for name in dict.fromkeys((own, bare, bare.removesuffix("_CLIENT"))):
        if found := told.first(name, _SEEDS):
            return _split(found)
    every = [key for key in told.names if key.endswith(("BOOTSTRAP_SERVERS", "BOOTSTRAPSERVERS"))]
    return _split(told.text(every[0])) if len(every) == 1 else ("", "")


def _of_otlp(key: str, own: str, told: Told, addresses: Addresses, made: Addresses) -> None:
    text = told.text(key).strip()
    insecure = told.flag(f"{own}_INSECURE")
    insecure = told.flag("OTEL_EXPORTER_OTLP_INSECURE") if insecure is None else insecure
    if key in addresses or insecure is None or not text or "://" in text:
        return
    made[key] = _made("otlp", (False, NO_TLS) if insecure else (True, True), *_split(text))


def _by_check(key: str, told: Told, addresses: Addresses, made: Addresses) -> None:
    """A switch for checking certificates: of a connection beside it, else of all that the program opens."""
    skips, checks = _SKIPS.match(key), _CHECKS.match(key)
    on = told.flag(key)
    match = skips or checks
    if match is None or on is None:
        return
    verified = not on if skips else on
    near = _beside(match["own"].removesuffix("_CLIENT"), addresses) if match["own"] else []
    near += [name for name in made if match["own"] and name.startswith(f"{match['own']}_")]
    for name in near:
        found = addresses.get(name) or made[name]
        if found.encrypted is not False and not isinstance(found.encrypted, Inapplicable):
            (addresses if name in addresses else made)[name] = replace(found, verified=verified)
    if not near:
        made[key] = Connection(
            service="tls", encrypted=_ONLY_CHECKS, verified=verified, presents_certificate=_ONLY_CHECKS
        )


def _shown(told: Told, addresses: Addresses) -> None:
    """Certificates of one's own that stand beside an address."""
    for key, found in addresses.items():
        own = key.rpartition("_")[0]
        names = (
            "CLIENT_CERT",
            "CLIENT_CERTIFICATE",
            "TLS_CERT",
            "TLS_CERT_FILE",
            "SSL_CERT",
            "SSLCERT",
            "CLIENT_CERT_FILE",
        )
        libpq = found.service == "postgres" and told.text("PGSSLCERT")
        if found.encrypted is True and (told.first(own, names) or libpq):
            addresses[key] = replace(found, presents_certificate=True)


_SPEAKS = re.compile(r"_(?:SSL|TLS|SECURITY_PROTOCOL|URL|URI)(?:_|$)")
_PRESETS = (
    (("SPRING_DATA_REDIS", "SPRING_REDIS"), "redis", "6379", ("HOST", "CLUSTER_NODES", "SENTINEL_NODES")),
    (("SPRING_RABBITMQ",), "amqp", "5672", ("HOST", "ADDRESSES")),
    (("SPRING_KAFKA",), "kafka", "9092", ("BOOTSTRAP_SERVERS", "BOOTSTRAPSERVERS")),
)
"""What Spring Boot connects to without TLS unless something is written."""


def _by_default(told: Told, addresses: Addresses, made: Addresses) -> Addresses:
    found: Addresses = {}
    for owns, service, port, ends in _PRESETS:
        for own in owns:
            names = [f"{own}_{end}" for end in ends if told.text(f"{own}_{end}")]
            ends_of_tls = (f"{own}_SSL_BUNDLE", f"{own}_PROPERTIES_SECURITY")
            secured = any(key.startswith(ends_of_tls) for key in told.names)
            secured |= any(key.startswith(f"{own}_") and _SPEAKS.search(key) for key in told.elsewhere)
            spoken = any(key.startswith(f"{own}_") for key in (*addresses, *made))
            if names and not secured and not spoken:
                host, given = _split(told.text(names[0]))
                found[names[0]] = _made(service, (False, NO_TLS), host, given or told.text(f"{own}_PORT") or port)
    return found


def _with(found: Connection, encrypted: Fact[bool], verified: Fact[bool]) -> Connection:
    shown = BY_PROGRAM if found.presents_certificate is False else found.presents_certificate
    return replace(found, encrypted=encrypted, verified=verified, presents_certificate=shown)


def _reached(service: str, answer: tuple[Fact[bool], Fact[bool]], own: str, told: Told, preset: str) -> Connection:
    """A connection whose server stands in variables of its own."""
    text = told.first(own, _HOSTS) or (told.text("PGHOST") if own == "PG" else "")
    host, port = _split(text)
    port = port or told.text(f"{own}_PORT") or (told.text("PGPORT") if own == "PG" else "") or preset
    return _made(service, answer, host, port)


def _split(text: str) -> tuple[str, str]:
    """Host and port of the first of several addresses."""
    first = text.split(",", 1)[0].strip().rpartition("://")[2].partition("/")[0].rpartition("@")[2]
    if filled_in(first):
        return "", ""
    if first.startswith("["):
        host, _, port = first[1:].partition("]")
        return host, port.removeprefix(":")
    host, _, port = first.partition(":")
    return host, port


def _made(
    service: str, answer: tuple[Fact[bool], Fact[bool]], host: str, port: str, shown: Fact[bool] = BY_PROGRAM
) -> Connection:
    encrypted, verified = answer
    found = Connection(
        service=service, encrypted=encrypted, verified=verified, presents_certificate=shown, host=host, port=port
    )
    if encrypted is False and host and found.local:
        return replace(found, encrypted=ON_MACHINE, verified=ON_MACHINE, presents_certificate=ON_MACHINE)
    return replace(found, presents_certificate=False) if encrypted is False else found
