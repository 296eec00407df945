"""What Resource Graph does not tell of a resource: what is asked of each by a call of its own.

Resource Graph lists resources of the ``resources`` and a few other tables only ("Supported tables and resources");
child resources such as diagnostic settings, auditing and encryption of servers are read from Resource Manager. Calls
grow with resources of the types here, and with nothing else.
"""

from __future__ import annotations

from msgspec import Struct


class Child(Struct, frozen=True):
    """A child of a resource, read from Resource Manager."""

    path: str
    """What follows the resource's id: ``/providers/Microsoft.Insights/diagnosticSettings``."""
    version: str
    """Version of the API."""
    type: str
    """ARM type of what is found, for answers that leave it out."""
    permission: str
    """The right that it needs, such as ``Microsoft.Insights/diagnosticSettings/read``."""
    listed: bool = True
    """Whether the answer is a list of children; otherwise it is one child."""


_DIAGNOSTICS = Child(
    "/providers/Microsoft.Insights/diagnosticSettings",
    "2021-05-01-preview",
    "Microsoft.Insights/diagnosticSettings",
    "Microsoft.Insights/diagnosticSettings/read",
)

CHILDREN: dict[str, tuple[Child, ...]] = {
    "microsoft.keyvault/vaults": (_DIAGNOSTICS,),
    "microsoft.sql/servers": (
        Child(
            "/auditingSettings",
            "2021-11-01",
            "Microsoft.Sql/servers/auditingSettings",
            "Microsoft.Sql/servers/auditingSettings/read",
        ),
        Child(
            "/firewallRules",
            "2021-11-01",
            "Microsoft.Sql/servers/firewallRules",
            "Microsoft.Sql/servers/firewallRules/read",
        ),
        Child(
            "/encryptionProtector",
            "2021-11-01",
            "Microsoft.Sql/servers/encryptionProtector",
            "Microsoft.Sql/servers/encryptionProtector/read",
        ),
        Child(
            "/administrators",
            "2021-11-01",
            "Microsoft.Sql/servers/administrators",
            "Microsoft.Sql/servers/administrators/read",
        ),
    ),
    "microsoft.sql/servers/databases": (
        Child(
            "/transparentDataEncryption",
            "2021-11-01",
            "Microsoft.Sql/servers/databases/transparentDataEncryption",
            "Microsoft.Sql/servers/databases/transparentDataEncryption/read",
        ),
    ),
    "microsoft.storage/storageaccounts": (
        Child(
            "/blobServices",
            "2023-05-01",
            "Microsoft.Storage/storageAccounts/blobServices",
            "Microsoft.Storage/storageAccounts/blobServices/read",
        ),
    ),
    "microsoft.web/sites": (
        Child(
            "/config/web", "2023-12-01", "Microsoft.Web/sites/config", "Microsoft.Web/sites/config/read", listed=False
        ),
    ),
}
"""ARM type in small letters to what is asked of each resource of it."""
SUBSCRIPTION: tuple[Child, ...] = (
    Child(
        "/providers/Microsoft.Insights/diagnosticSettings",
        "2021-05-01-preview",
        "Microsoft.Insights/diagnosticSettings",
        "Microsoft.Insights/diagnosticSettings/read",
    ),
)
"""What is asked of each subscription."""
