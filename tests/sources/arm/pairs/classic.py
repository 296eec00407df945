"""Front Door and the content network of the classic generation, and Azure Managed Redis, twice."""

from __future__ import annotations

from typing import Any

from tests.sources.arm.pairs.base import GROUP, KEY, Written, arm, both, ref

_DOOR = f"{GROUP}/providers/Microsoft.Network/frontDoors/door"
_NET = "Cdn/profiles@2024-02-01"
_POINT = "Cdn/profiles/endpoints@2024-02-01"


def _policy(good: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    mode = "Prevention" if good else "Detection"
    return (
        {
            "name": "guard",
            "enabled": True,
            "mode": mode,
            "managed_rule": [{"type": "DefaultRuleSet", "version": "1.0"}],
        },
        arm(
            "Network/FrontDoorWebApplicationFirewallPolicies@2022-05-01",
            {
                "policySettings": {"enabledState": "Enabled", "mode": mode},
                "managedRules": {"managedRuleSets": [{"ruleSetType": "DefaultRuleSet", "ruleSetVersion": "1.0"}]},
            },
            "guard",
        ),
    )


def _door(good: bool) -> Written:
    """A door that redirects plain requests, or that takes and passes them on."""
    forwarding = "HttpsOnly" if good else "HttpOnly"
    passing = {
        "name": "pass",
        "accepted_protocols": ["Https"] if good else ["Http"],
        "forwarding_configuration": [{"forwarding_protocol": forwarding}],
    }
    turning = {
        "name": "turn",
        "accepted_protocols": ["Http"],
        "redirect_configuration": [{"redirect_protocol": "HttpsOnly", "redirect_type": "Found"}],
    }
    policy = {"web_application_firewall_policy_link_id": ref("azurerm_frontdoor_firewall_policy.guard.id")}
    return {
        "azurerm_frontdoor.door": {
            "name": "door",
            "routing_rule": [passing, *([turning] if good else [])],
            "frontend_endpoint": [{"name": "front", "host_name": "door.azurefd.net", **(policy if good else {})}],
            "backend_pool_settings": [{"enforce_backend_pools_certificate_name_check": good}],
        },
        "azurerm_frontdoor_firewall_policy.guard": _policy(good)[0],
        **({"azurerm_monitor_diagnostic_setting.logs": _log(good)} if good else {}),
    }


def _log(good: bool) -> dict[str, Any]:
    return {
        "name": "logs",
        "target_resource_id": ref("azurerm_frontdoor.door.id"),
        "log_analytics_workspace_id": "w",
        "enabled_log": [{"category": "FrontdoorAccessLog" if good else "FrontdoorWebApplicationFirewallLog"}],
    }


def _arm_door(good: bool) -> Written:
    sort = "#Microsoft.Azure.FrontDoor.Models.Frontdoor"
    fronts = [{"id": f"{_DOOR}/frontendEndpoints/front"}]
    passing = {
        "frontendEndpoints": fronts,
        "acceptedProtocols": ["Https"] if good else ["Http"],
        "enabledState": "Enabled",
        "routeConfiguration": {
            "@odata.type": f"{sort}ForwardingConfiguration",
            "forwardingProtocol": "HttpsOnly" if good else "HttpOnly",
        },
    }
    turning = {
        "frontendEndpoints": fronts,
        "acceptedProtocols": ["Http"],
        "enabledState": "Enabled",
        "routeConfiguration": {
            "@odata.type": f"{sort}RedirectConfiguration",
            "redirectProtocol": "HttpsOnly",
            "redirectType": "Found",
        },
    }
    policy = {"webApplicationFirewallPolicyLink": {"id": ref("azapi_resource.guard.id")}}
    rules = [{"name": "pass", "properties": passing}]
    rules += [{"name": "turn", "properties": turning}] if good else []
    front = {"hostName": "door.azurefd.net", **(policy if good else {})}
    found = {
        "door": arm(
            "Network/frontDoors@2021-06-01",
            {
                "routingRules": rules,
                "frontendEndpoints": [{**fronts[0], "name": "front", "properties": front}],
                "backendPoolsSettings": {"enforceCertificateNameCheck": "Enabled" if good else "Disabled"},
            },
            "door",
        ),
        "guard": _policy(good)[1],
    }
    if good:
        found["logs"] = arm(
            "Insights/diagnosticSettings@2021-05-01-preview",
            {"workspaceId": "w", "logs": [{"category": "FrontdoorAccessLog", "enabled": True}]},
            "logs",
            ref("azapi_resource.door.id"),
        )
    return found


def _net(good: bool) -> Written:
    rule = {
        "name": "https",
        "order": 1,
        "request_scheme_condition": [{"match_values": ["HTTP"], "operator": "Equal"}],
        "url_redirect_action": [{"protocol": "Https", "redirect_type": "Found"}],
    }
    return {
        "azurerm_cdn_endpoint.point": {
            "name": "point",
            "is_http_allowed": True,
            "is_https_allowed": True,
            "delivery_rule": [rule] if good else [],
        },
        "azurerm_cdn_endpoint_custom_domain.own": {
            "name": "own",
            "cdn_endpoint_id": ref("azurerm_cdn_endpoint.point.id"),
            "host_name": "pay.example.com",
            "cdn_managed_https": [{"certificate_type": "Dedicated", "tls_version": "TLS12" if good else "None"}],
        },
        "azurerm_cdn_endpoint_custom_domain.plain": {
            "name": "plain",
            "cdn_endpoint_id": ref("azurerm_cdn_endpoint.point.id"),
            "host_name": "plain.example.com",
        },
    }


def _arm_net(good: bool) -> Written:
    rule = {
        "name": "https",
        "order": 1,
        "conditions": [
            {
                "name": "RequestScheme",
                "parameters": {"operator": "Equal", "negateCondition": False, "matchValues": ["HTTP"]},
            }
        ],
        "actions": [{"name": "UrlRedirect", "parameters": {"redirectType": "Found", "destinationProtocol": "Https"}}],
    }
    own = {
        "hostName": "pay.example.com",
        "customHttpsProvisioningState": "Enabled",
        "customHttpsParameters": {"certificateSource": "Cdn", "minimumTlsVersion": "TLS12" if good else "None"},
    }
    plain = {"hostName": "plain.example.com", "customHttpsProvisioningState": "Disabled"}
    return {
        "net": arm(_NET, {}, "net", sku={"name": "Standard_Microsoft"}),
        "point": arm(
            _POINT,
            {
                "isHttpAllowed": True,
                "isHttpsAllowed": True,
                "deliveryPolicy": {"rules": [rule]} if good else {"rules": []},
            },
            "point",
            ref("azapi_resource.net.id"),
        ),
        "own": arm("Cdn/profiles/endpoints/customDomains@2024-02-01", own, "own", ref("azapi_resource.point.id")),
        "plain": arm("Cdn/profiles/endpoints/customDomains@2024-02-01", plain, "plain", ref("azapi_resource.point.id")),
    }


def _cache(good: bool) -> Written:
    return {
        "azurerm_managed_redis.cache": {
            "name": "cache",
            "sku_name": "Balanced_B5",
            "public_network_access": "Disabled" if good else "Enabled",
            "default_database": [
                {
                    "client_protocol": "Encrypted" if good else "Plaintext",
                    "access_keys_authentication_enabled": not good,
                }
            ],
            **({"customer_managed_key": [{"key_vault_key_id": KEY, "user_assigned_identity_id": "i"}]} if good else {}),
        },
        "azurerm_redis_enterprise_cluster.older": {"name": "older", "minimum_tls_version": "1.2"},
        "azurerm_redis_enterprise_database.inside": {
            "name": "default",
            "cluster_id": ref("azurerm_redis_enterprise_cluster.older.id"),
            "client_protocol": "Encrypted" if good else "Plaintext",
        },
    }


def _arm_cache(good: bool) -> Written:
    protocol = "Encrypted" if good else "Plaintext"
    keys = "Disabled" if good else "Enabled"
    key = {"encryption": {"customerManagedKeyEncryption": {"keyEncryptionKeyUrl": KEY}}} if good else {}
    return {
        "cache": arm(
            "Cache/redisEnterprise@2025-07-01",
            {"minimumTlsVersion": "1.2", "publicNetworkAccess": "Disabled" if good else "Enabled", **key},
            "cache",
            sku={"name": "Balanced_B5"},
        ),
        "held": arm(
            "Cache/redisEnterprise/databases@2025-07-01",
            {"clientProtocol": protocol, "accessKeysAuthentication": keys},
            "default",
            ref("azapi_resource.cache.id"),
        ),
        "older": arm(
            "Cache/redisEnterprise@2025-04-01",
            {"minimumTlsVersion": "1.2"},
            "older",
            sku={"name": "Enterprise_E10", "capacity": 2},
        ),
        "inside": arm(
            "Cache/redisEnterprise/databases@2025-04-01",
            {"clientProtocol": protocol},
            "default",
            ref("azapi_resource.older.id"),
        ),
    }


CLASSIC = [
    both("a classic Front Door behind a policy", 14, _door(True), _arm_door(True)),
    both("a classic Front Door that takes plain requests", 11, _door(False), _arm_door(False)),
    both("a classic content network", 10, _net(True), _arm_net(True)),
    both("a classic content network without redirects", 10, _net(False), _arm_net(False)),
    both("a managed Redis", 14, _cache(True), _arm_cache(True)),
    both("a managed Redis that is open", 12, _cache(False), _arm_cache(False)),
]
