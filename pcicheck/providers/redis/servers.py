"""Servers and sentinels of Redis, Valkey and KeyDB.

Defaults, from redis.conf of redis/redis 7.4, ``src/config.c`` and ``src/sentinel.c``: without ``bind`` a server listens
on every address (the shipped file binds to the loopback); ``port`` is 6379, of a sentinel 26379, and ``port 0`` closes
it; ``tls-port`` 0 is no TLS; ``tls-auth-clients`` is yes and then needs ``tls-ca-cert-file`` or ``-dir``;
``tls-protocols`` are TLS 1.2 and 1.3 (``src/tls.c``); TLS to masters and in the cluster is off; protected mode is on,
of a sentinel off; snapshots are taken unless ``save ""`` stands there, the append-only file is off; memory is not
limited and nothing is evicted; ``enable-debug-command`` and its like are no (since 7.0; the abilities were open
before). How long an entry lives is the business of the program that writes it, not a setting of the server.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.data import Cache, CacheUser
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.redis.listening import Listening, endpoints
from pcicheck.providers.redis.settings import Settings, is_fragment
from pcicheck.providers.redis.users import DEFAULT, Users, facts_of, has_file, may_run, users_in, users_of

_SELF_RUN = Inapplicable("a server that one runs oneself is updated by whoever runs it")
_NO_STORE = Inapplicable("a sentinel stores no entries")
_BELOW = Unknown("Redis writes in clear; whether the disk below is encrypted does not stand here")
_CLEAN = Inapplicable("it writes nothing of what it holds to disk")
_FEW_COMMANDS = Inapplicable("a sentinel knows none of these commands")
_SENTINEL_COMMANDS = ("acl|setuser", "shutdown")
"""Those of the dangerous ones that a sentinel knows (``src/commands``, flag SENTINEL)."""
_ALONE = Inapplicable("it names no master and is in no cluster")
_NO_SOCKET = Inapplicable("it has no socket")
_UMASK = Unknown("unixsocketperm is not set, so the umask of whoever starts the server decides")
_SECRETS = ("requirepass", "masterauth", "tls-key-file-pass", "tls-client-key-file-pass")
_LOCKS = ("enable-debug-command", "enable-protected-configs", "enable-module-command")
_SENTINEL_SECRETS = ("auth-pass", "sentinel-pass")


def server(document: Document) -> Iterator[Resource]:
    """A server; a file that another one includes is judged there."""
    if not is_fragment(document):
        yield from _judged(document, sentinel=False)


def sentinel(document: Document) -> Iterator[Resource]:
    """A sentinel."""
    yield from _judged(document, sentinel=True)


def _judged(document: Document, *, sentinel: bool) -> Iterator[Resource]:
    settings = Settings(document)
    listening = Listening(settings, 26379 if sentinel else 6379, in_pod=document.address.startswith("ConfigMap/"))
    users = users_of(settings)
    cache = _cache(settings, listening, users, sentinel=sentinel)
    yield resource(document, cache)
    yield from endpoints(document, listening, cache.authentication)
    if not has_file(settings) and (isinstance(users, Unknown) or users.own):
        default = _default_user(users, listening)
        yield resource(document, _at_sentinel(default) if sentinel else default, part=DEFAULT)
    yield resource(document, ConfigurationData(plain_secrets=_secrets(settings, document)), part="secrets")


def _cache(settings: Settings, listening: Listening, users: Users | Unknown, *, sentinel: bool) -> Cache:
    default = users if isinstance(users, Unknown) else users.default
    persists = _NO_STORE if sentinel else _persists(settings)
    return Cache(
        engine="sentinel" if sentinel else _engine(settings.document.address),
        encryption=Encryption(at_rest=_CLEAN if persists is False or sentinel else _BELOW),
        tls_required=listening.tls_required,
        tls_offered=listening.tls_offered,
        min_tls=listening.min_tls,
        client_certificates=listening.client_certificates,
        authentication=_authentication(users, listening),
        auto_minor_upgrade=_SELF_RUN,
        every_address=listening.every_address,
        protected_mode=settings.flag("protected-mode", not sentinel),
        default_user=default if isinstance(default, Unknown) else _standing(default.can_sign_in, default.nopass),
        open_commands=_FEW_COMMANDS
        if sentinel
        else default
        if isinstance(default, Unknown)
        else may_run(default, _renamed(settings)),
        unlocked=_unlocked(settings),
        persists=persists,
        evicts=_NO_STORE if sentinel else _evicts(settings),
        replication_tls=_replication(settings, sentinel=sentinel),
        logs=_logs(settings),
        open_socket=_open_socket(settings),
    )


def _engine(address: str) -> str:
    name = address.lower()
    return next((engine for engine in ("valkey", "keydb") if engine in name), "redis")


def _standing(enters: bool | Unknown, nopass: bool | Unknown) -> Fact[str]:
    if enters is False:
        return "off"
    if isinstance(enters, Unknown):
        return enters
    if isinstance(nopass, Unknown):
        return nopass
    return "open" if nopass else "password"


def _authentication(users: Users | Unknown, listening: Listening) -> Fact[str]:
    if listening.certificates_only is True:
        return "certificate"
    if isinstance(users, Unknown):
        return users
    default = _standing(users.default.can_sign_in, users.default.nopass)
    if default == "open":
        return listening.certificates_only if isinstance(listening.certificates_only, Unknown) else "none"
    if default == "password" and not users.others:
        return "password"
    return default if isinstance(default, Unknown) else "users"


def _default_user(users: Users | Unknown, listening: Listening) -> CacheUser:
    if isinstance(users, Unknown):
        return CacheUser(name=DEFAULT, authentication=users, dangerous_commands=users, every_key=users)
    found = facts_of(DEFAULT, users.default)
    return replace(found, authentication="certificate") if _certified(found, listening) else found


def _at_sentinel(found: CacheUser) -> CacheUser:
    """The user at a sentinel, which knows few commands and holds no entries."""
    known = found.dangerous_commands
    if isinstance(known, tuple):
        known = tuple(name for name in known if name in _SENTINEL_COMMANDS)
    every = found.every_key if isinstance(found.every_key, Inapplicable) else _NO_STORE
    return replace(found, dangerous_commands=known, every_key=every)


def _certified(found: CacheUser, listening: Listening) -> bool:
    return found.authentication == "none" and listening.certificates_only is True


def _renamed(settings: Settings) -> set[str]:
    """Commands that are renamed or, with an empty name, gone."""
    names = {str(words[0]).lower() for words in settings.every("rename-command") if len(words) > 1}
    return names | ({"replicaof"} if "slaveof" in names else set())


def _unlocked(settings: Settings) -> Fact[tuple[str, ...]]:
    values = {name: settings.text(name, "no") for name in _LOCKS}
    found = tuple(name for name, value in values.items() if isinstance(value, str) and value.lower() == "yes")
    return found or next((value for value in values.values() if isinstance(value, Unknown)), ())


def _persists(settings: Settings) -> Fact[bool]:
    return any_true(_snapshots(settings), settings.flag("appendonly", False))


def _snapshots(settings: Settings) -> bool | Unknown:
    """Whether snapshots are taken: by default, and where a line says when. ``save ""`` alone switches them off."""
    lines = settings.every("save")
    if not lines:
        return settings.hidden or True
    off = [words == [""] for words in lines]
    if all(off):
        return settings.hidden or False
    return Unknown('save "" stands behind lines that say when to save') if off[-1] else True


def _evicts(settings: Settings) -> Fact[bool]:
    limit, policy = settings.text("maxmemory", "0"), settings.text("maxmemory-policy", "noeviction")
    bounded = limit if isinstance(limit, Unknown) else limit.strip("0kKmMgGbB") != ""
    return all_true(bounded, policy if isinstance(policy, Unknown) else policy.lower() != "noeviction")


def _replication(settings: Settings, *, sentinel: bool) -> Fact[bool]:
    follows = settings.words("replicaof")
    monitors = sentinel and any(words[:1] == ["monitor"] for words in settings.every("sentinel"))
    clustered = settings.flag("cluster-enabled", False)
    leads = follows if isinstance(follows, Unknown) else monitors or (follows is not None and follows[:1] != ["no"])
    questions = [settings.flag("tls-replication", False)] if leads is not False else []
    questions += [settings.flag("tls-cluster", False)] if clustered is not False else []
    unsure = next((fact for fact in (leads, clustered) if isinstance(fact, Unknown)), None)
    answer: Fact[bool] = all_true(*questions) if questions else _ALONE
    return unsure if unsure is not None and answer is False else answer


def _logs(settings: Settings) -> Fact[bool]:
    """Whether the log goes anywhere: by default to standard output, which a daemon has not."""
    level, path = settings.text("loglevel", "notice"), settings.text("logfile")
    if isinstance(level, str) and level.lower() == "nothing":
        return False
    if isinstance(path, str) and path:
        written: bool | Unknown = path != "/dev/null"
    else:
        daemon = settings.flag("daemonize", False)
        written = path if isinstance(path, Unknown) else daemon if isinstance(daemon, Unknown) else not daemon
    found = any_true(written, settings.flag("syslog-enabled", False))
    return level if isinstance(level, Unknown) and found is True else found


def _open_socket(settings: Settings) -> Fact[bool]:
    """Whether the last digit of the socket's mode lets others in; without a mode, the umask of the process decides."""
    path, mode = settings.text("unixsocket"), settings.text("unixsocketperm", "0")
    if path == "":
        return _NO_SOCKET
    if isinstance(path, Unknown):
        return path
    if isinstance(mode, Unknown):
        return mode
    if not mode.strip("01234567") and mode.strip("0"):
        return int(mode, 8) & 0o002 != 0
    return _UMASK


def _secrets(settings: Settings, document: Document) -> Fact[tuple[str, ...]]:
    """Names of the settings in whose lines a password can be read; what a template fills in stands elsewhere."""
    found = [name for name in _SECRETS if _readable(settings.every(name))]
    values = (words[0] for name in _SECRETS for words in settings.every(name) if words)
    garbled = next((one for one in values if isinstance(one, Unknown) and "template" not in one.reason), None)
    for words in settings.every("sentinel"):
        if words and words[0] in _SENTINEL_SECRETS and _readable([words[-1:]]):
            found.append(f"sentinel {words[0]}")
    for other in (user for address in settings.files for user in users_in(document, address)):
        rules = other.get("rules")
        if isinstance(rules, list) and any(map(_plain_password, rules)):
            found.append(f"user {other.get('name')}")
    return tuple(dict.fromkeys(found)) or garbled or ()


def _readable(lines: list[list[str | Unknown]]) -> bool:
    return any(isinstance(words[-1], str) and words[-1] != "" for words in lines if words)


def _plain_password(rule: object) -> bool:
    return isinstance(rule, str) and rule.startswith(">") and "{{" not in rule and "$" not in rule
