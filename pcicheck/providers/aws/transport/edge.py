"""File transfer servers and global accelerators.

Defaults (Terraform registry, ``aws_transfer_server``): ``endpoint_type`` PUBLIC, ``protocols`` SFTP,
``security_policy_name`` TransferSecurityPolicy-2018-11. A VPC endpoint is reachable from the internet once it
has Elastic IP addresses (Transfer Family User Guide, "Create a server in a virtual private cloud").
``aws_globalaccelerator_accelerator``: ``attributes.flow_logs_enabled`` false.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint, Exposure
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.aws.transport.common import (
    NO_REQUESTS,
    NO_SUCH,
    ONE_LISTENER,
    PASSED_THROUGH,
    audience,
    is_set,
)
from pcicheck.providers.aws.transport.policies import transfer_policy
from pcicheck.providers.base import resource

_NO_FTPS = Inapplicable("it speaks no TLS")


def transfer_server(document: Document) -> Iterator[Resource]:
    """A file transfer server: SFTP, FTPS, FTP or AS2."""
    labels = tags_of(document)
    protocols = document.texts("protocols", ("SFTP",))
    shown = protocols if isinstance(protocols, Unknown) else _lowered(protocols)
    policy = document.text("security_policy_name", "TransferSecurityPolicy-2018-11")
    version, weak = (policy, policy) if isinstance(policy, Unknown) else transfer_policy(str(policy))
    uses_tls = isinstance(shown, Unknown) or "ftps" in shown
    facts = Endpoint(
        role="file_transfer",
        plain_listener=ONE_LISTENER,
        exposure=_exposure(document),
        audience=audience(labels, document),
        protocols=shown,
        encrypted=shown if isinstance(shown, Unknown) else "ftp" not in shown,
        redirects_to_tls=False,
        min_tls=version if uses_tls else _NO_FTPS,
        weak_ciphers=weak,
        certificate=document.link("certificate", "certificate"),
        client_certificates=NO_SUCH,
        trust_anchor=NO_SUCH,
        client_expiry_checked=NO_SUCH,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=NO_REQUESTS,
        access_logging=any_true(is_set(document, "logging_role"), _destinations(document)),
        execution_logging=NO_SUCH,
        drops_invalid_headers=NO_REQUESTS,
        smuggling_defence=NO_REQUESTS,
    )
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))


def accelerator(document: Document) -> Iterator[Resource]:
    """A global accelerator: public addresses in front of load balancers."""
    labels = tags_of(document)
    facts = Endpoint(
        role="accelerator",
        plain_listener=ONE_LISTENER,
        exposure="internet",
        audience=audience(labels, document),
        protocols=PASSED_THROUGH,
        encrypted=PASSED_THROUGH,
        redirects_to_tls=PASSED_THROUGH,
        min_tls=PASSED_THROUGH,
        weak_ciphers=PASSED_THROUGH,
        certificate=PASSED_THROUGH,
        client_certificates=PASSED_THROUGH,
        trust_anchor=PASSED_THROUGH,
        client_expiry_checked=PASSED_THROUGH,
        client_certificates_bypass=NO_SUCH,
        backend_certificate=NO_SUCH,
        waf=NO_REQUESTS,
        access_logging=document.flag("attributes.flow_logs_enabled", False),
        execution_logging=NO_SUCH,
        drops_invalid_headers=NO_REQUESTS,
        smuggling_defence=NO_REQUESTS,
    )
    yield resource(document, facts, labels=labels, names=(document.text("arn"), document.text("id")))


def _lowered(names: tuple[str | Unknown, ...]) -> tuple[str, ...] | Unknown:
    """All names in lower case; unknown where one is, unless plain FTP is among the others."""
    known = tuple(name.lower() for name in names if isinstance(name, str))
    unknown = next((name for name in names if isinstance(name, Unknown)), None)
    return unknown if unknown is not None and "ftp" not in known else known


def _exposure(document: Document) -> Fact[Exposure]:
    kind = document.text("endpoint_type", "PUBLIC")
    if isinstance(kind, Unknown):
        return kind
    if kind == "VPC":
        addresses = document.get("endpoint_details.address_allocation_ids")
        if isinstance(addresses, Unknown):
            referred = document.link("endpoint_details.address_allocation_ids")
            return referred if isinstance(referred, Unknown) else "internet"
        return "internet" if addresses else "internal"
    return "internal" if kind == "VPC_ENDPOINT" else "internet"


def _destinations(document: Document) -> bool | Unknown:
    written = document.get("structured_log_destinations")
    if isinstance(written, Unknown):
        return is_set(document, "structured_log_destinations")
    return bool(written)
