"""What addresses of databases ask for.

PostgreSQL documentation, "SSL Support" (libpq): ``sslmode`` is ``prefer`` where nothing is written, which goes on in
plain text where the server, or somebody between, offers no TLS; ``require`` checks no certificate unless a root
certificate is given. pgjdbc, "Connecting to the Database": the same, and ``ssl=true`` alone is ``verify-full``;
node-postgres knows ``no-verify``; r2dbc-postgresql is without TLS by default. MySQL Connector/J 8, "Security"
properties: ``sslMode`` is PREFERRED, the older ``useSSL``, ``requireSSL`` and ``verifyServerCertificate`` are
translated to it. MariaDB Connector/J: ``sslMode`` is ``disable``, ``useSsl`` the older name. go-sql-driver/mysql:
``tls`` is false. Microsoft JDBC driver: ``encrypt`` is true since 10.2 and was false before, Microsoft.Data.SqlClient
true since 4.0; ``trustServerCertificate`` is false. Npgsql: ``Trust Server Certificate``. MongoDB: ``urls.py``.
ClickHouse: ``secure``. StackExchange.Redis: ``ssl`` is false.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.connecting.connection import BY_LIBRARY, BY_PROGRAM, NO_TLS, Connection

Params = dict[str, str]
_YES, _NO = ("true", "1", "yes", "on"), ("false", "0", "no", "off")
_JDBC = re.compile(
    r"(?:jdbc|r2dbcs?|vertx-reactive):(?P<way>[\w+:-]*?)(?::|(?<=:))?(?://|@)(?P<rest>\S*)$", re.IGNORECASE
)
_ENGINE = re.compile(r"postgresql|postgres|mysql|mariadb|sqlserver|oracle|redshift|clickhouse")
_GO = re.compile(r"(?:[^@\s]*@)?(?:tcp|unix)\((?P<host>[^)]*)\)/[^?\s]*(?:\?(?P<query>\S*))?$")
_ENDPOINTS = re.compile(r"(?P<host>[\w.-]+):(?P<port>\d+)(?:,[^,]+)*,\s*ssl=(?P<ssl>true|false)\b", re.IGNORECASE)
_BY_VERSION = Unknown("encrypt is not written: drivers of 2022 and later then encrypt, older ones do not")
_BY_ORACLE = Unknown("sqlnet.ora of both sides decides whether Oracle's own encryption is used")
_ODD = Unknown("its word for TLS is none that drivers know")


class Asked(Struct, frozen=True):
    """What an address asks for."""

    service: str
    port: str
    encrypted: Fact[bool]
    verified: Fact[bool] = BY_LIBRARY
    presents: Fact[bool] = BY_PROGRAM

    def connection(self, host: str, port: str) -> Connection:
        """The connection to a place; without a port to the usual one."""
        return Connection(
            service=self.service,
            encrypted=self.encrypted,
            verified=self.verified,
            presents_certificate=self.presents,
            host=host,
            port=port or self.port,
        )


Answer = tuple[Fact[bool], Fact[bool]]
_MODES: dict[str, Answer] = {
    **dict.fromkeys(("disable", "disabled", "none", "allow", "prefer", "preferred", "prefered"), (False, NO_TLS)),
    **dict.fromkeys(("require", "required", "no-verify", "noverify", "trust"), (True, False)),
    **dict.fromkeys(("verify-ca", "verify_ca", "verifyca", "verify-full", "verify_full", "verifyfull"), (True, True)),
    **dict.fromkeys(("verify_identity", "verify-identity", "verifyidentity"), (True, True)),
}
"""Words of PostgreSQL, MySQL and MariaDB for how much TLS is asked for."""


def of_mode(word: str, *, rooted: bool = False) -> Answer:
    """What a mode means; with a root certificate of one's own, ``require`` checks as well."""
    encrypted, verified = _MODES.get(word.strip().lower(), (_ODD, _ODD))
    return encrypted, True if rooted and encrypted is True and word.lower() in ("require", "required") else verified


def _postgres(scheme: str, params: Params) -> Asked:
    rooted = bool(params.get("sslrootcert"))
    mode, switch = params.get("sslmode"), params.get("ssl", params.get("tls"))
    if mode is not None:
        answer = of_mode(mode, rooted=rooted)
    elif switch is not None:
        answer = _switched(switch, True)
    else:
        answer = (False, NO_TLS)
    if scheme.startswith("r2dbcs") and mode is None:
        answer = (True, True)
    return Asked("postgres", "5432", *answer, presents=_presents(params, "sslcert", "sslkey"))


def _switched(word: str, verified: Fact[bool]) -> Answer:
    """What a switch means that is a boolean, or a mode, or the options of a library of Node in JSON."""
    if word in _YES or word == "":
        return True, verified
    if word in _NO:
        return False, NO_TLS
    if "rejectunauthorized" in word:
        return True, "true" in word.partition("rejectunauthorized")[2][:12]
    return of_mode(word)


def _mysql(scheme: str, params: Params) -> Asked:
    rooted = bool(params.get("sslca") or params.get("trustcertificatekeystoreurl") or params.get("servertlscert"))
    presents = _presents(params, "sslcert", "clientcertificatekeystoreurl", "keystore", "sslidentity")
    mode = params.get("sslmode", params.get("ssl-mode"))
    return Asked("mysql", "3306", *_of_mysql(params, mode, rooted), presents=presents)


def _of_mysql(params: Params, mode: str | None, rooted: bool) -> Answer:
    if mode is not None:
        return of_mode(mode, rooted=rooted)
    switch = params.get("tls", params.get("ssl"))
    if switch is not None:
        if switch in ("skip-verify", "preferred"):
            return (True, False) if switch == "skip-verify" else (False, NO_TLS)
        return (True, True) if switch not in (*_YES, *_NO) and not _is_mode(switch) else _switched(switch, BY_LIBRARY)
    if params.get("sslaccept"):
        return True, params["sslaccept"] == "strict"
    if params.get("usessl") in _YES and params.get("verifyservercertificate") in _YES:
        return True, True
    if params.get("usessl", "true") in _YES and params.get("requiressl") in _YES:
        return True, False
    return (True, True) if rooted else (False, NO_TLS)


def _is_mode(word: str) -> bool:
    return word in _MODES or "rejectunauthorized" in word


def _mariadb(scheme: str, params: Params) -> Asked:
    mode = params.get("sslmode")
    if mode is None and params.get("usessl") in _YES:
        trusts = params.get("trustservercertificate") in _YES
        return Asked("mysql", "3306", True, not trusts, _presents(params, "keystore"))
    return _mysql(scheme, params)


def _mongo(scheme: str, params: Params) -> Asked:
    switch = params.get("tls", params.get("ssl"))
    encrypted = scheme == "mongodb+srv" if switch is None else switch in _YES
    unsafe = ("tlsinsecure", "sslinsecure", "tlsallowinvalidcertificates", "tlsallowinvalidhostnames")
    shown = params.get("authmechanism") == "mongodb-x509"
    presents = True if shown else _presents(params, "tlscertificatekeyfile", "sslclientcertificatekeyfile")
    verified: Fact[bool] = not any(params.get(name) in _YES for name in unsafe) if encrypted else NO_TLS
    return Asked("mongodb", "27017", encrypted, verified, presents)


def _clickhouse(scheme: str, params: Params) -> Asked:
    secure = any(params.get(name) in _YES for name in ("secure", "ssl", "tls")) or scheme.endswith(("https", "+ssl"))
    unchecked = params.get("verify") in _NO or params.get("skipverify") in _YES or params.get("sslmode") == "none"
    return Asked("clickhouse", "9440" if secure else "9000", secure, not unchecked if secure else NO_TLS)


def _sqlserver(scheme: str, params: Params) -> Asked:
    encrypt, trust = params.get("encrypt"), params.get("trustservercertificate") in _YES
    if encrypt is None:
        return Asked("sqlserver", "1433", _BY_VERSION, False if trust else _BY_VERSION)
    if encrypt == "strict":
        return Asked("sqlserver", "1433", True, True)
    if encrypt in (*_YES, "mandatory"):
        return Asked("sqlserver", "1433", True, not trust)
    return Asked("sqlserver", "1433", False if encrypt in (*_NO, "optional", "disable") else _ODD, NO_TLS)


def _presents(params: Params, *names: str) -> Fact[bool]:
    return True if any(params.get(name) for name in names) else BY_PROGRAM


DATABASES: dict[str, Callable[[str, Params], Asked]] = {
    **dict.fromkeys(("postgres", "postgresql", "pg", "cockroachdb", "cockroach", "redshift", "timescaledb"), _postgres),
    **dict.fromkeys(("mysql", "mysql2"), _mysql),
    "mariadb": _mariadb,
    "mongodb": _mongo,
    "clickhouse": _clickhouse,
    **dict.fromkeys(("mssql", "sqlserver"), _sqlserver),
}
"""Schemes of databases up to their first ``+``."""


def jdbc_of(value: str) -> Connection | None:
    """A connection of Java: ``jdbc:…``, ``r2dbc:…``."""
    match = _JDBC.match(value)
    if match is None:
        return None
    way = match["way"].lower()
    engine = _ENGINE.search(way)
    if engine is None:
        return None
    if engine[0] == "oracle":
        return _oracle(match["rest"])
    semicolons = engine[0] == "sqlserver" and value.lower().startswith("jdbc")
    before, _, query = match["rest"].partition(";" if semicolons else "?")
    authority = before.rpartition("@")[2].partition("/")[0].split(",", 1)[0]
    params = _params(query, ";" if semicolons else "&")
    scheme = "r2dbcs" if value.lower().startswith("r2dbcs:") or "r2dbcs" in way else engine[0]
    asked = DATABASES["postgresql" if engine[0].startswith("postgres") else engine[0]](scheme, params)
    return asked.connection(*_host_port(authority.partition("\\")[0] if semicolons else authority))


def _params(query: str, between: str) -> Params:
    pairs = (pair.partition("=") for pair in query.split(between))
    return {
        re.sub(r"[\s_-]", "", name).lower(): value.strip().strip("'\"").lower()
        for name, equals, value in pairs
        if equals
    }


def _host_port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        host, _, port = authority[1:].partition("]")
        return host, port.removeprefix(":")
    if "${" in authority or "$(" in authority or "{{" in authority:
        found = re.match(r"((?:\$\{[^}]*\}|\$\([^)]*\)|\{\{.*?\}\}|[^:])*)(?::(.*))?$", authority)
        return (found[1], found[2] or "") if found else (authority, "")
    host, _, port = authority.partition(":")
    return host, port


def _oracle(rest: str) -> Connection:
    text = re.sub(r"\s", "", rest).lower()
    secure = text.startswith("tcps://") or "protocol=tcps" in text
    host = re.search(r"host=([\w.-]+)", text) or re.match(r"(?:tcps?:)?/*([\w.-]+)", text)
    port = re.search(r"port=(\d+)", text) or re.search(r"^[^:]*:(\d+)", text.removeprefix("tcps://"))
    asked = Asked(
        "oracle", "2484" if secure else "1521", True if secure else _BY_ORACLE, True if secure else _BY_ORACLE
    )
    return asked.connection(host[1] if host else "", port[1] if port else "")


def string_of(value: str) -> Connection | None:
    """A connection string without a scheme: of Go for MySQL, of .NET, of StackExchange.Redis."""
    go = _GO.match(value)
    if go is not None:
        return _mysql("mysql", _params(go["query"] or "", "&")).connection(*_host_port(go["host"]))
    ends = _ENDPOINTS.match(value)
    if ends is not None:
        secure = ends["ssl"].lower() == "true"
        return Asked("redis", "6379", secure, True if secure else NO_TLS).connection(ends["host"], ends["port"])
    return _of_pairs(value) if ";" in value and "=" in value else None


def _of_pairs(value: str) -> Connection | None:
    """A connection string of .NET, where it says something of TLS."""
    params = _params(value, ";")
    server = params.get("server", params.get("datasource", params.get("host", params.get("address"))))
    if server is None:
        return None
    host, _, port = server.removeprefix("tcp:").partition(",")
    host, port = (host, port) if port else _host_port(host)
    if "encrypt" in params:
        return _sqlserver("sqlserver", params).connection(host.partition("\\")[0], port)
    mode = params.get("sslmode")
    if mode is None:
        return None
    encrypted, verified = of_mode(mode.replace("-", ""))
    if verified is False:
        verified = False if params.get("trustservercertificate") in _YES else BY_LIBRARY
    return Asked("database", params.get("port", ""), encrypted, verified).connection(host, port)
