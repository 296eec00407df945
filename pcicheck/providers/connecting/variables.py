"""Connections that environment variables and settings of applications speak of.

Names are compared in capitals, dots and hyphens as underscores, as Spring Boot's "Relaxed Binding" does: what is
``spring.data.redis.ssl.enabled`` in a file is ``SPRING_DATA_REDIS_SSL_ENABLED`` in the environment. Documentation of
the names that programs read by themselves: Kafka "Producer configs" (``security.protocol`` is PLAINTEXT;
``ssl.endpoint.identification.algorithm`` is https) and Spring Boot "Common Application Properties" (``spring.kafka.*``,
``spring.data.redis.*``, ``spring.rabbitmq.*``: TLS is off unless it is written, or a bundle named); libpq "Environment
Variables" (``PGSSLMODE``, ``PGHOST``, ``PGSSLROOTCERT``, ``PGSSLCERT``); Vault "Commands: Environment Variables"
(``VAULT_ADDR``, ``VAULT_SKIP_VERIFY``, ``VAULT_CLIENT_CERT``); OpenTelemetry specification "Protocol Exporter"
(``OTEL_EXPORTER_OTLP_ENDPOINT``: the scheme decides; without one ``…_INSECURE`` does, false by default;
``…_CLIENT_CERTIFICATE``); Node.js "CLI" (``NODE_TLS_REJECT_UNAUTHORIZED=0`` trusts every server); Python PEP 493
(``PYTHONHTTPSVERIFY=0``); Git ``GIT_SSL_NO_VERIFY``. Others, such as ``REDIS_TLS`` or ``DB_SSL``, are names that people
give to switches of their own programs, and mean what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from pcicheck.model.value import Unknown
from pcicheck.providers.connecting.connection import Connection, is_public, is_wildcard
from pcicheck.providers.connecting.switches import Told, switched
from pcicheck.providers.connecting.urls import read

_UNSURE = re.compile(
    r"(?:^|_)(?:LISTEN(?:ERS?|ING)?|BIND(?:ING)?|ADVERTISED?|NO_PROXY|HTTPS?_PROXY|ALL_PROXY|FTP_PROXY)(?:_|$)"
)
"""Names of addresses that are one's own, or are only passed through."""
_IDENTIFIERS = re.compile(
    r"(?:^|_)(?:CORS|ORIGINS?|NAMESPACES?|XMLNS|SCHEMAS?(?!_REGISTRY)|REDIRECTS?|CALLBACKS?|LOGOUT|FRONTEND|PUBLIC|EXTERNAL|ISSUERS?"
    r"|ISS|AUDIENCES?|AUD|REALM|LINKS?|ROOT|SITE|SITES|SELF|OWN|HOME|HOMEPAGE|DOCS?|HELP|DOMAINS?|URNS?|IRI|VOCAB|ALLOWED"
    r"|WEBSITE|ASPNETCORE|CSP|REFERER|RETURN|SUCCESS|CANCEL|CONTACT|LOGO|IMAGE|TERMS|PROXY)(?:_|$)"
)
"""Names of addresses that name something, or are for browsers, and which the program itself does not call."""
_OWN = re.compile(
    r"^(?:APP|APPLICATION|BASE|WEB|SERVER|HOST|HOSTNAME|NEXTAUTH|PORTAL|DASHBOARD|UI)_?(?:BASE_?)?UR[LI]$"
)
"""Names under which a program is told its own address for browsers."""
_CALLED = re.compile(
    r"(?:^|_)(?:URLS?|URIS?|ADDR|ADDRESS(?:ES)?|ENDPOINTS?|HOSTS?|SERVERS?|SERVICES?|BACKENDS?|UPSTREAMS?|TARGETS?|APIS?|BASE"
    r"|GATEWAY|COLLECTOR|BROKERS?|DSN|REGISTRY|WEBHOOKS?|DEFAULTZONE|NODES?|CLUSTER|REMOTE|DESTINATION|PEERS?)(?:_|\d|$)"
    r"|(?:URL|URI|ENDPOINT|ADDRESS|HOST|BASEURL)$"
)
Found = tuple[str, Connection]
"""A connection, and the variable that speaks of it as it is written."""


def canonical(name: str) -> str:
    """A name as variables have it."""
    return re.sub(r"[.\-\[\]/]+", "_", name).strip("_").upper()


def connections(
    variables: Mapping[str, Any], *, complete: bool = False, elsewhere: Iterable[str] = (), image: str = ""
) -> Iterator[Found]:
    """The connections of one program; ``complete`` where nothing but the variables says how it connects, and those
    whose names stand ``elsewhere``. A server's own ``image`` tells its switches from those of its callers."""
    told = Told(
        {canonical(name): (name, value) for name, value in variables.items()},
        complete,
        image,
        frozenset(map(canonical, elsewhere)),
    )
    addresses = {key: one for key in told.names if (one := _addressed(key, told)) is not None}
    found = dict(switched(told, addresses))
    distrust = told.trusts_everyone
    for key, one in (addresses | found).items():
        yield told.written(key), _distrusted(one) if distrust else one


def _addressed(key: str, told: Told) -> Connection | None:
    """The connection whose address a variable holds."""
    text = told.text(key)
    if not text or "\n" in text.strip() or _UNSURE.search(key):
        return None
    found = read(text)
    if found is None or is_wildcard(found.host):
        return None
    if found.service != "http":
        return found
    if _IDENTIFIERS.search(key) or (_OWN.match(key) and is_public(found.host)):
        return None
    if not (_CALLED.search(key) or (found.host and not is_public(found.host))):
        return None
    return found


def _distrusted(found: Connection) -> Connection:
    return replace(found, verified=False) if found.verified is True or isinstance(found.verified, Unknown) else found
