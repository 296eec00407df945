"""Web and function apps and their slots.

Source: ARM template reference, ``Microsoft.Web/sites``; "App Service kind property". What ``publicNetworkAccess`` means
where it is left out depends on private endpoints; the defaults of TLS versions, FTP and ``clientCertMode`` have changed
with time or are not documented. Settings may also be written as ``sites/config``.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, switched
from pcicheck.sources.azure.shapes_web_config import APPS, FLEX, LOGIC, SETTINGS, site
from pcicheck.sources.shapes import Values, at, unstate

_MOVES = SETTINGS | {
    "client_certificate_enabled": "client_cert_enabled",
    "client_certificate_mode": "client_cert_mode",
}
_UNSTATED = (
    "site_config.minimum_tls_version",
    "site_config.scm_minimum_tls_version",
    "site_config.ftps_state",
)
_STORAGE = "AzureWebJobsStorage"


def _app_type(values: Values, slot: str = "") -> str:
    """The type of an app by its kind, such as ``functionapp,linux``."""
    kind = values.get("kind")
    if isinstance(kind, Unknown):
        return ""
    words = str(kind or "app").lower().split(",")
    if "workflowapp" in words:
        return "" if slot else LOGIC
    if at(values, "function_app_config") is not None:
        return "" if slot else FLEX
    reserved = switched(values.get("reserved"))
    if isinstance(reserved, Unknown):
        return ""
    system = "linux" if reserved or "linux" in words else "windows"
    return f"azurerm_{system}_{'function' if 'functionapp' in words else 'web'}_app{slot}"


def _slot_type(values: Values) -> str:
    return _app_type(values, "_slot")


def _app(values: Values) -> None:
    certificates = switched(values.get("client_certificate_enabled"))
    native = _app_type(values) or LOGIC
    if certificates is True or isinstance(certificates, Unknown):
        unstate(values, ("client_certificate_mode",))
    elif native == LOGIC:
        values.pop("client_certificate_mode", None)
    public = values.get("public_network_access") or NOT_STATED
    values["public_network_access_enabled"] = values["public_network_access"] = public
    site(values)
    if "function" in native:
        unstate(values, ("builtin_logging_enabled",))
        values["storage_uses_managed_identity"] = _by_identity(values.get("app_settings"))


def _by_identity(settings: Any) -> bool | Unknown:
    if not isinstance(settings, dict):
        return settings if isinstance(settings, Unknown) else NOT_STATED
    if settings.get(_STORAGE) is not None:
        return False
    return True if any(name.startswith(f"{_STORAGE}__") for name in settings) else NOT_STATED


_UNCLEAR = "its kind is not known"
SHAPES: dict[str, ArmShape] = {
    "Microsoft.Web/sites": ArmShape(
        APPS[0],
        moves=_MOVES,
        unstated=_UNSTATED,
        pick=_app_type,
        picks=(*(name for name in APPS if not name.endswith("_slot")), LOGIC, FLEX),
        unclear=_UNCLEAR,
        more=_app,
    ),
    "Microsoft.Web/sites/slots": ArmShape(
        APPS[1],
        moves=_MOVES,
        unstated=_UNSTATED,
        pick=_slot_type,
        picks=tuple(name for name in APPS if name.endswith("_slot")),
        unclear=_UNCLEAR,
        parents=("app_service_id",),
        more=_app,
    ),
    "Microsoft.Web/sites/networkConfig": ArmShape(
        "azurerm_app_service_virtual_network_swift_connection",
        moves={"subnet_id": "subnet_resource_id"},
        parents=("app_service_id",),
    ),
}
"""ARM type to its shape."""
