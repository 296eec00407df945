"""Redshift, Redshift Serverless and Athena.

Defaults: ``encrypted`` and ``publicly_accessible`` of ``aws_redshift_cluster`` changed with version 6.0 of the provider
(to true and false; before, to false and true). Plans show them; configuration that leaves them out is read as the older
versions would, which is the stricter reading.
``allow_version_upgrade`` true, ``enhanced_vpc_routing`` false, no audit log. Redshift Serverless always encrypts, with
a key that AWS owns unless ``kms_key_id`` is given; ``publicly_accessible`` and ``enhanced_vpc_routing`` are false, the
administrator is ``admin``. Athena's ``enforce_workgroup_configuration`` is true. All from the Terraform registry; a
custom parameter group decides ``require_ssl``, and which default group a cluster has, AWS decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Warehouse
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import admin_password, encryption, is_set, known_texts_of, made, switched
from pcicheck.providers.aws.data.settings import default_requires_tls, family_of, group_requires_tls

_NO_RESULTS = Inapplicable("it stores no query results of its own")
_WORKGROUP = Inapplicable("the workgroup has it")
_NAMESPACE = Inapplicable("the namespace has it")
_SERVICE = Inapplicable("AWS runs and updates the servers")
_API = Inapplicable("it is reached through the AWS API alone, with HTTPS and IAM")
_BUCKET = Inapplicable("what it reads lies in object stores, which are judged themselves")


def redshift_cluster(document: Document) -> Iterator[Resource]:
    """A Redshift cluster with its separately written logging."""
    name: Fact[str] = document.text("master_username", Unknown("the snapshot that it is made from decides"))
    facts = Warehouse(
        encryption=switched(
            document, "encrypted", "kms_key_id", copied=is_set(document, "snapshot_identifier") is not False
        ),
        public=document.flag("publicly_accessible", True),
        private_routing=document.flag("enhanced_vpc_routing", False),
        tls_required=_tls_required(document),
        audit_log=_audit_log(document),
        auto_upgrade=document.flag("allow_version_upgrade", True),
        admin_name=name,
        admin_password=admin_password(document, "manage_master_password", "master_password"),
        results_encrypted=_NO_RESULTS,
        settings_enforced=_NO_RESULTS,
    )
    yield from made(document, facts, "cluster_identifier")


def serverless_namespace(document: Document) -> Iterator[Resource]:
    """A namespace of Redshift Serverless: the data and its accounts."""
    logs = known_texts_of(document, "log_exports")
    facts = Warehouse(
        encryption=encryption(document, True, "kms_key_id", keyless="provider"),
        public=_WORKGROUP,
        private_routing=_WORKGROUP,
        tls_required=_WORKGROUP,
        audit_log=logs if isinstance(logs, Unknown) else _logs_users(logs),
        auto_upgrade=_SERVICE,
        admin_name=document.text("admin_username", "admin"),
        admin_password=admin_password(document, "manage_admin_password", "admin_user_password"),
        results_encrypted=_NO_RESULTS,
        settings_enforced=_NO_RESULTS,
    )
    yield from made(document, facts, "namespace_name")


def serverless_workgroup(document: Document) -> Iterator[Resource]:
    """A workgroup of Redshift Serverless: the address and the engine."""
    facts = Warehouse(
        encryption=Encryption(at_rest=_NAMESPACE, key_owner=_NAMESPACE, key=_NAMESPACE),
        public=document.flag("publicly_accessible", False),
        private_routing=document.flag("enhanced_vpc_routing", False),
        tls_required=_workgroup_tls(document),
        audit_log=_NAMESPACE,
        auto_upgrade=_SERVICE,
        admin_name=_NAMESPACE,
        admin_password=_NAMESPACE,
        results_encrypted=_NO_RESULTS,
        settings_enforced=_NO_RESULTS,
    )
    yield from made(document, facts, "workgroup_name")


def athena_database(document: Document) -> Iterator[Resource]:
    """An Athena database: the results of its statements."""
    encrypted = document.has("encryption_configuration.encryption_option")
    yield from made(document, _athena(encrypted, Inapplicable("the workgroup has it")), "name")


def athena_workgroup(document: Document) -> Iterator[Resource]:
    """An Athena workgroup. Results that Athena itself keeps are always encrypted."""
    path = "configuration.result_configuration.encryption_configuration.encryption_option"
    managed = document.flag("configuration.managed_query_results_configuration.enabled", False)
    encrypted = True if managed is True else document.has(path)
    enforced = document.flag("configuration.enforce_workgroup_configuration", True)
    yield from made(document, _athena(encrypted, enforced), "name")


def _athena(encrypted: Fact[bool], enforced: Fact[bool]) -> Warehouse:
    return Warehouse(
        encryption=Encryption(at_rest=_BUCKET, key_owner=_BUCKET, key=_BUCKET),
        public=_API,
        private_routing=_API,
        tls_required=_API,
        audit_log=_API,
        auto_upgrade=_SERVICE,
        admin_name=_API,
        admin_password=_API,
        results_encrypted=encrypted,
        settings_enforced=enforced,
    )


def _tls_required(document: Document) -> Fact[bool]:
    group = document.follow("cluster_parameter_group_name", "aws_redshift_parameter_group")
    if group is not None:
        return group_requires_tls(group)
    name = document.text("cluster_parameter_group_name")
    if isinstance(name, Unknown):
        return name
    if name is None:
        return Unknown("no parameter group is named, and AWS decides which default one it is")
    if name.startswith("default."):
        return default_requires_tls(*family_of(name))
    return Unknown(f"the parameter group {name} is not in this input")


def _audit_log(document: Document) -> Fact[bool]:
    if document.sidecar("aws_redshift_logging") is not None:
        return True
    return document.flag("logging.enable", document.flag("enable_logging", False))


def _logs_users(logs: tuple[str | Unknown, ...]) -> bool | Unknown:
    """Connections and statements: the one without the other leaves a hole in the trail."""
    if "connectionlog" in logs and "useractivitylog" in logs:
        return True
    return next((log for log in logs if isinstance(log, Unknown)), False)


def _workgroup_tls(document: Document) -> Fact[bool]:
    blocks = document.blocks("config_parameter")
    if isinstance(blocks, Unknown):
        return blocks
    unsure: Unknown | None = None
    for block in blocks:
        key = block.text("parameter_key")
        if key == "require_ssl":
            return block.flag("parameter_value", False)
        unsure = key if isinstance(key, Unknown) else unsure
    return unsure or Unknown("require_ssl is not stated, and its default depends on when the workgroup was made")
