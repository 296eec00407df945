"""Networks, their filters and paths, names, and service perimeters.

Sources: REST references of Compute Engine v1 (``Firewall``, ``FirewallPolicy``, ``Network``, ``Subnetwork``,
``Router``, ``VpnTunnel`` …), Cloud DNS v1 and Access Context Manager v1. Each rule of a firewall policy becomes a
resource of its own, as most write them in Terraform; those that the platform itself puts last only pass on.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.sources.gcp.form import AssetShape, Part, items_of, lowered, only_shapes, renamed
from pcicheck.sources.shapes import Values, at

PERIMETER = "google_access_context_manager_service_perimeter"
_LAST_OWN = 2147483643
"""The four priorities after it belong to rules that the platform makes."""
_RULE = "google_compute_{}firewall_policy_rule"
_RULES = tuple(_RULE.format(kind) for kind in ("", "network_", "region_network_"))
_ASSOCIATION = "google_compute_network_firewall_policy_association"


def _firewall(values: Values) -> None:
    for name, written in (("allow", "allowed"), ("deny", "denied")):
        rules = items_of(values.pop(written, None))
        values[name] = [{"protocol": rule.get("ipprotocol"), "ports": rule.get("ports") or []} for rule in rules]
    log = values.pop("log_config", None) or {}
    if log.get("enable"):
        values["log_config"] = [log]


def _policy_parts(values: Values) -> Iterator[Part]:
    name = str(values["id"])
    kind = "" if not name.startswith("projects/") else "region_network_" if "/regions/" in name else "network_"
    for rule in items_of(values.get("rules")):
        if isinstance(rule.get("priority"), int) and rule["priority"] > _LAST_OWN:
            continue
        way = str(rule.get("direction", "INGRESS")).lower()
        yield Part(f"rules/{way}/{rule.get('priority')}", _RULE.format(kind), {**rule, "firewall_policy": name})
    for association in items_of(values.get("associations")) if kind else ():
        target = association.get("attachment_target")
        joined = {"attachment_target": target, "firewall_policy": name}
        yield Part(f"associations/{association.get('name')}", _ASSOCIATION, joined)


def _peerings(values: Values) -> Iterator[Part]:
    for peering in items_of(values.get("peerings")):
        ends = {"name": peering.get("name"), "network": values["id"], "peer_network": peering.get("network")}
        yield Part(f"peerings/{peering.get('name')}", "google_compute_network_peering", ends)


def _subnetwork(values: Values) -> None:
    log = values.pop("log_config", None) or {}
    if log.get("enable") or (log and "enable" not in log and values.get("enable_flow_logs") is not False):
        values["log_config"] = [log]


def _nats(values: Values) -> Iterator[Part]:
    for nat in items_of(values.get("nats")):
        yield Part(f"nats/{nat.get('name')}", "google_compute_router_nat", {**nat, "router": values["id"]})


def _zone(values: Values) -> None:
    lowered(values, "visibility", "dnssec_config.state")
    for spec in items_of(at(values, "dnssec_config.default_key_specs")):
        lowered(spec, "algorithm", "key_type")


def _record(values: Values) -> None:
    renamed(values, rrdatas="resource_records") if "rrdatas" not in values else None


def perimeter(values: Values) -> None:
    """A perimeter of Access Context Manager, whose services leave out what is empty."""
    for spec in ("status", "spec"):
        settings = values.get(spec)
        if isinstance(settings, dict):
            settings.setdefault("restricted_services", [])


SHAPES = only_shapes(
    [
        ("compute.googleapis.com/Firewall", AssetShape("google_compute_firewall", more=_firewall)),
        ("compute.googleapis.com/FirewallPolicy", AssetShape("", parts=_policy_parts, made=(*_RULES, _ASSOCIATION))),
        (
            "compute.googleapis.com/Network",
            AssetShape("google_compute_network", parts=_peerings, made=("google_compute_network_peering",)),
        ),
        ("compute.googleapis.com/Subnetwork", AssetShape("google_compute_subnetwork", more=_subnetwork)),
        ("compute.googleapis.com/Router", AssetShape("", parts=_nats, made=("google_compute_router_nat",))),
        ("compute.googleapis.com/VpnTunnel", AssetShape("google_compute_vpn_tunnel")),
        ("compute.googleapis.com/GlobalAddress", AssetShape("google_compute_global_address")),
        ("compute.googleapis.com/ServiceAttachment", AssetShape("google_compute_service_attachment")),
        ("dns.googleapis.com/ManagedZone", AssetShape("google_dns_managed_zone", more=_zone)),
        ("dns.googleapis.com/Policy", AssetShape("google_dns_policy")),
        ("dns.googleapis.com/ResourceRecordSet", AssetShape("google_dns_record_set", more=_record)),
        (
            "networkmanagement.googleapis.com/VpcFlowLogsConfig",
            AssetShape("google_network_management_vpc_flow_logs_config"),
        ),
        (
            "identity.accesscontextmanager.googleapis.com/ServicePerimeter",
            AssetShape(PERIMETER, more=perimeter),
        ),
    ]
)
"""Type of asset to its shape."""
