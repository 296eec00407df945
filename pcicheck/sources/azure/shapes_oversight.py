"""Roles, identities, logs and Defender plans, and the groups that things belong to.

Source: ARM template reference, ``Microsoft.Authorization``, ``Microsoft.ManagedIdentity``,
``Microsoft.OperationalInsights``, ``Microsoft.Insights``, ``Microsoft.Security``, ``Microsoft.Resources`` and
``Microsoft.Management``. A retention of -1 days means that of the workspace.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape, each, put_some, switched, tail
from pcicheck.sources.shapes import Values


def _assignment(values: Values) -> None:
    role = values.get("role_definition_id")
    if isinstance(role, Unknown) and isinstance(name := tail(role), str):
        values["role_definition_id"] = f"/providers/Microsoft.Authorization/roleDefinitions/{name}"


def _definition_type(values: Values) -> str:
    """Roles that come with Azure are only looked up, not judged."""
    own = str(values.get("type") or "CustomRole").lower() == "customrole"
    return "azurerm_role_definition" if own else _BUILT_IN


def _definition(values: Values) -> None:
    put_some(values, {"name": values.get("role_name")})


def _table(values: Values) -> None:
    for name in ("retention_in_days", "total_retention_in_days"):
        if values.get(name) == -1:
            del values[name]


def _diagnostics(values: Values) -> None:
    logs = values.get("logs")
    if logs is None:
        return
    found = each(logs, _log)
    if isinstance(found, Unknown):
        values["enabled_log"] = found
        return
    on = [log for log in found if isinstance(log, Unknown) or log["enabled"] is True]
    values["enabled_log"] = on
    values["log"] = [log for log in found if isinstance(log, dict) and isinstance(log["enabled"], Unknown)]


def _log(item: Values) -> Values:
    return {**item, "enabled": switched(item.get("enabled")) or False}


def _pricing(values: Values) -> None:
    put_some(values, {"resource_type": values.get("name"), "extension": _extensions(values.get("extensions"))})


def _extensions(written: Any) -> Any:
    if written is None:
        return None
    found = each(written, _extension)
    return [item for item in found if item] if isinstance(found, list) else found


def _extension(item: Values) -> Values:
    """An extension that is on; one of which that is not known has no name that could be found."""
    on = switched(item.get("is_enabled"))
    if isinstance(on, Unknown):
        return {"name": on}
    more = item.get("additional_extension_properties")
    properties = (
        {_PROPERTIES.get(name, name): value for name, value in more.items()} if isinstance(more, dict) else more
    )
    return {"name": item.get("name"), "additional_extension_properties": properties} if on else {}


_BUILT_IN = "data.azurerm_role_definition"
_PROPERTIES = {"cap_gbper_month_per_storage_account": "CapGBPerMonthPerStorageAccount"}
"""Names that Terraform has as the API has them."""

SHAPES: dict[str, ArmShape] = {
    "Microsoft.Authorization/roleAssignments": ArmShape(
        "azurerm_role_assignment", parents=("scope",), more=_assignment
    ),
    "Microsoft.Authorization/roleDefinitions": ArmShape(
        "azurerm_role_definition",
        pick=_definition_type,
        picks=(_BUILT_IN,),
        unclear="whose role it is is not stated",
        parents=("scope",),
        more=_definition,
    ),
    "Microsoft.ManagedIdentity/userAssignedIdentities": ArmShape("azurerm_user_assigned_identity"),
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials": ArmShape(
        "azurerm_federated_identity_credential", moves={"audience": "audiences"}, parents=("parent_id",)
    ),
    "Microsoft.OperationalInsights/workspaces": ArmShape(
        "azurerm_log_analytics_workspace", moves={"internet_query_enabled": "public_network_access_for_query"}
    ),
    "Microsoft.OperationalInsights/workspaces/tables": ArmShape(
        "azurerm_log_analytics_workspace_table", parents=("workspace_id",), more=_table
    ),
    "Microsoft.Insights/diagnosticSettings": ArmShape(
        "azurerm_monitor_diagnostic_setting",
        moves={
            "log_analytics_workspace_id": "workspace_id",
            "eventhub_authorization_rule_id": "event_hub_authorization_rule_id",
            "partner_solution_id": "marketplace_partner_id",
        },
        parents=("target_resource_id",),
        more=_diagnostics,
    ),
    "Microsoft.Security/pricings": ArmShape(
        "azurerm_security_center_subscription_pricing", moves={"tier": "pricing_tier"}, more=_pricing
    ),
    "Microsoft.Resources/resourceGroups": ArmShape("azurerm_resource_group"),
    "Microsoft.Management/managementGroups": ArmShape("azurerm_management_group"),
}
"""ARM type to its shape."""
