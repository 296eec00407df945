"""ElastiCache, MemoryDB and DAX.

Defaults (Terraform registry, ``aws_elasticache_replication_group``, ``aws_elasticache_cluster``,
``aws_memorydb_cluster``, ``aws_dax_cluster``): ``at_rest_encryption_enabled`` is true for Valkey and false for Redis,
``transit_encryption_enabled`` false, ``auto_minor_version_upgrade`` true, ``tls_enabled`` true, DAX
``server_side_encryption.enabled`` false and ``cluster_endpoint_encryption_type`` ``NONE``. MemoryDB and serverless
caches always encrypt what they store; serverless caches always use TLS (Amazon ElastiCache User Guide, "Data
security"). ``access_string`` of a user holds rules as Redis has them; CONFIG, DEBUG, SHUTDOWN and other commands of
administrators are nobody's (same guide, "Supported and restricted commands"). With ``transit_encryption_mode =
"preferred"`` plain connections still work. Single-node Redis cannot encrypt at rest. Without ``engine_version`` the
newest is taken, and members take that of their group. Redis 2 and 3 are past their end; 4 and 5 get fixes in Extended
Support (same guide, "Redis versions end of life schedule"). MemoryDB began with Redis 6.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Cache, CacheUser
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import encryption, is_set, lowered, made
from pcicheck.providers.redis.acl import user_of

_GROUP_HAS_IT = Inapplicable("the replication group that it belongs to has it")
_IN_MEMORY = Inapplicable("Memcached keeps nothing on disk")
_NO_ACCOUNTS = Inapplicable("Memcached has no accounts")
_API_ONLY = Inapplicable("only the API that it belongs to can reach it")
_SWITCHED_OFF = Inapplicable("the user is switched off")
_WIPING = ("flushall", "flushdb")
_SERVICE = Inapplicable("AWS runs and updates the servers")
_OLDEST_REDIS = 4


def replication_group(document: Document) -> Iterator[Resource]:
    """A replication group of Redis or Valkey; a secondary of a global group takes over what the primary says."""
    engine = lowered(document.text("engine", "redis"))
    at_rest: Fact[bool] = document.flag("at_rest_encryption_enabled")
    offered: Fact[bool] = document.flag("transit_encryption_enabled")
    release = _release_current(document, engine)
    if at_rest is None:
        at_rest = engine if isinstance(engine, Unknown) else engine == "valkey"
    if is_set(document, "global_replication_group_id") is True:
        primary = Unknown("the primary of its global replication group decides")
        at_rest = primary if document.get("at_rest_encryption_enabled") is None else at_rest
        offered = primary if offered is None else offered
        release = primary if document.get("engine_version") is None else release
    offered = False if offered is None else offered
    facts = Cache(
        engine=engine,
        encryption=encryption(document, at_rest, "kms_key_id", keyless="provider"),
        tls_offered=offered,
        tls_required=_required(document, offered),
        authentication=_authentication(document, offered),
        auto_minor_upgrade=document.flag("auto_minor_version_upgrade", True),
        release_current=release,
    )
    yield from made(document, facts, "replication_group_id")


def cache_cluster(document: Document) -> Iterator[Resource]:
    """A cluster without replication, or a member of a replication group."""
    engine: Fact[str] = lowered(document.text("engine", Unknown("the replication group decides")))
    member = is_set(document, "replication_group_id")
    stored, offered, authentication = _alone(document, engine) if member is False else _member(member)
    upgrade: Fact[bool] = document.flag("auto_minor_version_upgrade", True)
    if engine == "memcached":
        upgrade = Inapplicable("ElastiCache does not upgrade Memcached by itself")
    facts = Cache(
        engine=engine,
        encryption=stored,
        tls_offered=offered,
        tls_required=offered,
        authentication=authentication,
        auto_minor_upgrade=upgrade,
        release_current=_release_current(document, engine) if member is False else stored.at_rest,
    )
    yield from made(document, facts, "cluster_id")


def _release_current(document: Document, engine: Fact[str]) -> bool | Unknown:
    version = document.text("engine_version")
    if isinstance(engine, Unknown):
        return engine
    if engine == "valkey" or (version is None and engine == "redis"):
        return True
    if engine != "redis" or version is None:
        return Unknown(f"the releases of {engine} are not known to pcicheck")
    if isinstance(version, Unknown):
        return version
    major = version.split(".")[0]
    return int(major) >= _OLDEST_REDIS if major.isdigit() else Unknown("the release is no number")


def _alone(document: Document, engine: Fact[str]) -> tuple[Encryption, Fact[bool], Fact[str]]:
    offered = document.flag("transit_encryption_enabled", False)
    if engine == "memcached":
        return Encryption(at_rest=_IN_MEMORY, key_owner=_IN_MEMORY, key=_IN_MEMORY), offered, _NO_ACCOUNTS
    if isinstance(engine, Unknown):
        return Encryption(at_rest=engine, key_owner=engine, key=engine), offered, engine
    return Encryption(at_rest=False, key_owner="none", key=None), offered, "none"


def _member(member: bool | Unknown) -> tuple[Encryption, Fact[bool], Fact[str]]:
    why: Inapplicable | Unknown = member if isinstance(member, Unknown) else _GROUP_HAS_IT
    return Encryption(at_rest=why, key_owner=why, key=why), why, why


def serverless_cache(document: Document) -> Iterator[Resource]:
    """A serverless cache."""
    engine = lowered(document.text("engine"))
    users = is_set(document, "user_group_id")
    authentication: Fact[str] = users if isinstance(users, Unknown) else "users" if users else "none"
    facts = Cache(
        engine=engine,
        encryption=encryption(document, True, "kms_key_id", keyless="provider"),
        tls_offered=True,
        tls_required=True,
        authentication=_NO_ACCOUNTS if engine == "memcached" else authentication,
        auto_minor_upgrade=_SERVICE,
        release_current=_SERVICE,
    )
    yield from made(document, facts, "name")


def memorydb_cluster(document: Document) -> Iterator[Resource]:
    """A MemoryDB cluster. The access list ``open-access`` lets anyone in."""
    acl = document.text("acl_name")
    if isinstance(acl, Unknown) and is_set(document, "acl_name") is True:
        acl = "named by a reference"
    tls = document.flag("tls_enabled", True)
    facts = Cache(
        engine=lowered(document.text("engine", "redis")),
        encryption=encryption(document, True, "kms_key_arn"),
        tls_offered=tls,
        tls_required=tls,
        authentication=acl if isinstance(acl, Unknown) else "none" if acl in (None, "open-access") else "users",
        auto_minor_upgrade=document.flag("auto_minor_version_upgrade", True),
        release_current=True,
    )
    yield from made(document, facts, "name")


def dax_cluster(document: Document) -> Iterator[Resource]:
    """A DynamoDB Accelerator cluster."""
    kind = document.text("cluster_endpoint_encryption_type", "NONE")
    tls: Fact[bool] = kind if isinstance(kind, Unknown) else kind == "TLS"
    at_rest = document.flag("server_side_encryption.enabled", False)
    owner: Fact[str] = at_rest if isinstance(at_rest, Unknown) else "provider" if at_rest else "none"
    facts = Cache(
        engine="dax",
        encryption=Encryption(at_rest=at_rest, key_owner=owner, key=None),
        tls_offered=tls,
        tls_required=tls,
        authentication="cloud",
        auto_minor_upgrade=_SERVICE,
        release_current=_SERVICE,
    )
    yield from made(document, facts, "cluster_name")


def api_cache(document: Document) -> Iterator[Resource]:
    """The cache of an AppSync API: both encryptions are off by default, and only the API itself reaches it."""
    at_rest = document.flag("at_rest_encryption_enabled", False)
    tls: Fact[bool] = document.flag("transit_encryption_enabled", False)
    owner: Fact[str] = at_rest if isinstance(at_rest, Unknown) else "provider" if at_rest else "none"
    facts = Cache(
        engine="redis",
        encryption=Encryption(at_rest=at_rest, key_owner=owner, key=None),
        tls_offered=tls,
        tls_required=tls,
        authentication=_API_ONLY,
        auto_minor_upgrade=_SERVICE,
        release_current=_SERVICE,
    )
    yield from made(document, facts, "api_id")


def cache_user(document: Document) -> Iterator[Resource]:
    """A user of ElastiCache or MemoryDB, in either way of writing its passwords."""
    commands, keys = _rights(document)
    facts = CacheUser(
        name=document.text("user_name"),
        authentication=_user_authentication(document),
        dangerous_commands=commands,
        every_key=keys,
    )
    yield from made(document, facts, "user_id", "user_name")


def _rights(document: Document) -> tuple[Fact[tuple[str, ...]], Fact[bool]]:
    """What the rules of a user come to. Of the dangerous commands, AWS leaves only those that wipe to users at all."""
    rules = document.text("access_string", Unknown("no rules are stated"))
    if not isinstance(rules, str):
        return rules, rules
    found = user_of(rules.split())
    if found.enabled is False:
        return _SWITCHED_OFF, _SWITCHED_OFF
    commands = found.dangerous
    left = commands if isinstance(commands, Unknown) else tuple(name for name in commands if name in _WIPING)
    return left, found.every_key


def _user_authentication(document: Document) -> Fact[str]:
    kind = document.text("authentication_mode.type")
    if isinstance(kind, str):
        return {"iam": "cloud", "password": "password", "no-password-required": "none"}.get(kind, Unknown(f"{kind}?"))
    if isinstance(kind, Unknown):
        return kind
    free = document.flag("no_password_required", False)
    if free is True:
        return "none"
    passwords = [is_set(document, path) for path in ("passwords", "passwords_wo", "passwords_wo_version")]
    if True in passwords:
        return "password"
    unsure = next((answer for answer in (free, *passwords) if isinstance(answer, Unknown)), None)
    return unsure or Unknown("neither a password nor another way to log in is stated")


def _required(document: Document, offered: Fact[bool]) -> Fact[bool]:
    if offered is not True:
        return offered
    mode = document.text("transit_encryption_mode", "required")
    return mode if isinstance(mode, Unknown) else mode != "preferred"


def _authentication(document: Document, offered: Fact[bool]) -> Fact[str]:
    if offered is False:
        return "none"
    users, token = is_set(document, "user_group_ids"), is_set(document, "auth_token")
    unsure = next((answer for answer in (offered, users, token) if isinstance(answer, Unknown)), None)
    if isinstance(offered, Unknown) or (unsure and True not in (users, token)):
        return unsure or "none"
    return "users" if users is True else "password" if token is True else "none"
