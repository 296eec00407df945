"""RDS instances, Aurora and Multi-AZ clusters, cluster instances and global clusters.

Defaults (Terraform registry, ``aws_db_instance``, ``aws_rds_cluster``, ``aws_rds_cluster_instance``,
``aws_rds_global_cluster``): ``storage_encrypted`` false (true for ``engine_mode = "serverless"``),
``publicly_accessible`` false, ``auto_minor_version_upgrade`` true, ``iam_database_authentication_enabled`` false, no
log exports. New servers get a certificate of ``rds-ca-rsa2048-g1``; ``rds-ca-2019`` ended in August 2024 (Amazon
RDS User Guide, "Using SSL/TLS to encrypt a connection"). What is restored or replicated takes the engine, the
encryption and the administrator of its source.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Database
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import admin_password, is_set, known_texts_of, made
from pcicheck.providers.aws.data.engines import (
    SOURCES,
    audit_log_exported,
    certificate_current,
    engine_fact,
    iam_logins,
    stored,
    tls_required_by_group,
    unless_copied,
)
from pcicheck.providers.aws.data.releases import insights_key_owner, known_hole

_CLUSTER_HAS_IT = Inapplicable("the cluster that the instance belongs to has it")
_INSTANCES_HAVE_IT = Inapplicable("the instances of the cluster have it")
_NO_EXPIRY = Inapplicable("rows of a relational database do not expire by themselves")
_GLOBAL = Inapplicable("the member clusters of a global cluster have it")


def instance(document: Document) -> Iterator[Resource]:
    """An RDS instance: its own server, or a replica of another."""
    engine = engine_fact(document, "replicate_source_db")
    logs = known_texts_of(document, "enabled_cloudwatch_logs_exports")
    yield from made(
        document,
        Database(
            engine=engine,
            encryption=stored(document, "replicate_source_db", False),
            public=document.flag("publicly_accessible", False),
            tls_required=tls_required_by_group(document, "parameter_group_name", "aws_db_parameter_group", engine),
            log_exports=logs,
            audit_log=audit_log_exported(engine, logs),
            auto_minor_upgrade=document.flag("auto_minor_version_upgrade", True),
            admin_name=unless_copied(document, "replicate_source_db", document.text("username")),
            admin_password=unless_copied(
                document, "replicate_source_db", admin_password(document, "manage_master_user_password", "password")
            ),
            central_identity=iam_logins(document, engine),
            certificate_current=certificate_current(document, "ca_cert_identifier"),
            items_expire=_NO_EXPIRY,
            insights_key_owner=insights_key_owner(document),
            known_hole=known_hole(document),
        ),
        "identifier",
    )


def cluster(document: Document) -> Iterator[Resource]:
    """An Aurora cluster, or a Multi-AZ cluster (with ``db_cluster_instance_class``), which has its own address."""
    engine = engine_fact(document, "replication_source_identifier", "aurora")
    logs = known_texts_of(document, "enabled_cloudwatch_logs_exports")
    serverless = document.text("engine_mode", "provisioned")
    whole = is_set(document, "db_cluster_instance_class")
    yield from made(
        document,
        Database(
            engine=engine,
            encryption=stored(
                document,
                "replication_source_identifier",
                serverless if isinstance(serverless, Unknown) else serverless == "serverless",
            ),
            public=_INSTANCES_HAVE_IT if whole is False else Unknown("its subnet group decides"),
            tls_required=tls_required_by_group(
                document, "db_cluster_parameter_group_name", "aws_rds_cluster_parameter_group", engine
            ),
            log_exports=logs,
            audit_log=audit_log_exported(engine, logs),
            auto_minor_upgrade=_INSTANCES_HAVE_IT
            if whole is False
            else document.flag("auto_minor_version_upgrade", True),
            admin_name=unless_copied(document, "replication_source_identifier", document.text("master_username")),
            admin_password=unless_copied(
                document,
                "replication_source_identifier",
                admin_password(document, "manage_master_user_password", "master_password"),
            ),
            central_identity=document.flag("iam_database_authentication_enabled", False),
            certificate_current=_INSTANCES_HAVE_IT
            if whole is False
            else certificate_current(document, "ca_certificate_identifier"),
            items_expire=_NO_EXPIRY,
            insights_key_owner=insights_key_owner(document),
            known_hole=known_hole(document),
        ),
        "cluster_identifier",
    )


def cluster_instance(document: Document) -> Iterator[Resource]:
    """An instance of an Aurora cluster."""
    engine = document.text("engine", "aurora")
    yield from made(document, member_facts(document, engine, document.flag("publicly_accessible", False)), "identifier")


def member_facts(document: Document, engine: Fact[str], public: Fact[bool]) -> Database:
    """Facts of an instance whose cluster holds storage, accounts and logs."""
    return Database(
        engine=engine,
        encryption=Encryption(at_rest=_CLUSTER_HAS_IT, key_owner=_CLUSTER_HAS_IT, key=_CLUSTER_HAS_IT),
        public=public,
        tls_required=_CLUSTER_HAS_IT,
        log_exports=_CLUSTER_HAS_IT,
        audit_log=_CLUSTER_HAS_IT,
        auto_minor_upgrade=document.flag("auto_minor_version_upgrade", True),
        admin_name=_CLUSTER_HAS_IT,
        admin_password=_CLUSTER_HAS_IT,
        central_identity=_CLUSTER_HAS_IT,
        certificate_current=certificate_current(document, "ca_cert_identifier"),
        items_expire=_NO_EXPIRY,
        insights_key_owner=insights_key_owner(document),
        known_hole=_CLUSTER_HAS_IT,
    )


def global_cluster(document: Document) -> Iterator[Resource]:
    """A global cluster. Made from an existing cluster, it takes that one's encryption; keys belong to members."""
    at_rest = document.flag("storage_encrypted", False)
    source = document.follow("source_db_cluster_identifier", *SOURCES, "aws_docdb_cluster", "aws_neptune_cluster")
    unstated = document.get("storage_encrypted") is None
    if unstated and is_set(document, "source_db_cluster_identifier") is not False:
        at_rest = (
            source.flag("storage_encrypted", False)
            if source
            else Unknown("the cluster that it is made from is not in this input")
        )
    yield from made(
        document,
        Database(
            engine=document.text("engine", Unknown("the cluster that it is made from decides")),
            encryption=Encryption(at_rest=at_rest, key_owner=_GLOBAL, key=_GLOBAL),
            public=_GLOBAL,
            tls_required=_GLOBAL,
            log_exports=_GLOBAL,
            audit_log=_GLOBAL,
            auto_minor_upgrade=_GLOBAL,
            admin_name=_GLOBAL,
            admin_password=_GLOBAL,
            central_identity=_GLOBAL,
            certificate_current=_GLOBAL,
            items_expire=_NO_EXPIRY,
            insights_key_owner=_GLOBAL,
            known_hole=_GLOBAL,
        ),
        "global_cluster_identifier",
    )
