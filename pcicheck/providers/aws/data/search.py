"""OpenSearch, Elasticsearch and CloudSearch domains.

Defaults (Terraform registry, ``aws_opensearch_domain`` and ``aws_elasticsearch_domain``): without their blocks
``encrypt_at_rest`` and ``node_to_node_encryption`` are off; ``enforce_https`` is true inside a written
``domain_endpoint_options`` and false without one, as in the service's API; one data node; ``enabled`` of a log is true;
fine-grained access is off, and where it is on the service insists on HTTPS. The TLS policy of the service is
``Policy-Min-TLS-1-0-2019-07`` where none is named (Amazon OpenSearch Service API Reference, ``DomainEndpointOptions``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import Search
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.access import is_public
from pcicheck.providers.aws.data.common import made, switched
from pcicheck.providers.aws.policy import read_policy

_POLICY = re.compile(r"^Policy-Min-TLS-(\d)-(\d)")
_POLICIES = (
    "aws_opensearch_domain_policy",
    "aws_elasticsearch_domain_policy",
    "aws_cloudsearch_domain_service_access_policy",
)
_NO_SETTING = Inapplicable("CloudSearch has no such setting")
_LOGS = {
    "AUDIT_LOGS": "audit",
    "ES_APPLICATION_LOGS": "application",
    "SEARCH_SLOW_LOGS": "search_slow",
    "INDEX_SLOW_LOGS": "index_slow",
}


def domain(document: Document) -> Iterator[Resource]:
    """A domain with its separately written access policy."""
    facts = Search(
        encryption=switched(document, "encrypt_at_rest.enabled", "encrypt_at_rest.kms_key_id"),
        private_network=_in_network(document),
        open_to_anyone=_open(document),
        tls_only=_tls_only(document),
        min_tls=_min_tls(document),
        node_encryption=document.flag("node_to_node_encryption.enabled", False),
        nodes=_nodes(document),
        log_exports=_logs(document),
        user_permissions=document.flag("advanced_security_options.enabled", False),
    )
    yield from made(document, facts, "domain_name", "domain_id")


def _in_network(document: Document) -> Fact[bool]:
    block = document.block("vpc_options")
    if block is None or isinstance(block, Unknown):
        return block if isinstance(block, Unknown) else False
    if isinstance(block.values, Unknown):
        return block.values
    return True


def _open(document: Document) -> Fact[bool]:
    for sidecar in document.all_sidecars(*_POLICIES):
        path = "access_policy" if "cloudsearch" in sidecar.type else "access_policies"
        return is_public(read_policy(sidecar, path))
    return is_public(read_policy(document, "access_policies"))


def _tls_only(document: Document) -> Fact[bool]:
    block = document.block("domain_endpoint_options")
    if isinstance(block, Block):
        return block.flag("enforce_https", True)
    return block if isinstance(block, Unknown) else document.flag("advanced_security_options.enabled", False)


def _min_tls(document: Document) -> Fact[float]:
    name = document.text("domain_endpoint_options.tls_security_policy", "Policy-Min-TLS-1-0-2019-07")
    return _version(name)


def _version(name: str | None | Unknown) -> Fact[float]:
    if name is None or isinstance(name, Unknown):
        return name
    match = _POLICY.match(name)
    return float(f"{match[1]}.{match[2]}") if match else Unknown(f"{name} is no TLS policy that is known here")


def _nodes(document: Document) -> Fact[int]:
    block = document.block("cluster_config")
    if block is None or isinstance(block, Unknown):
        return block if isinstance(block, Unknown) else 1
    counts = [block.number("instance_count", 1)]
    for switch, count in (("dedicated_master_enabled", "dedicated_master_count"), ("warm_enabled", "warm_count")):
        enabled = block.flag(switch, False)
        if enabled is not False:
            counts.append(enabled if isinstance(enabled, Unknown) else block.number(count, 0))
    total = sum(int(count) for count in counts if isinstance(count, (int, float)))
    unknown = next((count for count in counts if isinstance(count, Unknown)), None)
    return unknown if unknown is not None and total <= 1 else total


def _logs(document: Document) -> Fact[tuple[str | Unknown, ...]]:
    blocks = document.blocks("log_publishing_options")
    if isinstance(blocks, Unknown):
        return blocks
    logs: list[str | Unknown] = []
    for block in blocks:
        name = _log(block)
        if name is not None:
            logs.append(name)
    return tuple(logs)


def _log(block: Block) -> str | None | Unknown:
    enabled = block.flag("enabled", True)
    if enabled is False:
        return None
    kind = block.text("log_type")
    if isinstance(enabled, Unknown) or isinstance(kind, Unknown):
        return enabled if isinstance(enabled, Unknown) else kind
    return _LOGS.get(str(kind), str(kind).lower())


def old_search(document: Document) -> Iterator[Resource]:
    """A domain of CloudSearch: plain HTTP is answered and TLS 1.0 accepted unless it is written otherwise."""
    name = document.text("endpoint_options.tls_security_policy", "Policy-Min-TLS-1-0-2019-07")
    facts = Search(
        encryption=Encryption(at_rest=_NO_SETTING, key_owner=_NO_SETTING, key=_NO_SETTING),
        private_network=_NO_SETTING,
        open_to_anyone=_open(document),
        tls_only=document.flag("endpoint_options.enforce_https", False),
        min_tls=_version(name),
        node_encryption=_NO_SETTING,
        nodes=_NO_SETTING,
        log_exports=_NO_SETTING,
        user_permissions=_NO_SETTING,
    )
    yield from made(document, facts, "name", "domain_id")
