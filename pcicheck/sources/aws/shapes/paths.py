"""Answers of AWS about ways into and out of networks in Terraform's form: endpoints, hubs, firewalls, names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.aws.shape import NOT_TOLD, Shaped, Shaper, arn_of, tags_of
from pcicheck.sources.aws.spelling import as_blocks, inside
from pcicheck.sources.live.natives import Native


def endpoint(native: Native) -> Iterator[Shaped]:
    """A VPC endpoint."""
    item = native.item
    yield Shaped(
        "aws_vpc_endpoint",
        _of_ec2(native, "vpc-endpoint")
        | {
            "vpc_id": item.get("VpcId"),
            "service_name": item.get("ServiceName") or NOT_TOLD,
            "vpc_endpoint_type": item.get("VpcEndpointType"),
            "policy": item.get("PolicyDocument") or NOT_TOLD,
        },
    )


def endpoint_service(native: Native) -> Iterator[Shaped]:
    """A service of the customer behind endpoints, with whom it lets in."""
    item = native.item
    principals = native.part("principals")
    yield Shaped(
        "aws_vpc_endpoint_service",
        _of_ec2(native, "vpc-endpoint-service")
        | {
            "service_name": item.get("ServiceName"),
            "acceptance_required": item.get("AcceptanceRequired", NOT_TOLD),
            "allowed_principals": principals
            if isinstance(principals, Unknown)
            else [principal.get("Principal") for principal in principals or ()],
        },
    )


def peering(native: Native) -> Iterator[Shaped]:
    """A peering of two networks."""
    item = native.item
    values = {
        "vpc_id": inside(item, "RequesterVpcInfo", "VpcId"),
        "peer_vpc_id": inside(item, "AccepterVpcInfo", "VpcId"),
    }
    yield Shaped("aws_vpc_peering_connection", _of_ec2(native, "vpc-peering-connection") | values)


def transit_gateway(native: Native) -> Iterator[Shaped]:
    """A transit gateway; one of another account is judged there."""
    item = native.item
    if str(item.get("OwnerId") or native.account) != native.account:
        return
    mode = inside(item, "Options", "AutoAcceptSharedAttachments") or NOT_TOLD
    values = {"arn": item.get("TransitGatewayArn"), "auto_accept_shared_attachments": mode}
    yield Shaped("aws_ec2_transit_gateway", _of_ec2(native, "transit-gateway") | values)


def prefix_list(native: Native) -> Iterator[Shaped]:
    """A prefix list, of AWS or of the customer."""
    item, entries = native.item, native.part("entries")
    if item.get("OwnerId") != "AWS":
        entries = entries if isinstance(entries, Unknown) else [{"cidr": e.get("Cidr")} for e in entries or ()]
    values = {"arn": item.get("PrefixListArn"), "name": item.get("PrefixListName"), "entry": entries}
    yield Shaped("aws_ec2_managed_prefix_list", _of_ec2(native, "prefix-list") | values)


def dhcp_options(native: Native) -> Iterator[Shaped]:
    """What machines of a network are told when they ask for an address."""
    found = {
        option.get("Key"): [value.get("Value") for value in option.get("Values") or ()]
        for option in native.item.get("DhcpConfigurations") or ()
    }
    values = {"ntp_servers": found.get("ntp-servers"), "domain_name_servers": found.get("domain-name-servers")}
    yield Shaped("aws_vpc_dhcp_options", _of_ec2(native, "dhcp-options") | values)


def block_public_access(native: Native) -> Iterator[Shaped]:
    """The block on internet gateways of the account and region."""
    mode = inside(native.item, "InternetGatewayBlockMode") or NOT_TOLD
    yield Shaped(native.type, {"internet_gateway_block_mode": mode}, _of_place(native, "vpc-block-public-access"))


def block_public_clusters(native: Native) -> Iterator[Shaped]:
    """The block on EMR clusters that are open to the internet."""
    value = inside(native.item, "BlockPublicSecurityGroupRules")
    values = {"block_public_security_group_rules": NOT_TOLD if value is None else value}
    yield Shaped(native.type, values, _of_place(native, "emr-block-public-access"))


def firewall(native: Native) -> Iterator[Shaped]:
    """A network firewall with its logging."""
    found, logs = native.part("firewall"), native.part("logging")
    yield Shaped(
        "aws_networkfirewall_firewall",
        {
            "id": native.id,
            "arn": native.id,
            "name": inside(native.item, "FirewallName"),
            "firewall_policy_arn": inside(found, "FirewallPolicyArn"),
            "vpc_id": inside(found, "VpcId"),
            "tags": tags_of(inside(found, "Tags")),
        },
    )
    if logs is not None:
        config = [{"log_destination_config": as_blocks(logs)}]
        values = {"firewall_arn": native.id, "logging_configuration": config}
        yield Shaped("aws_networkfirewall_logging_configuration", values, f"{native.id}/logging")


def firewall_policy(native: Native) -> Iterator[Shaped]:
    """A policy of network firewalls."""
    policy = native.part("policy")
    values = {"id": native.id, "arn": native.id, "name": inside(native.item, "Name")}
    yield Shaped("aws_networkfirewall_firewall_policy", values | {"firewall_policy": _policy(policy)})


def _policy(found: Any) -> Any:
    if found is None or isinstance(found, Unknown):
        return found
    spelt: Any = as_blocks(found)
    spelt[0]["stateful_rule_group_reference"] = spelt[0].get("stateful_rule_group_references")
    spelt[0]["stateless_rule_group_reference"] = spelt[0].get("stateless_rule_group_references")
    return spelt


def zone(native: Native) -> Iterator[Shaped]:
    """A hosted zone, and whether it is signed."""
    item = native.item
    ident = native.id.rpartition("/")[2]
    address = f"arn:aws:route53:::hostedzone/{ident}"
    private = bool(inside(item, "Config", "PrivateZone"))
    values = {
        "id": ident,
        "zone_id": ident,
        "arn": address,
        "name": str(item.get("Name", "")).removesuffix("."),
        "vpc": [{"vpc_id": NOT_TOLD}] if private else [],
    }
    yield Shaped("aws_route53_zone", values, address)
    if not private and native.part("dnssec") is not None:
        signing = {"hosted_zone_id": ident, "signing_status": native.part("dnssec")}
        yield Shaped("aws_route53_hosted_zone_dnssec", signing, f"{address}/dnssec")


def query_log(native: Native) -> Iterator[Shaped]:
    """The log of the queries to a public zone."""
    item = native.item
    values = {"zone_id": item.get("HostedZoneId"), "cloudwatch_log_group_arn": item.get("CloudWatchLogsLogGroupArn")}
    yield Shaped("aws_route53_query_log", values)


def resolver_log(native: Native) -> Iterator[Shaped]:
    """The log of what networks ask the resolver. How many networks it has is told with it."""
    item = native.item
    values = {"id": item.get("Id"), "arn": native.id, "name": item.get("Name")}
    yield Shaped(native.type, values | {"destination_arn": item.get("DestinationArn")})
    if item.get("AssociationCount"):
        beside = {"resolver_query_log_config_id": item.get("Id")}
        yield Shaped("aws_route53_resolver_query_log_config_association", beside, f"{native.id}/associations")


def _of_ec2(native: Native, kind: str) -> dict[str, Any]:
    return {
        "id": native.id,
        "arn": arn_of(native, "ec2", f"{kind}/{native.id}"),
        "tags": tags_of(native.item.get("Tags")),
    }


def _of_place(native: Native, what: str) -> str:
    return f"{native.account}/{native.region}/{what}"


SHAPES: dict[str, Shaper] = {
    "aws_vpc_endpoint": endpoint,
    "aws_vpc_endpoint_service": endpoint_service,
    "aws_vpc_peering_connection": peering,
    "aws_ec2_transit_gateway": transit_gateway,
    "aws_ec2_managed_prefix_list": prefix_list,
    "aws_vpc_dhcp_options": dhcp_options,
    "aws_vpc_block_public_access_options": block_public_access,
    "aws_emr_block_public_access_configuration": block_public_clusters,
    "aws_networkfirewall_firewall": firewall,
    "aws_networkfirewall_firewall_policy": firewall_policy,
    "aws_route53_zone": zone,
    "aws_route53_query_log": query_log,
    "aws_route53_resolver_query_log_config": resolver_log,
}
