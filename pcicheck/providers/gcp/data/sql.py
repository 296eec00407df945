"""Cloud SQL instances with their flags, and their users.

Defaults (Terraform registry, ``google_sql_database_instance``; Cloud SQL Admin API, ``IpConfiguration``):

- ``database_version`` is required; until provider 3 it could be left out and was MYSQL_5_6.
- ``ipv4_enabled`` is true, also where no ``ip_configuration`` is written.
- ``ssl_mode`` and the older ``require_ssl``: connections without TLS are taken (``ALLOW_UNENCRYPTED_AND_ENCRYPTED``).
  ``require_ssl = true`` also asks for client certificates, and for encryption alone on SQL Server.
  ``connector_enforcement = "REQUIRED"`` refuses whatever does not come through a connector, which always uses TLS and
  a client certificate.
- Everything is encrypted at rest, with Google's key where ``encryption_key_name`` names none. Replicas take over the
  key of their primary.
- Of MySQL, the provider deletes the passwordless ``root`` that a new instance comes with; of PostgreSQL, nobody can
  log in as ``postgres`` until a password is set. SQL Server cannot do without ``root_password``.
- ``password_validation_policy`` is off unless written with ``enable_password_policy``; without ``min_length``,
  ``complexity`` and ``reuse_interval`` it asks for nothing. SQL Server has none.
- IAM logins need ``cloudsql.iam_authentication`` (PostgreSQL) or ``cloudsql_iam_authentication`` (MySQL); audit logs
  ``cloudsql.enable_pgaudit``, ``cloudsql_mysql_audit`` or ``sql_server_audit_config`` (Cloud SQL documentation).

A ``google_sql_user`` without a password can log in to MySQL by its name alone, and to nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Database, DatabaseUser
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.data.flags import Flags, flags_of, settings, switched
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import is_one_of, is_set, only, word

_ENGINES = ("postgres", "mysql", "sqlserver")
_VERSION = re.compile(r"^(?P<engine>[a-z]+)_(?P<major>\d+)(?:_(?P<minor>\d+))?")
_NO_VERSION = Unknown("the instance that it is copied from decides its version, which is not stated")
_CLONE = Unknown("the instance that it is cloned from decides")
_ELSEWHERE = Inapplicable("Cloud SQL keeps that outside the flags")
_REPLICA = Inapplicable("a replica has the accounts of its primary")
_NO_CERTIFICATES = Inapplicable("Cloud SQL for SQL Server cannot ask for client certificates")
_NO_IAM = Inapplicable("Cloud SQL for SQL Server has no IAM logins")
_IP = "settings.ip_configuration"
_POLICY = "settings.password_validation_policy"


def instance(document: Document) -> Iterator[Resource]:
    """A Cloud SQL instance, and its flags as the settings of its engine."""
    engine, version = engine_of(document)
    cloned = is_set(document, "clone") is not False and is_set(document, "settings") is False
    flags: Flags = (lambda _name: _CLONE) if cloned else flags_of(document, "settings.database_flags")
    facts = only(
        Database,
        "Cloud SQL has no such setting",
        engine=engine,
        release=_release(engine, version),
        encryption=_encryption(document),
        passwordless_admin=_passwordless_admin(document, engine),
        admin_password=_admin_password(document, engine),
        central_identity=_iam_logins(engine, flags),
        audit_log=_CLONE if cloned else _audit_log(document, engine, flags),
        **_passwords(document, engine, cloned),
        **(dict.fromkeys(_NETWORK, _CLONE) if cloned else _network(document, engine)),
    )
    names = (document.text("self_link"), document.text("name"), document.text("connection_name"))
    yield resource(document, facts, labels=labels_of(document) | _labels(document), names=names)
    said = settings(engine, version, flags, _ELSEWHERE)
    yield resource(document, said, part="flags", labels=labels_of(document) | _labels(document))


_NETWORK = ("public", "admits_everyone", "private_endpoint", "tls_required", "client_certificates")


def _labels(document: Document) -> dict[str, str]:
    labels = document.get("settings.user_labels")
    return {str(k): str(v) for k, v in labels.items() if isinstance(v, str)} if isinstance(labels, dict) else {}


def engine_of(document: Document) -> tuple[str | Unknown, float | None]:
    """Engine and major version of an instance."""
    copied = is_set(document, "master_instance_name") is not False or is_set(document, "clone") is not False
    text = word(document, "database_version", _NO_VERSION if copied else "mysql_5_6")
    if isinstance(text, Unknown):
        return text, None
    match = _VERSION.match(text)
    if match is None or match["engine"] not in _ENGINES:
        return Unknown(f"{text} is not understood"), None
    with_minor = match["engine"] == "mysql" or match["major"] == "9"
    minor = match["minor"] if with_minor and match["minor"] else "0"
    return match["engine"], float(f"{match['major']}.{minor}")


def _release(engine: str | Unknown, version: float | None) -> str | Unknown:
    if isinstance(engine, Unknown) or version is None:
        return engine
    return f"{engine}-{version:g}" if engine != "mysql" else f"{engine}-{version:.1f}"


def _encryption(document: Document) -> Encryption:
    said = kms_encryption(document, "encryption_key_name")
    copy = is_set(document, "master_instance_name") is not False or is_set(document, "clone") is not False
    if said.key is None and copy:
        decided = Unknown("the instance that it is copied from decides which key encrypts it")
        return Encryption(at_rest=True, key_owner=decided, key=decided)
    return said


def _network(document: Document, engine: Fact[str]) -> dict[str, Fact[bool]]:
    mode = word(document, f"{_IP}.ssl_mode", "")
    old = document.flag(f"{_IP}.require_ssl", False)
    connector = is_one_of(document, "settings.connector_enforcement", "", "required")
    modes = mode not in ("", "ssl_mode_unspecified")
    encrypted = _mode_is(mode, "encrypted_only", "trusted_client_certificate_required") if modes else old
    certified = _mode_is(mode, "trusted_client_certificate_required") if modes else old
    return {
        "public": document.flag(f"{_IP}.ipv4_enabled", True),
        "admits_everyone": _admits_everyone(document),
        "private_endpoint": any_true(
            is_set(document, f"{_IP}.private_network"),
            document.flag(f"{_IP}.psc_config.psc_enabled", False),
        ),
        "tls_required": any_true(encrypted, connector),
        "client_certificates": _NO_CERTIFICATES if engine == "sqlserver" else any_true(certified, connector),
    }


def _mode_is(mode: str | Unknown, *wanted: str) -> bool | Unknown:
    return mode if isinstance(mode, Unknown) else mode in wanted


def _admits_everyone(document: Document) -> bool | Unknown:
    blocks = document.blocks(f"{_IP}.authorized_networks")
    if isinstance(blocks, Unknown):
        return blocks
    return internet(value for block in blocks if (value := block.text("value")) is not None)


def _admin_password(document: Document, engine: Fact[str]) -> Fact[str]:
    if is_set(document, "master_instance_name") is True:
        return _REPLICA
    handed = any_true(is_set(document, "root_password_wo"), is_set(document, "root_password_wo_version"))
    stated = is_set(document, "root_password")
    if stated is True:
        return "configuration"
    if handed is True:
        return "write_only"
    unsure = next((answer for answer in (stated, handed, engine) if isinstance(answer, Unknown)), None)
    if unsure is None and is_set(document, "clone") is not False:
        unsure = _CLONE
    if unsure is None and engine == "sqlserver":
        unsure = Unknown("no password is stated, so whoever set it decides where it is kept")
    return unsure or "absent"


def _passwords(document: Document, engine: Fact[str], cloned: bool) -> dict[str, Any]:
    """What the validation policy asks of passwords; where it is off or missing, nothing."""
    names = ("password_length", "password_mixed", "password_history")
    enabled = document.flag(f"{_POLICY}.enable_password_policy", False)
    if cloned or not isinstance(engine, str) or isinstance(enabled, Unknown):
        unsure = _CLONE if cloned else enabled if isinstance(enabled, Unknown) else engine
        return dict.fromkeys(names, unsure)
    if engine == "sqlserver":
        return {}
    if not enabled:
        return dict(zip(names, (0, False, 0), strict=True))
    return {
        "password_length": document.number(f"{_POLICY}.min_length", 0),
        "password_mixed": is_one_of(document, f"{_POLICY}.complexity", "", "complexity_default"),
        "password_history": document.number(f"{_POLICY}.reuse_interval", 0),
    }


def _passwordless_admin(document: Document, engine: Fact[str]) -> Fact[bool]:
    """Whether some ``root`` of MySQL has no password; other engines refuse logins without one."""
    if engine != "mysql":
        return engine if isinstance(engine, Unknown) else False
    return any_true(*(_passwordless_root(user) for user in document.all_sidecars("google_sql_user")))


def _passwordless_root(user: Document) -> bool | Unknown:
    name = word(user, "name", "")
    if isinstance(name, str) and not name.startswith("root"):
        return False
    stated = _has_password(user)
    return (
        not stated
        if isinstance(stated, bool) and isinstance(name, str)
        else stated is not True and Unknown("the name or the password of an account is not known")
    )


def _has_password(user: Document) -> bool | Unknown:
    return any_true(*(is_set(user, path) for path in ("password", "password_wo", "password_wo_version")))


def _iam_logins(engine: Fact[str], flags: Flags) -> Fact[bool]:
    if engine == "sqlserver":
        return _NO_IAM
    if isinstance(engine, Unknown):
        return engine
    name = "cloudsql.iam_authentication" if engine == "postgres" else "cloudsql_iam_authentication"
    return switched(flags, name, False)


def _audit_log(document: Document, engine: Fact[str], flags: Flags) -> Fact[bool]:
    if isinstance(engine, Unknown):
        return engine
    if engine == "sqlserver":
        return is_set(document, "settings.sql_server_audit_config.bucket")
    return switched(flags, "cloudsql.enable_pgaudit" if engine == "postgres" else "cloudsql_mysql_audit", False)


def user(document: Document) -> Iterator[Resource]:
    """A user of a Cloud SQL instance."""
    kind = word(document, "type", "built_in")
    if isinstance(kind, Unknown):
        yield resource(document, DatabaseUser(authentication=kind, password=kind))
    elif kind.startswith("cloud_iam"):
        none = Inapplicable("accounts of the cloud's identities have no password here")
        yield resource(document, DatabaseUser(authentication="cloud", password=none))
    else:
        yield resource(document, DatabaseUser(authentication=_login(document), password=_kept(document)))


def _login(document: Document) -> Fact[str]:
    stated = _has_password(document)
    if stated is True:
        return "password"
    owner = document.follow("instance", "google_sql_database_instance")
    engine, _ = engine_of(owner) if owner else (Unknown("its instance is not in this input"), None)
    if isinstance(stated, Unknown) or isinstance(engine, Unknown):
        return stated if isinstance(stated, Unknown) else engine
    return "none" if engine == "mysql" else Inapplicable("without a password nobody can log in with this account")


def _kept(document: Document) -> Fact[str]:
    if is_set(document, "password") is True:
        return "configuration"
    stated = _has_password(document)
    if stated is True:
        return "write_only"
    return stated if isinstance(stated, Unknown) else "absent"
