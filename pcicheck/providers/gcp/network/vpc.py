"""Networks, subnetworks, address translation, and the network that comes with a project.

Defaults, Terraform registry, hashicorp/google: ``google_project.auto_create_network`` is true; a subnetwork without
``log_config`` logs nothing (provider 2 had ``enable_flow_logs``), its ``private_ip_google_access`` is false, its
``purpose`` PRIVATE, its ``stack_type`` IPV4_ONLY, its ``private_ipv6_google_access`` DISABLE_GOOGLE_ACCESS; a
router's NAT without ``log_config`` logs nothing. Flow logs and private access do not exist for proxy-only
subnetworks. Cloud NGFW, "VPC firewall rules": each network implies a rule that lets all traffic out, which a rule of
the lowest priority can stop. The network that comes with a project is called "default" (VPC documentation).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.network import NatGateway, Network, StarterNetwork, Subnet
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.logging.audit import project_audit
from pcicheck.providers.gcp.network.places import network_of
from pcicheck.providers.gcp.network.rules import NETWORK, is_egress
from pcicheck.providers.gcp.network.rules import TYPE as FIREWALL

_PROXY_ONLY = ("INTERNAL_HTTPS_LOAD_BALANCER", "REGIONAL_MANAGED_PROXY", "GLOBAL_MANAGED_PROXY")
_FOR_PROXIES = Inapplicable("a subnet for proxies only has no machines and no such setting")
_EACH_SUBNET = Inapplicable("flow logs are a setting of each subnet")
_NO_PRESET_FILTER = Inapplicable("what no rule of the network names is stopped; there is no preset filter to empty")
_DNS_POLICY = Inapplicable("name servers are set by DNS policies")
_BY_MACHINE = Inapplicable("each machine asks for a public address itself")
_NETWORK_WIDE = Inapplicable("filters belong to the whole network")
_NO_V6 = Inapplicable("the subnet has no IPv6")
_UNSEEN_POLICY = Unknown("a firewall policy is attached to the network, and may stop it")
_ASSOCIATION = "google_compute_network_firewall_policy_association"
_FLOW_LOGS = "google_network_management_vpc_flow_logs_config"


def network(document: Document) -> Iterator[Resource]:
    """A VPC network with the firewall rules that name it."""
    name = document.text("name")
    policies = _has_policy(document)
    rules = list(document.all_sidecars(FIREWALL))
    stopped = any_true(*(_stops_everything_out(rule) for rule in rules))
    facts = Network(
        preset=name if isinstance(name, Unknown) else name == "default",
        flow_logs=_EACH_SUBNET,
        preset_firewall_closed=_NO_PRESET_FILTER,
        filtered=any_true(*(rule.values if isinstance(rule.values, Unknown) else True for rule in rules), policies),
        egress_stopped=_UNSEEN_POLICY if stopped is False and policies is not False else stopped,
        own_name_servers=_DNS_POLICY,
    )
    yield resource(document, facts, names=(document.text("self_link"), document.text("id"), document.text("name")))


def subnetwork(document: Document) -> Iterator[Resource]:
    """A subnetwork."""
    purpose = document.text("purpose", "PRIVATE")
    proxies: Fact[bool] = _FOR_PROXIES if purpose in _PROXY_ONLY else None
    unsure = purpose if isinstance(purpose, Unknown) else None
    facts = Subnet(
        public_addresses=_BY_MACHINE,
        network=document.link("network", "network", NETWORK),
        flow_logs=proxies or _unless(_flow_logs(document), unsure),
        filtered=_NETWORK_WIDE,
        private_services=proxies or _unless(document.flag("private_ip_google_access", False), unsure),
        private_services_v6=proxies or _unless(_private_v6(document), unsure),
    )
    yield resource(document, facts, names=(document.text("self_link"), document.text("id"), document.text("name")))


def router_nat(document: Document) -> Iterator[Resource]:
    """The address translation of a router."""
    wanted = document.text("log_config.filter", "ALL")
    every = wanted if isinstance(wanted, Unknown) else str(wanted).upper() in ("ALL", "TRANSLATIONS_ONLY")
    facts = NatGateway(logged=all_true(document.flag("log_config.enable", False), every))
    yield resource(document, facts, names=(document.text("id"),))


def project(document: Document) -> Iterator[Resource]:
    """The network that comes with a project, and what its audit configuration says as a whole."""
    facts = StarterNetwork(made=document.flag("auto_create_network", True))
    yield resource(
        document, facts, labels=labels_of(document), names=(document.text("project_id"), document.text("id"))
    )
    yield from project_audit(document)


def _unless(answer: Fact[bool], unsure: Unknown | None) -> Fact[bool]:
    """A good answer holds whatever the purpose; a bad one only where the purpose is known."""
    return unsure if unsure is not None and answer is False else answer


def _stops_everything_out(rule: Document) -> bool | Unknown:
    blocks = rule.blocks("deny")
    if isinstance(blocks, Unknown):
        return blocks
    everything = any_true(*(_every_protocol(block.text("protocol")) for block in blocks))
    ranges = rule.texts("destination_ranges")
    everywhere = True if ranges == () else internet(ranges)
    some = (rule.has(path) for path in ("target_tags", "target_service_accounts"))
    return all_true(
        everything,
        everywhere,
        is_egress(rule),
        negated(rule.flag("disabled", False)),
        *(negated(item) for item in some),
    )


def _every_protocol(protocol: str | None | Unknown) -> bool | Unknown:
    return protocol if isinstance(protocol, Unknown) else str(protocol).lower() == "all"


def _has_policy(document: Document) -> bool | Unknown:
    """Whether a network firewall policy is attached to the network."""
    answers: list[bool | Unknown] = []
    for association in document.surroundings.of_type(_ASSOCIATION):
        target = network_of(association, "attachment_target", NETWORK)
        found = association.follow_all("attachment_target", NETWORK)
        if found:
            answers.append(document in found)
        else:
            answers.append(
                Unknown("a policy has an unknown network") if target is None else target[1] == document.text("name")
            )
    return any_true(*answers)


def _flow_logs(document: Document) -> bool | Unknown:
    return any_true(
        document.has("log_config"),
        document.flag("enable_flow_logs", False),
        *(_logs(config, document) for config in document.surroundings.of_type(_FLOW_LOGS)),
    )


def _logs(config: Document, subnet: Document) -> bool | Unknown:
    """Whether a configuration of its own logs the subnet or its whole network."""
    state = config.text("state", "ENABLED")
    if state == "DISABLED":
        return False
    direct = subnet in config.follow_all("subnet", subnet.type)
    network_name = network_of(config, "network", NETWORK)
    whole = network_name is not None and network_name == network_of(subnet, "network", NETWORK)
    if direct or whole:
        return state if isinstance(state, Unknown) else True
    return False


def _private_v6(document: Document) -> Fact[bool]:
    stack = document.text("stack_type", "IPV4_ONLY")
    if stack == "IPV4_ONLY":
        return _NO_V6
    access = document.text("private_ipv6_google_access", "DISABLE_GOOGLE_ACCESS")
    if isinstance(access, Unknown):
        return access
    enabled = str(access).startswith("ENABLE_")
    return stack if isinstance(stack, Unknown) and not enabled else enabled
