"""What neither Resource Graph nor Resource Manager shows: each report says that it was not looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pcicheck.model.origin import Gap

_ENTRA = (
    "users, applications, directory roles and sign-in policies of Entra ID are shown by Microsoft Graph only, "
    "which is not asked; scan the Terraform that makes them"
)
_TENANT = "where the logs of Entra ID go is a setting of the tenant, of which a subscription shows nothing"
_DATA_PLANE = "certificates are shown by the vaults themselves, to whoever may read in them, not by Resource Manager"

_OF_ENTRA = (
    *("app_role_assignment", "application", "application_certificate", "application_federated_identity_credential"),
    *("application_flexible_federated_identity_credential", "application_password", "application_registration"),
    *("conditional_access_policy", "directory_role_assignment", "directory_role_eligibility_schedule_request"),
    *("directory_role_member", "service_principal", "service_principal_certificate", "service_principal_password"),
    "user",
)
UNASKED = {
    **{f"azuread_{name}": _ENTRA for name in _OF_ENTRA},
    "azurerm_monitor_aad_diagnostic_setting": _TENANT,
    "azurerm_key_vault_certificate": _DATA_PLANE,
}
"""Terraform type to why nothing of it is seen."""


def gaps(types: Collection[str]) -> Iterator[tuple[Gap, tuple[str, ...]]]:
    """Each reason as a gap, with the types that it hides; of those asked for, or of all where none are named."""
    asked = {name: why for name, why in UNASKED.items() if not types or name in types}
    for why in dict.fromkeys(asked.values()):
        hidden = tuple(sorted(name for name, reason in asked.items() if reason == why))
        yield Gap("unsupported", f"azure: {_WHERE[why]}", why, count=len(hidden)), hidden


_WHERE = {_ENTRA: "Entra ID", _TENANT: "Entra ID's logs", _DATA_PLANE: "certificates of key vaults"}
