"""EKS and ECS clusters, node groups and ECS services.

Defaults, Terraform registry, hashicorp/aws: ``aws_eks_cluster.vpc_config`` has ``endpoint_public_access`` true and
``public_access_cidrs`` 0.0.0.0/0; no control plane log is on; ``version`` unset takes the newest. Without
``encryption_config``, secrets are encrypted with a key that AWS owns (Amazon EKS User Guide, "Default envelope
encryption for all Kubernetes API Data", from version 1.28). ``aws_eks_node_group.remote_access`` with a key and no
``source_security_group_ids`` opens port 22 to the internet (same registry). ``aws_ecs_cluster`` logs ECS Exec by the
settings of the task (``logging`` DEFAULT). ``aws_ecs_service.network_configuration.assign_public_ip`` is false,
``launch_type`` EC2 and ``platform_version`` LATEST.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.containers import Cluster, ContainerService, NodePool
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.aws.data.common import holds, is_set, known_texts_of, made
from pcicheck.providers.aws.kms import kms_encryption

_CONTROL_LOGS = ("api", "audit", "authenticator", "controllermanager", "scheduler")
_NOT_A_VERSION = Unknown("the version is not of the form 1.x")
_NOT_KUBERNETES = Inapplicable("an ECS cluster has no control plane of its own")
_NOT_ECS = Inapplicable("sessions go through the Kubernetes API, which its audit log covers")
_NO_SESSIONS = Inapplicable("the cluster has no settings for sessions, or does not log them")
_OWN_MACHINES = Inapplicable("it runs on machines of the customer")
_FARGATE = ("FARGATE", "FARGATE_SPOT")
_EXEC = "configuration.execute_command_configuration"


def eks_cluster(document: Document) -> Iterator[Resource]:
    """An EKS cluster."""
    public = _api_public(document)
    logs = known_texts_of(document, "enabled_cluster_log_types")
    facts = Cluster(
        api_public=public,
        api_open=all_true(public, _any_range(document)),
        audit_log=holds(logs, "audit"),
        all_control_logs=all_true(*(holds(logs, name) for name in _CONTROL_LOGS)),
        secrets_encryption=_secrets_encryption(document),
        kubernetes_minor=_minor(document),
        sessions_logged=_NOT_ECS,
        sessions_encrypted=_NOT_ECS,
    )
    yield from made(document, facts, "name")


def ecs_cluster(document: Document) -> Iterator[Resource]:
    """An ECS cluster."""
    logging = document.text(f"{_EXEC}.logging", "DEFAULT")
    logged = logging if isinstance(logging, Unknown) else str(logging).upper() != "NONE"
    facts = Cluster(
        api_public=_NOT_KUBERNETES,
        api_open=_NOT_KUBERNETES,
        audit_log=_NOT_KUBERNETES,
        all_control_logs=_NOT_KUBERNETES,
        secrets_encryption=Encryption(at_rest=_NOT_KUBERNETES, key_owner=_NOT_KUBERNETES, key=_NOT_KUBERNETES),
        kubernetes_minor=_NOT_KUBERNETES,
        sessions_logged=logged,
        sessions_encrypted=_sessions_encrypted(document, logged),
    )
    yield from made(document, facts, "name")


def ecs_service(document: Document) -> Iterator[Resource]:
    """An ECS service, or a task set of one."""
    facts = ContainerService(
        public_address=document.flag("network_configuration.assign_public_ip", False),
        current_platform=_current_platform(document),
    )
    yield from made(document, facts, "name")


def node_group(document: Document) -> Iterator[Resource]:
    """A managed node group of an EKS cluster."""
    block = document.block("remote_access")
    if block is None or isinstance(block, Unknown):
        ssh_open: bool | Unknown = block or False
    else:
        groups = is_set(document, "remote_access.source_security_group_ids")
        ssh_open = all_true(is_set(document, "remote_access.ec2_ssh_key"), negated(groups))
    yield from made(document, NodePool(ssh_open=ssh_open), "node_group_name")


def _current_platform(document: Document) -> Fact[bool]:
    launch = document.text("launch_type")
    providers = document.blocks("capacity_provider_strategy")
    if launch is None:
        named = [providers] if isinstance(providers, Unknown) else [p.text("capacity_provider") for p in providers]
        serverless = any_true(*(name if isinstance(name, Unknown) else name in _FARGATE for name in named))
    else:
        serverless = launch if isinstance(launch, Unknown) else launch in _FARGATE
    if serverless is not True:
        return serverless or _OWN_MACHINES
    version = document.text("platform_version", "LATEST")
    return version if isinstance(version, Unknown) else str(version).upper() == "LATEST"


def _api_public(document: Document) -> Fact[bool]:
    """Public unless it is switched off, so too where nothing is written of the network."""
    block = document.block("vpc_config")
    return block if isinstance(block, Unknown) else block is None or block.flag("endpoint_public_access", True)


def _any_range(document: Document) -> bool | Unknown:
    ranges = document.texts("vpc_config.public_access_cidrs")
    if isinstance(ranges, Unknown):
        return ranges
    return internet(ranges) if ranges else True


def _secrets_encryption(document: Document) -> Encryption:
    blocks = document.blocks("encryption_config")
    if isinstance(blocks, Unknown):
        return Encryption(at_rest=True, key_owner=blocks, key=blocks)
    covered = any_true(*(holds(known_texts_of(block, "resources"), "secrets") for block in blocks))
    if covered is not True:
        owner: Fact[str] = covered if isinstance(covered, Unknown) else "provider"
        return Encryption(at_rest=True, key_owner=owner, key=None)
    encryption = kms_encryption(document, "encryption_config.provider.key_arn", without="provider")
    if isinstance(encryption.key_owner, Unknown) and document.get("encryption_config.provider.key_arn") is not None:
        return Encryption(at_rest=True, key_owner="customer", key=encryption.key)
    return encryption


def _minor(document: Document) -> Fact[int]:
    version = document.text("version")
    if version is None or isinstance(version, Unknown):
        return version
    major, _, minor = version.partition(".")
    return int(minor) if major == "1" and minor.isdigit() else _NOT_A_VERSION


def _sessions_encrypted(document: Document, logged: bool | Unknown) -> Fact[bool]:
    block = document.block(_EXEC)
    if isinstance(block, Unknown):
        return block
    if block is None or logged is False:
        return _NO_SESSIONS
    logs = (
        document.flag(f"{_EXEC}.log_configuration.{name}_encryption_enabled", False)
        for name in ("cloud_watch", "s3_bucket")
    )
    return all_true(is_set(document, f"{_EXEC}.kms_key_id"), any_true(*logs))
