"""Answers of load balancers, transfer servers and lattice services in Terraform's form.

Elastic Load Balancing, "Load balancer attributes": attributes are texts under dotted names. A listener of a classic
load balancer names its policies, and each policy says every protocol and cipher one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, block, tags_of, told
from pcicheck.sources.aws.spelling import as_blocks, inside, members
from pcicheck.sources.live.natives import Native

_INTERNAL = "internal"
_TLS_POLICY = "SSLNegotiationPolicyType"


def balancer(native: Native) -> Iterator[Shaped]:
    """An application, network or gateway load balancer."""
    item = native.item
    found = _attributes(native.part("attributes"))
    yield Shaped(
        "aws_lb",
        {
            "id": native.id,
            "arn": native.id,
            "name": item.get("LoadBalancerName"),
            "internal": item.get("Scheme") == _INTERNAL,
            "load_balancer_type": item.get("Type"),
            "subnets": [zone.get("SubnetId") for zone in item.get("AvailabilityZones") or ()],
            "security_groups": item.get("SecurityGroups"),
            "access_logs": [
                {"enabled": _of(found, "access_logs.s3.enabled"), "bucket": _of(found, "access_logs.s3.bucket")}
            ],
            "drop_invalid_header_fields": _of(found, "routing.http.drop_invalid_header_fields.enabled"),
            "desync_mitigation_mode": _of(found, "routing.http.desync_mitigation_mode"),
        },
    )


def _attributes(found: Any) -> Any:
    if isinstance(found, Unknown):
        return found
    return {attribute.get("Key"): attribute.get("Value") for attribute in found or ()}


def _of(found: Any, name: str) -> Any:
    """An attribute; kinds of load balancers that do not have it are not asked about it."""
    return found if isinstance(found, Unknown) else found.get(name, NOT_TOLD)


def listener(native: Native) -> Iterator[Shaped]:
    """A listener."""
    item = native.item
    certificates = item.get("Certificates") or [{}]
    mutual = item.get("MutualAuthentication")
    yield Shaped(
        "aws_lb_listener",
        {
            "id": native.id,
            "arn": native.id,
            "load_balancer_arn": item.get("LoadBalancerArn"),
            "port": item.get("Port"),
            "protocol": item.get("Protocol"),
            "ssl_policy": item.get("SslPolicy"),
            "certificate_arn": certificates[0].get("CertificateArn"),
            "default_action": [_action(action) for action in item.get("DefaultActions") or ()],
            "mutual_authentication": block(_mutual(mutual) if mutual else None),
        },
    )


def _action(action: dict[str, Any]) -> dict[str, Any]:
    redirect = action.get("RedirectConfig")
    return {
        "type": action.get("Type"),
        "target_group_arn": action.get("TargetGroupArn"),
        "redirect": as_blocks(redirect) if redirect else [],
    }


def _mutual(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "mode": found.get("Mode"),
        "trust_store_arn": found.get("TrustStoreArn"),
        "ignore_client_certificate_expiry": found.get("IgnoreClientCertificateExpiry"),
    }


def target_group(native: Native) -> Iterator[Shaped]:
    """Targets of load balancers."""
    item = native.item
    values = {"id": native.id, "arn": native.id, "name": item.get("TargetGroupName"), "vpc_id": item.get("VpcId")}
    hop = {"protocol": item.get("Protocol"), "port": item.get("Port"), "target_type": item.get("TargetType")}
    yield Shaped("aws_lb_target_group", values | hop)


def trust_store(native: Native) -> Iterator[Shaped]:
    """Authorities by which a load balancer checks clients, and lists of certificates that were taken back.

    AWS does not say where the bundle came from, only how many certificates are in it.
    """
    item, lists = native.item, native.part("revocations")
    count = item.get("NumberOfCaCertificates")
    bundle = NOT_TOLD if count is None else f"{count} certificates" if count else None
    values = {"id": native.id, "arn": native.id, "name": item.get("Name"), "ca_certificates_bundle_s3_key": bundle}
    yield Shaped("aws_lb_trust_store", values)
    if isinstance(lists, Unknown):
        yield Shaped("aws_lb_trust_store_revocation", lists, f"{native.id}/revocations")
    for one in () if isinstance(lists, Unknown) else lists or ():
        beside = {"trust_store_arn": native.id, "revocation_id": one.get("RevocationId")}
        yield Shaped("aws_lb_trust_store_revocation", beside, f"{native.id}/revocations/{one.get('RevocationId')}")


def classic(native: Native) -> Iterator[Shaped]:
    """A classic load balancer with its listeners and the TLS policies of those."""
    item, found = native.item, native.part("attributes")
    listeners = item.get("ListenerDescriptions") or ()
    logs = inside(found, "AccessLog", "Enabled")
    address = arn_of(native, "elasticloadbalancing", f"loadbalancer/{native.id}")
    yield Shaped(
        "aws_elb",
        {
            "id": native.id,
            "arn": address,
            "name": native.id,
            "internal": item.get("Scheme") == _INTERNAL,
            "subnets": item.get("Subnets"),
            "security_groups": item.get("SecurityGroups"),
            "listener": [_classic_listener(one.get("Listener") or {}) for one in listeners],
            "access_logs": [{"enabled": NOT_TOLD if logs is None else logs}],
            "desync_mitigation_mode": _desync(found),
        },
        address,
    )
    for one in listeners:
        yield from _negotiation(native, address, one)


def _classic_listener(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "lb_port": one.get("LoadBalancerPort"),
        "lb_protocol": one.get("Protocol"),
        "instance_port": one.get("InstancePort"),
        "instance_protocol": one.get("InstanceProtocol"),
        "ssl_certificate_id": one.get("SSLCertificateId"),
    }


def _desync(found: Any) -> Any:
    if isinstance(found, Unknown):
        return found
    modes = {one.get("Key"): one.get("Value") for one in inside(found, "AdditionalAttributes") or ()}
    return modes.get("elb.http.desyncmitigationmode", NOT_TOLD)


def _negotiation(native: Native, address: str, one: dict[str, Any]) -> Iterator[Shaped]:
    """The TLS policy of one listener, where it has any policies."""
    names, policies = one.get("PolicyNames") or (), native.part("policies")
    port = inside(one, "Listener", "LoadBalancerPort")
    values = {"load_balancer": native.id, "lb_port": port}
    where = f"{address}/{port}/policy"
    if isinstance(policies, Unknown):
        if names:
            yield Shaped("aws_lb_ssl_negotiation_policy", values | {"attribute": policies}, where)
        return
    for policy in policies or ():
        if policy.get("PolicyName") in names and policy.get("PolicyTypeName") == _TLS_POLICY:
            attributes = [
                {"name": each.get("AttributeName"), "value": each.get("AttributeValue")}
                for each in policy.get("PolicyAttributeDescriptions") or ()
            ]
            yield Shaped("aws_lb_ssl_negotiation_policy", values | {"attribute": attributes}, where)


def lattice_service(_: Native) -> Iterator[Shaped]:
    """A lattice service only leads to its listeners."""
    return iter(())


def lattice_listener(native: Native) -> Iterator[Shaped]:
    """A listener of a lattice service."""
    values = {"id": native.id, "arn": native.id, "protocol": native.item.get("protocol")}
    yield Shaped("aws_vpclattice_listener", values)


def lattice_targets(native: Native) -> Iterator[Shaped]:
    """Targets of lattice services."""
    item = native.item
    values = {"id": native.id, "arn": native.id, "name": item.get("name"), "type": item.get("type")}
    yield Shaped("aws_vpclattice_target_group", values | {"config": [{"protocol": item.get("protocol")}]})


def transfer_server(native: Native) -> Iterator[Shaped]:
    """A file transfer server."""
    found = native.part("server")
    names = {
        "protocols": "Protocols",
        "security_policy_name": "SecurityPolicyName",
        "endpoint_type": "EndpointType",
    }
    details = inside(found, "EndpointDetails")
    values = {"id": inside(native.item, "ServerId"), "arn": native.id, "tags": tags_of(inside(found, "Tags"))}
    yield Shaped(
        "aws_transfer_server",
        values
        | told(found, names)
        | {
            "certificate": inside(found, "Certificate"),
            "logging_role": inside(found, "LoggingRole"),
            "structured_log_destinations": inside(found, "StructuredLogDestinations"),
            "endpoint_details": details
            if isinstance(details, Unknown)
            else block(members(details) if details else None),
        },
    )


def accelerator(native: Native) -> Iterator[Shaped]:
    """Public addresses in front of load balancers."""
    found = native.part("attributes")
    logs = told(found, {"flow_logs_enabled": "FlowLogsEnabled"})
    values = {"id": native.id, "arn": native.id, "name": inside(native.item, "Name"), "attributes": [logs]}
    yield Shaped("aws_globalaccelerator_accelerator", values)


SHAPES: dict[str, Shaper] = {
    "aws_lb": balancer,
    "aws_lb_listener": listener,
    "aws_lb_target_group": target_group,
    "aws_lb_trust_store": trust_store,
    "aws_elb": classic,
    "aws_transfer_server": transfer_server,
    "aws_globalaccelerator_accelerator": accelerator,
    "aws_vpclattice_service": lattice_service,
    "aws_vpclattice_listener": lattice_listener,
    "aws_vpclattice_target_group": lattice_targets,
}
