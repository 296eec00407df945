"""TLS endpoints and what stands before and behind them on Azure: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_HERE = "azure.transport"
_ENDPOINT = ("endpoint",)
_UPSTREAM = ("upstream",)
_APP = Row(f"{_HERE}.apps:app", ("endpoint", "application"))
_FIREWALL = ("waf",)

THEME = Theme(
    adapters={
        "azurerm_application_gateway": Row(
            f"{_HERE}.gateway:gateway", ("endpoint", "upstream", "tls_policy", "trust_store", "waf")
        ),
        "azurerm_web_application_firewall_policy": Row(f"{_HERE}.firewall:gateway_policy", _FIREWALL),
        "azurerm_frontdoor_firewall_policy": Row(f"{_HERE}.firewall:front_door_policy", _FIREWALL),
        "azurerm_cdn_frontdoor_firewall_policy": Row(f"{_HERE}.firewall:front_door_policy", _FIREWALL),
        "azurerm_frontdoor": Row(f"{_HERE}.front_door_classic:front_door", ("endpoint", "upstream")),
        "azurerm_cdn_frontdoor_profile": Row(f"{_HERE}.front_door:profile", _ENDPOINT),
        "azurerm_cdn_frontdoor_endpoint": Row(f"{_HERE}.front_door:endpoint", _ENDPOINT),
        "azurerm_cdn_frontdoor_custom_domain": Row(f"{_HERE}.front_door:custom_domain", _ENDPOINT),
        "azurerm_cdn_frontdoor_route": Row(f"{_HERE}.front_door:route", ("endpoint", "upstream")),
        "azurerm_cdn_frontdoor_origin": Row(f"{_HERE}.front_door:origin", _UPSTREAM),
        "azurerm_cdn_endpoint": Row(f"{_HERE}.cdn:endpoint", _ENDPOINT),
        "azurerm_cdn_endpoint_custom_domain": Row(f"{_HERE}.cdn:custom_domain", _ENDPOINT),
        "azurerm_api_management": Row(f"{_HERE}.api_management:service", ("endpoint", "upstream")),
        "azurerm_api_management_api": Row(f"{_HERE}.api_management:api", _ENDPOINT),
        "azurerm_api_management_backend": Row(f"{_HERE}.api_management:backend", _UPSTREAM),
        "azurerm_app_service": _APP,
        "azurerm_app_service_slot": _APP,
        "azurerm_linux_web_app": _APP,
        "azurerm_linux_web_app_slot": _APP,
        "azurerm_windows_web_app": _APP,
        "azurerm_windows_web_app_slot": _APP,
        "azurerm_function_app": _APP,
        "azurerm_function_app_slot": _APP,
        "azurerm_linux_function_app": _APP,
        "azurerm_linux_function_app_slot": _APP,
        "azurerm_windows_function_app": _APP,
        "azurerm_windows_function_app_slot": _APP,
        "azurerm_function_app_flex_consumption": _APP,
        "azurerm_logic_app_standard": _APP,
        "azurerm_signalr_service": Row(f"{_HERE}.services:live_service", _ENDPOINT),
        "azurerm_web_pubsub": Row(f"{_HERE}.services:live_service", ("endpoint", "platform_service")),
        "azurerm_spring_cloud_gateway": Row(f"{_HERE}.services:spring_gateway", _ENDPOINT),
        "azurerm_container_registry_webhook": Row(f"{_HERE}.services:webhook", _UPSTREAM),
    },
    sidecars={
        "azurerm_api_management_diagnostic": SideCar("api_management_name", ("azurerm_api_management",)),
    },
    helpers=("azurerm_cdn_frontdoor_security_policy",),
)
