"""What an RDS or Aurora engine decides: TLS, audit logs, IAM logins, and what copies take from their source.

What is restored or replicated takes the engine, the encryption and the administrator of its source. Names of audit
logs: Amazon RDS API Reference, ``CreateDBInstance``, ``EnableCloudwatchLogsExports``. IAM logins: Amazon RDS User
Guide, "IAM database authentication for MariaDB, MySQL, and PostgreSQL". A key can be named for read replicas and for
clusters from snapshots; ``RestoreDBInstanceFromDBSnapshot`` takes none (API Reference).
"""

from __future__ import annotations

import re

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.logic import any_true
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import encryption, holds, is_set
from pcicheck.providers.aws.data.settings import default_requires_tls, engine_of, family_of, group_requires_tls

_VERSION = re.compile(r"^\d+(?:\.\d+)?")
_AUDIT = {
    "mysql": "audit",
    "mariadb": "audit",
    "aurora": "audit",
    "aurora-mysql": "audit",
    "oracle": "audit",
    "postgres": "postgresql",
    "aurora-postgresql": "postgresql",
}
_IAM = ("mysql", "mariadb", "postgres")
SOURCES = ("aws_db_instance", "aws_rds_cluster")

_REPLICA = Inapplicable("a replica has the accounts of its source")
_NO_IAM = Inapplicable("this engine has no IAM logins")
_NO_EXPORT = Inapplicable("this engine exports no audit log of its own")


def certificate_current(document: Document, path: str) -> Fact[bool]:
    """Whether the server certificate comes from an authority that still stands (those named after a year ended)."""
    authority = document.text(path, "rds-ca-rsa2048-g1")
    return authority if isinstance(authority, Unknown) else not str(authority).startswith("rds-ca-20")


def inherits(document: Document, source: str) -> bool | Unknown:
    """Whether it starts as a copy of something else: a source database, a snapshot, a point in time."""
    return any_true(
        is_set(document, source), is_set(document, "snapshot_identifier"), is_set(document, "restore_to_point_in_time")
    )


def engine_fact(document: Document, source: str, default: str | None = None) -> Fact[str]:
    """Family of the engine, from the source where it is a copy."""
    name = document.text("engine")
    if name is None:
        if inherits(document, source) is False and default:
            return default
        origin = document.follow(source, *SOURCES)
        name = origin.text("engine") if origin else None
    if name is None:
        return Unknown("its engine is that of what it is copied from")
    return name if isinstance(name, Unknown) else engine_of(name.lower())


def stored(document: Document, source: str, default: bool | Unknown) -> Encryption:
    """Encryption, from the source where it is a copy."""
    at_rest = document.flag("storage_encrypted")
    copied = inherits(document, source)
    if at_rest is not True and copied is not False and _copied_with_key(document):
        at_rest = True
    if at_rest is None:
        origin = document.follow(source, *SOURCES)
        if origin is not None:
            at_rest = origin.flag("storage_encrypted", default)
        elif copied is not False:
            at_rest = Unknown("what it is copied from decides whether it is encrypted")
        else:
            at_rest = default
    return encryption(document, at_rest, "kms_key_id", copied=copied is not False)


def _copied_with_key(document: Document) -> bool:
    """Whether the copy is encrypted with a key of its own. Instances cannot be, where they come from a snapshot."""
    from_snapshot = document.type == "aws_db_instance" and is_set(document, "snapshot_identifier") is not False
    return not from_snapshot and is_set(document, "kms_key_id") is True


def tls_required_by_group(document: Document, path: str, group_type: str, engine: Fact[str]) -> Fact[bool]:
    """Whether plain connections are refused: by the parameter group, else by the version of the engine."""
    group = document.follow(path, group_type)
    if group is not None:
        return group_requires_tls(group)
    name = document.text(path)
    if isinstance(name, Unknown):
        return name
    if isinstance(name, str):
        if not name.startswith("default."):
            return Unknown(f"the parameter group {name} is not in this input")
        return default_requires_tls(*family_of(name))
    if not isinstance(engine, str):
        return engine if isinstance(engine, Unknown) else Unknown("its engine is not stated")
    return default_requires_tls(engine, _version(document))


def _version(document: Document) -> float | None | Unknown:
    text = document.text("engine_version")
    if text is None or isinstance(text, Unknown):
        return text
    match = _VERSION.match(text)
    return float(match[0]) if match else None


def audit_log_exported(engine: Fact[str], logs: tuple[str | Unknown, ...] | Unknown) -> Fact[bool]:
    """Whether the log that this engine audits with is among the exported ones."""
    if not isinstance(engine, str):
        return engine
    name = _AUDIT.get(engine)
    return holds(logs, name) if name else _NO_EXPORT


def iam_logins(document: Document, engine: Fact[str]) -> Fact[bool]:
    """Whether IAM logins are on, for engines that have them."""
    enabled = document.flag("iam_database_authentication_enabled", False)
    if enabled is False and isinstance(engine, Unknown):
        return engine
    return enabled if enabled is True or isinstance(engine, Unknown) or engine in _IAM else _NO_IAM


def unless_copied(document: Document, source: str, answer: Fact[str]) -> Fact[str]:
    """An answer about the administrator, unless another database or a snapshot gives it."""
    if is_set(document, source) is True:
        return _REPLICA
    if answer is None and is_set(document, "global_cluster_identifier") is True:
        return _REPLICA
    if answer is None:
        return Unknown("what it is copied from decides the administrator")
    return answer
