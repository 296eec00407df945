"""Gateways of interfaces and Front Door, twice."""

from __future__ import annotations

from tests.sources.arm.pairs.base import GROUP, arm, both, ref
from tests.sources.arm.pairs.edge import all_logs, arm_logs

_SUBNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/n/subnets/s"
_APIM = "ApiManagement/service"
_SECURITY = "Microsoft.WindowsAzure.ApiManagement.Gateway"
_GATEWAYS = [
    both(
        "a guarded gateway of interfaces",
        10,
        {
            "azurerm_api_management.gateway": {
                "name": "g",
                "sku_name": "Premium_1",
                "public_network_access_enabled": False,
                "virtual_network_type": "Internal",
                "virtual_network_configuration": [{"subnet_id": _SUBNET}],
                "security": [{"frontend_tls10_enabled": False, "backend_tls10_enabled": False}],
                "identity": [{"type": "SystemAssigned"}],
            },
            "azurerm_api_management_api.cards": {
                "name": "cards",
                "api_management_name": ref("azurerm_api_management.gateway.name"),
                "protocols": ["https"],
            },
            "azurerm_api_management_backend.vault": {
                "name": "vault",
                "api_management_name": ref("azurerm_api_management.gateway.name"),
                "protocol": "http",
                "url": "https://vault.internal",
            },
            **all_logs("azurerm_api_management.gateway.id"),
        },
        {
            "gateway": arm(
                f"{_APIM}@2022-08-01",
                {
                    "publicNetworkAccess": "Disabled",
                    "virtualNetworkType": "Internal",
                    "virtualNetworkConfiguration": {"subnetResourceId": _SUBNET},
                    "customProperties": {
                        **{
                            f"{_SECURITY}.Security.{side}Protocols.{name}": "False"
                            for side in ("", "Backend.")
                            for name in ("Tls10", "Tls11", "Ssl30")
                        },
                        f"{_SECURITY}.Security.Ciphers.TripleDes168": "False",
                        f"{_SECURITY}.Protocols.Server.Http2": "False",
                        **{
                            f"{_SECURITY}.Security.Ciphers.{suite}": "False"
                            for suite in (
                                *("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
                                *("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
                                *("TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA"),
                                *("TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256"),
                                *("TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384"),
                            )
                        },
                    },
                },
                "g",
                identity=[{"type": "SystemAssigned"}],
                sku={"name": "Premium", "capacity": 1},
            ),
            "cards": arm(
                f"{_APIM}/apis@2022-08-01", {"protocols": ["https"]}, "cards", ref("azapi_resource.gateway.id")
            ),
            "vault": arm(
                f"{_APIM}/backends@2022-08-01",
                {"protocol": "http", "url": "https://vault.internal"},
                "vault",
                ref("azapi_resource.gateway.id"),
            ),
            **arm_logs("gateway"),
        },
    ),
    both(
        "an open gateway of interfaces with old protocols",
        10,
        {
            "azurerm_api_management.gateway": {
                "name": "g",
                "sku_name": "Developer_1",
                "security": [
                    {
                        "frontend_tls10_enabled": True,
                        "backend_ssl30_enabled": True,
                        "triple_des_ciphers_enabled": True,
                    }
                ],
            },
            "azurerm_api_management_api.cards": {
                "name": "cards",
                "api_management_name": ref("azurerm_api_management.gateway.name"),
                "protocols": ["http", "https"],
            },
            "azurerm_api_management_backend.plain": {
                "name": "plain",
                "api_management_name": ref("azurerm_api_management.gateway.name"),
                "protocol": "http",
                "url": "http://vault.internal",
            },
            "azurerm_api_management_backend.trusting": {
                "name": "trusting",
                "api_management_name": ref("azurerm_api_management.gateway.name"),
                "protocol": "http",
                "url": "https://vault.internal",
                "tls": [{"validate_certificate_chain": False}],
            },
        },
        {
            "gateway": arm(
                f"{_APIM}@2022-08-01",
                {
                    "publicNetworkAccess": "Enabled",
                    "virtualNetworkType": "None",
                    "customProperties": {
                        f"{_SECURITY}.Security.Protocols.Tls10": "True",
                        f"{_SECURITY}.Security.Protocols.Ssl30": "False",
                        f"{_SECURITY}.Security.Backend.Protocols.Ssl30": "True",
                        f"{_SECURITY}.Security.Ciphers.TripleDes168": "True",
                    },
                },
                "g",
                sku={"name": "Developer", "capacity": 1},
            ),
            "cards": arm(
                f"{_APIM}/apis@2022-08-01", {"protocols": ["http", "https"]}, "cards", ref("azapi_resource.gateway.id")
            ),
            **{
                name: arm(f"{_APIM}/backends@2022-08-01", properties, name, ref("azapi_resource.gateway.id"))
                for name, properties in (
                    ("plain", {"protocol": "http", "url": "http://vault.internal"}),
                    (
                        "trusting",
                        {
                            "protocol": "http",
                            "url": "https://vault.internal",
                            "tls": {"validateCertificateChain": False, "validateCertificateName": True},
                        },
                    ),
                )
            },
        },
    ),
]

_PROFILE = "Cdn/profiles"
_FRONT = [
    both(
        "a front door with routes, a domain and a firewall",
        14,
        {
            "azurerm_cdn_frontdoor_profile.door": {"name": "door", "sku_name": "Premium_AzureFrontDoor"},
            "azurerm_cdn_frontdoor_endpoint.shop": {
                "name": "shop",
                "cdn_frontdoor_profile_id": ref("azurerm_cdn_frontdoor_profile.door.id"),
            },
            "azurerm_cdn_frontdoor_route.good": {
                "name": "good",
                "cdn_frontdoor_endpoint_id": ref("azurerm_cdn_frontdoor_endpoint.shop.id"),
                "supported_protocols": ["Http", "Https"],
                "https_redirect_enabled": True,
                "forwarding_protocol": "HttpsOnly",
            },
            "azurerm_cdn_frontdoor_route.plain": {
                "name": "plain",
                "cdn_frontdoor_endpoint_id": ref("azurerm_cdn_frontdoor_endpoint.shop.id"),
                "supported_protocols": ["Http"],
                "https_redirect_enabled": False,
                "forwarding_protocol": "HttpOnly",
            },
            "azurerm_cdn_frontdoor_custom_domain.own": {
                "name": "own",
                "cdn_frontdoor_profile_id": ref("azurerm_cdn_frontdoor_profile.door.id"),
                "host_name": "pay.example.com",
                "tls": [{"certificate_type": "ManagedCertificate", "minimum_tls_version": "TLS10"}],
            },
            "azurerm_cdn_frontdoor_firewall_policy.rules": {
                "name": "rules",
                "mode": "Prevention",
                "enabled": True,
                "managed_rule": [{"type": "Microsoft_DefaultRuleSet", "version": "2.1", "action": "Block"}],
            },
            "azurerm_cdn_frontdoor_security_policy.guard": {
                "name": "guard",
                "cdn_frontdoor_profile_id": ref("azurerm_cdn_frontdoor_profile.door.id"),
                "security_policies": [
                    {
                        "firewall": [
                            {
                                "cdn_frontdoor_firewall_policy_id": ref(
                                    "azurerm_cdn_frontdoor_firewall_policy.rules.id"
                                ),
                                "association": [
                                    {
                                        "domain": [
                                            {"cdn_frontdoor_domain_id": ref("azurerm_cdn_frontdoor_endpoint.shop.id")}
                                        ],
                                        "patterns_to_match": ["/*"],
                                    }
                                ],
                            }
                        ]
                    }
                ],
            },
            **all_logs("azurerm_cdn_frontdoor_profile.door.id"),
        },
        {
            "door": arm(f"{_PROFILE}@2024-02-01", {}, "door", sku={"name": "Premium_AzureFrontDoor"}),
            "shop": arm(
                f"{_PROFILE}/afdEndpoints@2024-02-01",
                {"enabledState": "Enabled"},
                "shop",
                ref("azapi_resource.door.id"),
            ),
            "good": arm(
                f"{_PROFILE}/afdEndpoints/routes@2024-02-01",
                {
                    "supportedProtocols": ["Http", "Https"],
                    "httpsRedirect": "Enabled",
                    "forwardingProtocol": "HttpsOnly",
                    "enabledState": "Enabled",
                },
                "good",
                ref("azapi_resource.shop.id"),
            ),
            "plain": arm(
                f"{_PROFILE}/afdEndpoints/routes@2024-02-01",
                {
                    "supportedProtocols": ["Http"],
                    "httpsRedirect": "Disabled",
                    "forwardingProtocol": "HttpOnly",
                    "enabledState": "Enabled",
                },
                "plain",
                ref("azapi_resource.shop.id"),
            ),
            "own": arm(
                f"{_PROFILE}/customDomains@2024-02-01",
                {
                    "hostName": "pay.example.com",
                    "tlsSettings": {"certificateType": "ManagedCertificate", "minimumTlsVersion": "TLS10"},
                },
                "own",
                ref("azapi_resource.door.id"),
            ),
            "rules": arm(
                "Network/FrontDoorWebApplicationFirewallPolicies@2024-02-01",
                {
                    "policySettings": {"enabledState": "Enabled", "mode": "Prevention"},
                    "managedRules": {
                        "managedRuleSets": [
                            {
                                "ruleSetType": "Microsoft_DefaultRuleSet",
                                "ruleSetVersion": "2.1",
                                "ruleSetAction": "Block",
                                "ruleGroupOverrides": [],
                            }
                        ]
                    },
                },
                "rules",
                sku={"name": "Premium_AzureFrontDoor"},
            ),
            "guard": arm(
                f"{_PROFILE}/securityPolicies@2024-02-01",
                {
                    "parameters": {
                        "type": "WebApplicationFirewall",
                        "wafPolicy": {"id": ref("azapi_resource.rules.id")},
                        "associations": [
                            {"domains": [{"id": ref("azapi_resource.shop.id")}], "patternsToMatch": ["/*"]}
                        ],
                    }
                },
                "guard",
                ref("azapi_resource.door.id"),
            ),
            **arm_logs("door"),
        },
    ),
]

DOORS = [*_GATEWAYS, *_FRONT]
