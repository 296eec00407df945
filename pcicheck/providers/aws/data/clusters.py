"""DocumentDB and Neptune clusters and their instances.

Defaults (Terraform registry, ``aws_docdb_cluster``, ``aws_docdb_cluster_instance``, ``aws_neptune_cluster``,
``aws_neptune_cluster_instance``): ``storage_encrypted`` false, ``iam_database_authentication_enabled`` false,
``publicly_accessible`` false, ``auto_minor_version_upgrade`` true, no log exports. DocumentDB exports ``audit`` and
``profiler``, Neptune ``audit`` and ``slowquery``; any other name exports nothing. DocumentDB has no public
endpoints (Amazon DocumentDB Developer Guide, "Connecting from outside a VPC"). Neptune has no password logins.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.data import Database
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import admin_password, encryption, holds, is_set, known_texts_of, made
from pcicheck.providers.aws.data.engines import inherits
from pcicheck.providers.aws.data.relational import member_facts
from pcicheck.providers.aws.data.settings import default_requires_tls, group_requires_tls

_INSTANCES_HAVE_IT = Inapplicable("the instances of the cluster have it")
_NO_ADMIN = Inapplicable("Neptune has no administrator account of its own")
_NO_EXPIRY = Inapplicable("the cluster has no such setting; collections and graphs decide")
_NO_HOLE = Inapplicable("no hole of this engine is in our list")
_SNAPSHOT = Unknown("what it is copied from decides")


def docdb_cluster(document: Document) -> Iterator[Resource]:
    """A DocumentDB cluster."""
    logs = _exports(document, "enabled_cloudwatch_logs_exports", "audit", "profiler")
    name: Fact[str] = document.text("master_username")
    password = admin_password(document, "manage_master_user_password", "master_password")
    if is_set(document, "global_cluster_identifier") is True and name is None:
        secondary: Fact[str] = Inapplicable("a secondary cluster has the accounts of the primary")
        name, password = secondary, secondary
    yield from made(
        document,
        Database(
            engine="docdb",
            encryption=encryption(document, _at_rest(document), "kms_key_id", copied=_copied(document)),
            public=False,
            tls_required=_tls_required(document, "db_cluster_parameter_group_name", "docdb"),
            log_exports=logs,
            audit_log=holds(logs, "audit"),
            auto_minor_upgrade=_INSTANCES_HAVE_IT,
            admin_name=_SNAPSHOT if name is None else name,
            admin_password=password,
            central_identity=Inapplicable("DocumentDB turns IAM logins on user by user"),
            certificate_current=_INSTANCES_HAVE_IT,
            items_expire=_NO_EXPIRY,
            insights_key_owner=_INSTANCES_HAVE_IT,
            known_hole=_NO_HOLE,
        ),
        "cluster_identifier",
    )


def docdb_instance(document: Document) -> Iterator[Resource]:
    """An instance of a DocumentDB cluster."""
    yield from made(document, member_facts(document, "docdb", False), "identifier")


def neptune_cluster(document: Document) -> Iterator[Resource]:
    """A Neptune cluster."""
    logs = _exports(document, "enable_cloudwatch_logs_exports", "audit", "slowquery")
    yield from made(
        document,
        Database(
            engine="neptune",
            encryption=encryption(document, _at_rest(document), "kms_key_arn", copied=_copied(document)),
            public=_INSTANCES_HAVE_IT,
            tls_required=_tls_required(document, "neptune_cluster_parameter_group_name", "neptune"),
            log_exports=logs,
            audit_log=holds(logs, "audit"),
            auto_minor_upgrade=_INSTANCES_HAVE_IT,
            admin_name=_NO_ADMIN,
            admin_password=_NO_ADMIN,
            central_identity=document.flag("iam_database_authentication_enabled", False),
            certificate_current=_INSTANCES_HAVE_IT,
            items_expire=_NO_EXPIRY,
            insights_key_owner=_INSTANCES_HAVE_IT,
            known_hole=_NO_HOLE,
        ),
        "cluster_identifier",
    )


def neptune_instance(document: Document) -> Iterator[Resource]:
    """An instance of a Neptune cluster."""
    facts = member_facts(document, "neptune", document.flag("publicly_accessible", False))
    yield from made(document, facts, "identifier")


def _exports(document: Document, path: str, *offered: str) -> tuple[str | Unknown, ...] | Unknown:
    """The logs that are exported, among those that the service offers."""
    logs = known_texts_of(document, path)
    if isinstance(logs, Unknown):
        return logs
    return tuple(log for log in logs if isinstance(log, Unknown) or log in offered)


def _copied(document: Document) -> bool:
    return inherits(document, "replication_source_identifier") is not False


def _at_rest(document: Document) -> Fact[bool]:
    stated = document.flag("storage_encrypted")
    if stated is not None:
        return stated
    if not _copied(document):
        return False
    return True if is_set(document, "kms_key_id") is True or is_set(document, "kms_key_arn") is True else _SNAPSHOT


def _tls_required(document: Document, path: str, engine: str) -> Fact[bool]:
    group = document.follow(path, f"aws_{engine}_cluster_parameter_group")
    if group is not None:
        return group_requires_tls(group)
    name = document.text(path)
    if isinstance(name, Unknown):
        return name
    if name is None or name.startswith("default."):
        return default_requires_tls(engine, None)
    return Unknown(f"the parameter group {name} is not in this input")
