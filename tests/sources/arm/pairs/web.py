"""Apps and gateways twice."""

from __future__ import annotations

from typing import Any

from tests.sources.arm.pairs.base import GROUP, IDENTITY, Pair, arm, ref

_GATEWAY = f"{GROUP}/providers/Microsoft.Network/applicationGateways/g"


def _part(name: str, **properties: Any) -> dict[str, Any]:
    return {"name": name, "properties": properties}


def _in_gateway(kind: str, name: str) -> dict[str, str]:
    return {"id": f"{_GATEWAY}/{kind}/{name}"}


_SITE = {"minTlsVersion": "1.2", "scmMinTlsVersion": "1.2", "ftpsState": "Disabled"}
WEB = [
    Pair(
        "a guarded Linux web app",
        {
            "azurerm_linux_web_app.app": {
                "name": "pay",
                "https_only": True,
                "client_certificate_enabled": True,
                "client_certificate_mode": "Required",
                "public_network_access_enabled": False,
                "virtual_network_subnet_id": f"{GROUP}/subnet",
                "site_config": [
                    {
                        "minimum_tls_version": "1.2",
                        "scm_minimum_tls_version": "1.2",
                        "ftps_state": "Disabled",
                        "cors": [{"allowed_origins": ["https://pay.example.com"]}],
                        "application_stack": [{"python_version": "3.12"}],
                    }
                ],
                "app_settings": {"MODE": "live"},
                "logs": [
                    {
                        "detailed_error_messages": True,
                        "failed_request_tracing": True,
                        "http_logs": [{"file_system": [{"retention_in_days": 7}]}],
                    }
                ],
                "auth_settings_v2": [{"auth_enabled": True, "unauthenticated_action": "Return401"}],
                "identity": IDENTITY,
            },
        },
        {
            "azapi_resource.app": arm(
                "Web/sites@2023-12-01",
                {
                    "httpsOnly": True,
                    "clientCertEnabled": True,
                    "clientCertMode": "Required",
                    "publicNetworkAccess": "Disabled",
                    "virtualNetworkSubnetId": f"{GROUP}/subnet",
                    "siteConfig": {
                        **_SITE,
                        "linuxFxVersion": "PYTHON|3.12",
                        "cors": {"allowedOrigins": ["https://pay.example.com"]},
                        "appSettings": [{"name": "MODE", "value": "live"}],
                    },
                },
                identity=IDENTITY,
                kind="app,linux",
            ),
            "azapi_resource.logs": arm(
                "Web/sites/config@2023-12-01",
                {
                    "httpLogs": {"fileSystem": {"enabled": True}},
                    "failedRequestsTracing": {"enabled": True},
                    "detailedErrorMessages": {"enabled": True},
                },
                "logs",
                ref("azapi_resource.app.id"),
            ),
            "azapi_resource.signs": arm(
                "Web/sites/config@2023-12-01",
                {
                    "platform": {"enabled": True},
                    "globalValidation": {
                        "requireAuthentication": True,
                        "unauthenticatedClientAction": "Return401",
                    },
                },
                "authsettingsV2",
                ref("azapi_resource.app.id"),
            ),
        },
        14,
    ),
    Pair(
        "a careless Windows web app with a slot",
        {
            "azurerm_windows_web_app.app": {
                "name": "pay",
                "https_only": False,
                "public_network_access_enabled": True,
                "site_config": [
                    {
                        "minimum_tls_version": "1.0",
                        "scm_minimum_tls_version": "1.2",
                        "ftps_state": "AllAllowed",
                        "remote_debugging_enabled": True,
                        "cors": [{"allowed_origins": ["*"]}],
                        "application_stack": [{"dotnet_version": "v6.0"}],
                    }
                ],
                "app_settings": {"DbPassword": "hunter2hunter2"},
            },
            "azurerm_windows_web_app_slot.slot": {
                "name": "next",
                "app_service_id": ref("azurerm_windows_web_app.app.id"),
                "https_only": True,
                "public_network_access_enabled": True,
                "site_config": [
                    {"minimum_tls_version": "1.2", "scm_minimum_tls_version": "1.2", "ftps_state": "FtpsOnly"}
                ],
            },
        },
        {
            "azapi_resource.app": arm(
                "Web/sites@2023-12-01", {"publicNetworkAccess": "Enabled", "reserved": False}, kind="app"
            ),
            "azapi_resource.web": arm(
                "Web/sites/config@2023-12-01",
                {
                    **_SITE,
                    "minTlsVersion": "1.0",
                    "ftpsState": "AllAllowed",
                    "remoteDebuggingEnabled": True,
                    "netFrameworkVersion": "v6.0",
                    "cors": {"allowedOrigins": ["*"]},
                },
                "web",
                ref("azapi_resource.app.id"),
            ),
            "azapi_resource.settings": arm(
                "Web/sites/config@2023-12-01",
                {"DbPassword": "hunter2hunter2"},
                "appsettings",
                ref("azapi_resource.app.id"),
            ),
            "azapi_resource.slot": arm(
                "Web/sites/slots@2023-12-01",
                {
                    "httpsOnly": True,
                    "publicNetworkAccess": "Enabled",
                    "siteConfig": {**_SITE, "ftpsState": "FtpsOnly"},
                },
                "next",
                ref("azapi_resource.app.id"),
                kind="app",
            ),
        },
        16,
    ),
    Pair(
        "a function app and a logic app",
        {
            "azurerm_linux_function_app.function": {
                "name": "f",
                "https_only": True,
                "public_network_access_enabled": True,
                "storage_uses_managed_identity": True,
                "site_config": [
                    {"minimum_tls_version": "1.2", "scm_minimum_tls_version": "1.2", "ftps_state": "Disabled"}
                ],
                "identity": IDENTITY,
            },
            "azurerm_logic_app_standard.logic": {
                "name": "l",
                "https_only": True,
                "public_network_access": "Disabled",
                "site_config": [{"min_tls_version": "1.2", "scm_min_tls_version": "1.2", "ftps_state": "Disabled"}],
            },
        },
        {
            "azapi_resource.function": arm(
                "Web/sites@2023-12-01",
                {
                    "httpsOnly": True,
                    "publicNetworkAccess": "Enabled",
                    "siteConfig": {
                        **_SITE,
                        "appSettings": [{"name": "AzureWebJobsStorage__accountName", "value": "sa"}],
                    },
                },
                "f",
                identity=IDENTITY,
                kind="functionapp,linux",
            ),
            "azapi_resource.logic": arm(
                "Web/sites@2023-12-01",
                {"httpsOnly": True, "publicNetworkAccess": "Disabled", "siteConfig": _SITE},
                "l",
                kind="functionapp,workflowapp",
            ),
        },
        9,
    ),
    Pair(
        "an application gateway with its firewall policy",
        {
            "azurerm_application_gateway.gateway": {
                "name": "g",
                "frontend_ip_configuration": [{"name": "front", "public_ip_address_id": f"{GROUP}/ip"}],
                "http_listener": [
                    {
                        "name": "https",
                        "protocol": "Https",
                        "frontend_ip_configuration_name": "front",
                        "ssl_certificate_name": "c",
                        "ssl_profile_name": "mutual",
                    },
                    {"name": "http", "protocol": "Http", "frontend_ip_configuration_name": "front"},
                    {"name": "open", "protocol": "Http", "frontend_ip_configuration_name": "front"},
                ],
                "ssl_policy": [{"policy_type": "Predefined", "policy_name": "AppGwSslPolicy20220101S"}],
                "ssl_profile": [
                    {
                        "name": "mutual",
                        "trusted_client_certificate_names": ["ca"],
                        "verify_client_certificate_revocation": "OCSP",
                        "ssl_policy": [{"policy_type": "Predefined", "policy_name": "AppGwSslPolicy20150501"}],
                    }
                ],
                "redirect_configuration": [{"name": "up", "target_listener_name": "https"}],
                "request_routing_rule": [
                    {"name": "1", "http_listener_name": "http", "redirect_configuration_name": "up"},
                    {"name": "2", "http_listener_name": "https", "backend_http_settings_name": "b"},
                    {"name": "3", "http_listener_name": "open", "backend_http_settings_name": "b"},
                ],
                "backend_http_settings": [{"name": "b", "protocol": "Https"}, {"name": "p", "protocol": "Http"}],
                "waf_configuration": [
                    {
                        "enabled": True,
                        "firewall_mode": "Prevention",
                        "rule_set_type": "OWASP",
                        "rule_set_version": "3.2",
                        "disabled_rule_group": [
                            {"rule_group_name": "REQUEST-944-APPLICATION-ATTACK-JAVA", "rules": [944240]}
                        ],
                    }
                ],
            },
            "azurerm_web_application_firewall_policy.policy": {
                "name": "p",
                "policy_settings": [{"enabled": True, "mode": "Prevention"}],
                "managed_rules": [
                    {
                        "managed_rule_set": [
                            {
                                "type": "OWASP",
                                "version": "3.2",
                                "rule_group_override": [
                                    {
                                        "rule_group_name": "REQUEST-944-APPLICATION-ATTACK-JAVA",
                                        "rule": [{"id": "944250", "enabled": False}],
                                    }
                                ],
                            }
                        ]
                    }
                ],
            },
        },
        {
            "azapi_resource.gateway": arm(
                "Network/applicationGateways@2023-11-01",
                {
                    "frontendIPConfigurations": [_part("front", publicIPAddress={"id": f"{GROUP}/ip"})],
                    "httpListeners": [
                        _part(
                            "https",
                            protocol="Https",
                            frontendIPConfiguration=_in_gateway("frontendIPConfigurations", "front"),
                            sslCertificate=_in_gateway("sslCertificates", "c"),
                            sslProfile=_in_gateway("sslProfiles", "mutual"),
                        ),
                        *(
                            _part(
                                name,
                                protocol="Http",
                                frontendIPConfiguration=_in_gateway("frontendIPConfigurations", "front"),
                            )
                            for name in ("http", "open")
                        ),
                    ],
                    "sslPolicy": {"policyType": "Predefined", "policyName": "AppGwSslPolicy20220101S"},
                    "sslProfiles": [
                        _part(
                            "mutual",
                            sslPolicy={"policyType": "Predefined", "policyName": "AppGwSslPolicy20150501"},
                            trustedClientCertificates=[_in_gateway("trustedClientCertificates", "ca")],
                            clientAuthConfiguration={"verifyClientRevocation": "OCSP"},
                        )
                    ],
                    "redirectConfigurations": [_part("up", targetListener=_in_gateway("httpListeners", "https"))],
                    "requestRoutingRules": [
                        _part(
                            "1",
                            httpListener=_in_gateway("httpListeners", "http"),
                            redirectConfiguration=_in_gateway("redirectConfigurations", "up"),
                        ),
                        _part("2", httpListener=_in_gateway("httpListeners", "https")),
                        _part("3", httpListener=_in_gateway("httpListeners", "open")),
                    ],
                    "backendHttpSettingsCollection": [_part("b", protocol="Https"), _part("p", protocol="Http")],
                    "webApplicationFirewallConfiguration": {
                        "enabled": True,
                        "firewallMode": "Prevention",
                        "ruleSetType": "OWASP",
                        "ruleSetVersion": "3.2",
                        "disabledRuleGroups": [
                            {"ruleGroupName": "REQUEST-944-APPLICATION-ATTACK-JAVA", "rules": [944240]}
                        ],
                    },
                },
                "g",
            ),
            "azapi_resource.policy": arm(
                "Network/ApplicationGatewayWebApplicationFirewallPolicies@2023-11-01",
                {
                    "policySettings": {"state": "Enabled", "mode": "Prevention"},
                    "managedRules": {
                        "managedRuleSets": [
                            {
                                "ruleSetType": "OWASP",
                                "ruleSetVersion": "3.2",
                                "ruleGroupOverrides": [
                                    {
                                        "ruleGroupName": "REQUEST-944-APPLICATION-ATTACK-JAVA",
                                        "rules": [{"ruleId": "944250", "state": "Disabled"}],
                                    }
                                ],
                            }
                        ]
                    },
                },
                "p",
            ),
        },
        20,
    ),
]
