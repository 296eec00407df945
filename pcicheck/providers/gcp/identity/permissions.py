"""What the permissions of a custom role amount to.

IAM documentation: "IAM permissions reference", "Roles for service account authentication" (acting as a service
account, tokens, keys, signing) and "Best practices for using service accounts". Custom roles list permissions one by
one; patterns are refused ("Create and manage custom roles"). Permissions on projects, folders and organizations work
only where the role is given for one of these; others work for one thing or for all, as the role is granted.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Inapplicable, Unknown

_SET_POLICY = frozenset(
    f"resourcemanager.{name}.{verb}"
    for name in ("projects", "folders", "organizations")
    for verb in ("setIamPolicy", "createPolicyBinding", "updatePolicyBinding")
)
_OF_ACCOUNT = _SET_POLICY | {
    "iam.roles.update",
    "deploymentmanager.deployments.create",
    "deploymentmanager.deployments.update",
    "orgpolicy.policy.set",
    "orgpolicy.policies.update",
}
_TOKENS = ("getAccessToken", "getOpenIdToken", "implicitDelegation", "signBlob", "signJwt")
_AS_ACCOUNT = frozenset(f"iam.serviceAccounts.{verb}" for verb in (*_TOKENS, "actAs", "setIamPolicy")) | {
    "iam.serviceAccountKeys.create"
}
_CREDENTIALS = frozenset(f"iam.serviceAccounts.{verb}" for verb in _TOKENS) | {
    "iam.serviceAccountKeys.create",
    "storage.hmacKeys.create",
    "apikeys.keys.getKeyString",
}
_DATA = frozenset(
    {
        "storage.objects.get",
        "secretmanager.versions.access",
        "bigquery.tables.getData",
        "bigquery.tables.export",
        "bigtable.tables.readRows",
        "spanner.databases.read",
        "spanner.databases.select",
        "datastore.entities.get",
        "pubsub.subscriptions.consume",
        "cloudsql.instances.export",
        "cloudkms.cryptoKeyVersions.useToDecrypt",
    }
)
_DEPENDS = Unknown("whether it reaches everything depends on where the role is granted")
_ONE_BY_ONE = Inapplicable("roles of Google Cloud list their permissions one by one")
_ELSEWHERE = Inapplicable("roles of Google Cloud name no resources; where they are granted decides")
_BY_NAME = Inapplicable("a predefined role is judged by its name")
_NOT_LISTED = ("full_admin", "every_action", "all_but", "whole_services", "identity_admin")
_WITHOUT_RESOURCES = ("writes_anywhere", "any_resource")
_FIXED = dict.fromkeys(_NOT_LISTED, _ONE_BY_ONE) | dict.fromkeys(_WITHOUT_RESOURCES, _ELSEWHERE)
_ASKED = ("escalates", "exposes_credentials", "reads_any_data", "changes_access")
OF_PREDEFINED: dict[str, Any] = _FIXED | dict.fromkeys(_ASKED, _BY_NAME)
"""The same facts of a role that Google defines."""


def permission_facts(permissions: tuple[str | Unknown, ...] | Unknown, wide: bool | Unknown) -> dict[str, Any]:
    """The facts of a grant that the permissions of a custom role decide.

    ``wide`` is whether it is given for a whole project or more; unknown for a role by itself.
    """
    if isinstance(permissions, Unknown):
        return _FIXED | dict.fromkeys(_ASKED, permissions)
    names = frozenset(p for p in permissions if isinstance(p, str))
    hole = next((p for p in permissions if isinstance(p, Unknown)), None)
    policies = frozenset(name for name in names if name.endswith((".setIamPolicy", ".setIamPermissions")))
    return _FIXED | {
        "escalates": _answer(names & _OF_ACCOUNT, names & _AS_ACCOUNT, wide, hole),
        "exposes_credentials": _answer(frozenset(), names & _CREDENTIALS, wide, hole),
        "reads_any_data": _answer(frozenset(), names & _DATA, wide, hole),
        "changes_access": _answer(names & _SET_POLICY, policies, wide, hole),
    }


def _answer(
    anywhere: frozenset[str], granted: frozenset[str], wide: bool | Unknown, hole: Unknown | None
) -> bool | Unknown:
    """True where a permission surely reaches everything."""
    if anywhere and wide is not False:
        return True
    if granted and wide is not False:
        return True if wide is True else _DEPENDS
    return hole or False
