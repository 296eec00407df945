"""Users, grants, trust and sign-in on Azure and Entra ID: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_HERE = "azure.identity"
_DIRECTORY = f"{_HERE}.directory"
_PROGRAM = Row(f"{_DIRECTORY}:program", ("identity", "credential", "grant"))
_SECRET = Row(f"{_DIRECTORY}:secret", ("credential",))
_CERTIFICATE = Row(f"{_DIRECTORY}:certificate", ("credential",))
_ROLE = Row(f"{_DIRECTORY}:directory_role", ("grant",))
_FEDERATED = Row(f"{_HERE}.federation:credential", ("trust",))
_RULE = Row(f"{_HERE}.organisation:assignment", ("organisation_rule", "detector"))

THEME = Theme(
    adapters={
        "azurerm_role_assignment": Row(f"{_HERE}.assignments:assigned", ("grant",)),
        "azurerm_pim_active_role_assignment": Row(f"{_HERE}.assignments:assigned", ("grant",)),
        "azurerm_pim_eligible_role_assignment": Row(f"{_HERE}.assignments:eligible", ("grant",)),
        "azurerm_role_definition": Row(f"{_HERE}.definitions:definition", ("grant",)),
        "azuread_directory_role_assignment": _ROLE,
        "azuread_directory_role_member": _ROLE,
        "azuread_directory_role_eligibility_schedule_request": Row(
            f"{_DIRECTORY}:directory_role_on_request", ("grant",)
        ),
        "azuread_app_role_assignment": Row(f"{_DIRECTORY}:app_role", ("grant",)),
        "azuread_user": Row(f"{_DIRECTORY}:user", ("identity", "credential")),
        "azuread_application": _PROGRAM,
        "azuread_application_registration": _PROGRAM,
        "azuread_service_principal": _PROGRAM,
        "azurerm_user_assigned_identity": _PROGRAM,
        "azuread_application_password": _SECRET,
        "azuread_service_principal_password": _SECRET,
        "azuread_application_certificate": _CERTIFICATE,
        "azuread_service_principal_certificate": _CERTIFICATE,
        "azuread_application_federated_identity_credential": _FEDERATED,
        "azuread_application_flexible_federated_identity_credential": _FEDERATED,
        "azurerm_federated_identity_credential": _FEDERATED,
        "azuread_conditional_access_policy": Row(f"{_HERE}.sign_in:policy", ("sign_in_policy", "session")),
        "azurerm_vpn_server_configuration": Row(f"{_HERE}.remote:server", ("remote_access",)),
        "azurerm_virtual_network_gateway": Row(f"{_HERE}.remote:gateway", ("remote_access",)),
        "azurerm_policy_assignment": _RULE,
        "azurerm_management_group_policy_assignment": _RULE,
        "azurerm_subscription_policy_assignment": _RULE,
        "azurerm_resource_group_policy_assignment": _RULE,
        "azurerm_resource_policy_assignment": _RULE,
    },
    sidecars={
        "azuread_application_password": SideCar(
            "application_id", ("azuread_application", "azuread_application_registration")
        ),
        "azuread_service_principal_password": SideCar("service_principal_id", ("azuread_service_principal",)),
    },
    helpers=(
        "azurerm_subscription",
        "data.azurerm_subscription",
        "azurerm_management_group",
        "data.azurerm_management_group",
        "azurerm_resource_group",
        "data.azurerm_resource_group",
        "data.azurerm_role_definition",
        "azuread_directory_role",
        "azuread_custom_directory_role",
        "azuread_authentication_strength_policy",
    ),
)
