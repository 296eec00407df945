"""What stands at the edge of networks: Front Door, API Management, Azure Firewall, bastions, VPN and private services.

Source: ARM template reference, ``Microsoft.Cdn``, ``Microsoft.ApiManagement`` and ``Microsoft.Network``. Which versions
of TLS an API Management service takes that does not say so depends on when it was made.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, each, ids, put_some, switched
from pcicheck.sources.shapes import Values, at

_PROTOCOLS = ("ssl30", "tls10", "tls11")
_SUITES = (
    *(f"tls_ecdhe_{kind}_with_aes{size}_cbc_sha" for kind in ("ecdsa", "rsa") for size in (128, 256)),
    *(f"tls_rsa_with_aes{size}_cbc_sha{end}" for size in (128, 256) for end in ("", "256")),
    *("tls_rsa_with_aes128_gcm_sha256", "tls_rsa_with_aes256_gcm_sha384"),
)
_SECURITY = {
    "ciphers.tripledes168": "triple_des_ciphers_enabled",
    **{f"security.protocols.{name}": f"frontend_{name}_enabled" for name in _PROTOCOLS},
    **{f"backend.protocols.{name}": f"backend_{name}_enabled" for name in _PROTOCOLS},
    **{f"ciphers.{suite.replace('_', '')}": f"{suite}_ciphers_enabled" for suite in _SUITES},
}
"""Ends of the names of an API Management service's own settings, to Terraform's switches."""


def _service(values: Values) -> None:
    hosts = each(values.get("hostname_configurations"), lambda item: item)
    if isinstance(hosts, list):
        hosts = [host for host in hosts if isinstance(host, Unknown) or str(host.get("type")).lower() == "proxy"]
    put_some(
        values,
        {
            "security": _switches(values.get("custom_properties")),
            "hostname_configuration.proxy": hosts or None,
            "client_certificate_enabled": values.get("enable_client_certificate"),
            "virtual_network_configuration.subnet_id": at(values, "virtual_network_configuration.subnet_resource_id"),
        },
    )


def _switches(properties: Any) -> Any:
    if not isinstance(properties, dict) or not properties:
        return properties or NOT_STATED
    words = {str(name).lower().replace("_", ""): value for name, value in properties.items()}
    return {
        switch: next((value for name, value in words.items() if name.endswith(end)), NOT_STATED)
        for end, switch in _SECURITY.items()
    }


def _security_policy(values: Values) -> None:
    domains: list[Any] = []
    listed = each(at(values, "parameters.associations"), lambda item: ids(item.get("domains")))
    for found in listed if isinstance(listed, list) else [listed]:
        domains += found if isinstance(found, list) else [found]
    put_some(
        values,
        {
            "security_policies.firewall.cdn_frontdoor_firewall_policy_id": at(values, "parameters.waf_policy.id"),
            "security_policies.firewall.association.domain": [{"cdn_frontdoor_domain_id": one} for one in domains],
        },
    )


def _front_door_firewall(values: Values) -> None:
    sets = at(values, "managed_rules.managed_rule_sets")
    rules = at(values, "custom_rules.rules")
    values["managed_rule"] = each(sets, _managed)
    values["custom_rule"] = each(rules, _own)


def _managed(item: Values) -> Values:
    found = {
        "type": item.get("rule_set_type"),
        "version": item.get("rule_set_version"),
        "action": item.get("rule_set_action"),
    }
    overrides = each(item.get("rule_group_overrides"), _override)
    return {name: value for name, value in found.items() if value is not None} | {"override": overrides}


def _override(item: Values) -> Values:
    return {"rule_group_name": item.get("rule_group_name"), "rule": each(item.get("rules"), _rule)}


def _rule(item: Values) -> Values:
    found = {"rule_id": item.get("rule_id"), "action": item.get("action"), "enabled": _on(item)}
    return {name: value for name, value in found.items() if value is not None}


def _own(item: Values) -> Values:
    on = _on(item)
    return {**item, **({} if on is None else {"enabled": on})}


def _on(item: Values) -> Any:
    return switched(item.get("enabled_state"))


_COLLECTIONS = {
    "networkrule": "network_rule_collection",
    "applicationrule": "application_rule_collection",
    "natrule": "nat_rule_collection",
}


def _group(values: Values) -> None:
    """Collections by the sort of their first rule; a filter collection has rules of one sort only."""
    collections = each(values.get("rule_collections"), lambda item: item)
    if isinstance(collections, Unknown):
        put_some(values, dict.fromkeys(_COLLECTIONS.values(), collections))
        return
    for item in collections:
        if isinstance(item, Unknown):
            put_some(values, dict.fromkeys(_COLLECTIONS.values(), item))
            return
        rules = each(item.get("rules"), _firewall_rule)
        kinds = [rule.get("sort") for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
        block = _COLLECTIONS.get(str(kinds[0]) if kinds else "", "network_rule_collection")
        made = {"action": at(item, "action.type"), "priority": item.get("priority"), "rule": rules}
        values.setdefault(block, []).append({name: value for name, value in made.items() if value is not None})


def _firewall_rule(item: Values) -> Values:
    protocols = item.get("protocols")
    sort = str(item.get("rule_type")).lower()
    if sort == "applicationrule":
        protocols = each(protocols, lambda one: {"type": one.get("protocol_type"), "port": one.get("port")})
    else:
        protocols = item.get("ip_protocols")
    names = {"sort": sort, "protocols": protocols, "destination_urls": item.get("target_urls")}
    fqdns = item.get("target_fqdns") if sort == "applicationrule" else item.get("destination_fqdns")
    return {**item, **names, "destination_fqdns": fqdns}


def _gateway(values: Values) -> None:
    clients = values.get("vpn_client_configuration")
    if isinstance(clients, dict):
        if not at(clients, "vpn_client_address_pool.address_prefixes"):
            del values["vpn_client_configuration"]
            return
        put_some(
            clients,
            {
                "vpn_auth_types": clients.get("vpn_authentication_types") or None,
                "root_certificate": clients.get("vpn_client_root_certificates") or None,
            },
        )


_PROFILE = "Microsoft.Cdn/profiles"
_GATEWAY = "Microsoft.ApiManagement/service"
_NETWORK = "Microsoft.Network"


def _profile_type(values: Values) -> str:
    """Front Door of the present generation; other profiles hold nothing that is judged."""
    return "azurerm_cdn_frontdoor_profile" if "frontdoor" in str(at(values, "sku.name")).lower() else ""


def _policy_type(values: Values) -> str:
    """A policy of no named tier is one of the classic generation (REST reference, "Policies - Get")."""
    tier = at(values, "sku.name")
    if isinstance(tier, Unknown):
        return ""
    classic = str(tier or "classic").lower().startswith("classic")
    return "azurerm_frontdoor_firewall_policy" if classic else "azurerm_cdn_frontdoor_firewall_policy"


SHAPES: dict[str, ArmShape] = {
    _PROFILE: ArmShape(
        "azurerm_cdn_frontdoor_profile", pick=_profile_type, unclear="a profile of the content network holds no setting"
    ),
    f"{_PROFILE}/afdEndpoints": ArmShape("azurerm_cdn_frontdoor_endpoint", parents=("cdn_frontdoor_profile_id",)),
    f"{_PROFILE}/customDomains": ArmShape(
        "azurerm_cdn_frontdoor_custom_domain",
        moves={
            "tls.minimum_version": "tls_settings.minimum_tls_version",
            "tls.cdn_frontdoor_secret_id": "tls_settings.secret.id",
        },
        parents=("cdn_frontdoor_profile_id",),
    ),
    f"{_PROFILE}/afdEndpoints/routes": ArmShape(
        "azurerm_cdn_frontdoor_route",
        moves={"https_redirect_enabled": "https_redirect", "enabled": "enabled_state"},
        parents=("cdn_frontdoor_endpoint_id",),
    ),
    f"{_PROFILE}/originGroups/origins": ArmShape(
        "azurerm_cdn_frontdoor_origin",
        moves={"certificate_name_check_enabled": "enforce_certificate_name_check"},
        parents=("cdn_frontdoor_origin_group_id",),
    ),
    f"{_PROFILE}/securityPolicies": ArmShape(
        "azurerm_cdn_frontdoor_security_policy", parents=("cdn_frontdoor_profile_id",), more=_security_policy
    ),
    f"{_NETWORK}/FrontDoorWebApplicationFirewallPolicies": ArmShape(
        "azurerm_cdn_frontdoor_firewall_policy",
        pick=_policy_type,
        picks=("azurerm_frontdoor_firewall_policy",),
        unclear="its tier is not known",
        moves={"enabled": "policy_settings.enabled_state", "mode": "policy_settings.mode"},
        unstated=("enabled", "mode"),
        more=_front_door_firewall,
    ),
    _GATEWAY: ArmShape(
        "azurerm_api_management", moves={"public_network_access_enabled": "public_network_access"}, more=_service
    ),
    f"{_GATEWAY}/apis": ArmShape("azurerm_api_management_api", parents=("api_management_name",)),
    f"{_GATEWAY}/backends": ArmShape("azurerm_api_management_backend", parents=("api_management_name",)),
    f"{_GATEWAY}/diagnostics": ArmShape("azurerm_api_management_diagnostic", parents=("api_management_name",)),
    f"{_NETWORK}/azureFirewalls": ArmShape("azurerm_firewall", moves={"firewall_policy_id": "firewall_policy.id"}),
    f"{_NETWORK}/firewallPolicies": ArmShape(
        "azurerm_firewall_policy",
        moves={"threat_intelligence_mode": "threat_intel_mode", "base_policy_id": "base_policy.id"},
    ),
    f"{_NETWORK}/firewallPolicies/ruleCollectionGroups": ArmShape(
        "azurerm_firewall_policy_rule_collection_group", parents=("firewall_policy_id",), more=_group
    ),
    f"{_NETWORK}/bastionHosts": ArmShape(
        "azurerm_bastion_host",
        moves={
            "shareable_link_enabled": "enable_shareable_link",
            "session_recording_enabled": "enable_session_recording",
        },
    ),
    f"{_NETWORK}/privateLinkServices": ArmShape(
        "azurerm_private_link_service",
        moves={
            "visibility_subscription_ids": "visibility.subscriptions",
            "auto_approval_subscription_ids": "auto_approval.subscriptions",
        },
    ),
    f"{_NETWORK}/connections": ArmShape(
        "azurerm_virtual_network_gateway_connection",
        moves={"type": "connection_type", "ipsec_policy": "ipsec_policies"},
    ),
    f"{_NETWORK}/virtualNetworkGateways": ArmShape("azurerm_virtual_network_gateway", more=_gateway),
    f"{_NETWORK}/vpnServerConfigurations": ArmShape("azurerm_vpn_server_configuration"),
}
"""ARM type to its shape."""
