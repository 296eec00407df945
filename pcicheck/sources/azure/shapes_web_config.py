"""The settings of web and function apps, inside them and as ``sites/config`` beside them.

Source: ARM template reference, ``Microsoft.Web/sites/config``.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, each, put_some, switched
from pcicheck.sources.shapes import Values, at, put, snake

SETTINGS = {
    "site_config.minimum_tls_version": "site_config.min_tls_version",
    "site_config.scm_minimum_tls_version": "site_config.scm_min_tls_version",
}
"""Moves of what ``siteConfig`` holds."""
LOGIC = "azurerm_logic_app_standard"
APPS = tuple(
    f"azurerm_{system}_{kind}_app{slot}"
    for system in ("linux", "windows")
    for kind in ("web", "function")
    for slot in ("", "_slot")
)
FLEX = "azurerm_function_app_flex_consumption"
_OWNERS = (*APPS, LOGIC, FLEX)
_GIVEN = ("site_config", "app_settings", "connection_string", "logs", "auth_settings", "auth_settings_v2")


def site(values: Values) -> None:
    """What ``siteConfig`` holds and Terraform has beside it."""
    site = values.get("site_config")
    if not isinstance(site, dict):
        return
    settings = site.get("app_settings")
    framework = site.get("net_framework_version") if not site.get("linux_fx_version") else None
    put_some(
        values,
        {
            "app_settings": _pairs(settings) if settings is not None else None,
            "connection_string": each(site["connection_strings"], _connection)
            if site.get("connection_strings")
            else None,
            "site_config.dotnet_framework_version": framework,
            "logs.detailed_error_messages": site.get("detailed_error_logging_enabled"),
            "logs.failed_request_tracing": site.get("request_tracing_enabled"),
            "logs.http_logs": _block(site.get("http_logging_enabled")),
        },
    )


def _block(flag: Any) -> Any:
    on = switched(flag)
    return on if isinstance(on, Unknown) else [{"file_system": [{}]}] if on else None


def _pairs(settings: Any) -> Any:
    if not isinstance(settings, list):
        return settings
    unknown = next((item for item in settings if isinstance(item, Unknown)), None)
    return unknown or {str(item.get("name")): item.get("value") for item in settings if isinstance(item, dict)}


def _connection(item: Values) -> Values:
    return {"name": item.get("name"), "type": item.get("type"), "value": item.get("connection_string")}


def _config(values: Values) -> None:
    """The settings of an app under the name of what they are about."""
    written = values.pop("properties", None)
    about = str(values.get("name")).lower()
    if about in ("appsettings", "connectionstrings"):
        key = "app_settings" if about == "appsettings" else "connection_string"
        listed = isinstance(written, dict) and about == "connectionstrings"
        values[key] = [_named(name, found) for name, found in written.items()] if listed else written
        return
    found = snake(written)
    if about == "web":
        values["site_config"] = found
        for name, path in SETTINGS.items():
            if (value := at(values, path)) is not None:
                put(values, name, value)
        site(values)
    elif about == "logs":
        values["logs"] = _logs(found)
    elif about == "authsettings":
        values["auth_settings"] = found
    elif about == "authsettingsv2":
        values["auth_settings_v2"] = _sign_in(found)


def _named(name: str, found: Any) -> Any:
    return found if isinstance(found, Unknown) else {"name": name, "value": at(found, "value")}


def _logs(found: Any) -> Any:
    if not isinstance(found, dict):
        return found
    files, store = (
        switched(at(found, f"http_logs.{place}.enabled")) for place in ("file_system", "azure_blob_storage")
    )
    made: Values = {
        "detailed_error_messages": at(found, "detailed_error_messages.enabled"),
        "failed_request_tracing": at(found, "failed_requests_tracing.enabled"),
        "http_logs": _block(files if files is True or store is None else store),
    }
    return {name: value for name, value in made.items() if value is not None}


def _sign_in(found: Any) -> Any:
    if not isinstance(found, dict):
        return found
    action = at(found, "global_validation.unauthenticated_client_action")
    needed = at(found, "global_validation.require_authentication")
    made: Values = {
        "auth_enabled": at(found, "platform.enabled"),
        "require_https": at(found, "http_settings.require_https"),
        "unauthenticated_action": action or (NOT_STATED if needed is None else needed),
    }
    if switched(needed) is False:
        made["unauthenticated_action"] = "AllowAnonymous"
    return {name: value for name, value in made.items() if value is not None}


SHAPES: dict[str, ArmShape] = {
    f"Microsoft.Web/sites{slot}/config": ArmShape(
        APPS[0], parents=("app_service_id",), part_of=_OWNERS, gives=_GIVEN, own_words=True, more=_config
    )
    for slot in ("", "/slots")
}
"""ARM type to its shape."""
