"""Synapse: dedicated pools, and auditing, alert policies and assessments of workspaces and pools.

Source: ARM template reference, ``Microsoft.Synapse``. They are written as those of Azure SQL are. A pool is not
encrypted unless a ``transparentDataEncryption`` says so ("Transparent data encryption for dedicated SQL pools").
"""

from __future__ import annotations

from functools import partial

from pcicheck.model.value import NOT_STATED
from pcicheck.sources.azure.arm import ArmShape, put_some, switched
from pcicheck.sources.azure.shapes_sql import AUDIT_MOVES, alerts, audit
from pcicheck.sources.shapes import Values, at

_SPACE = "Microsoft.Synapse/workspaces"
_POOL = f"{_SPACE}/sqlPools"
_POOLS = ("azurerm_synapse_sql_pool",)


def _scan(rests_on: str, values: Values) -> None:
    """An assessment rests on the alert policy of what it looks at."""
    address = values.get("id")
    owner = address.rstrip("/").rpartition("/")[0].rpartition("/")[0] if isinstance(address, str) else ""
    values[rests_on] = f"{owner}/securityAlertPolicies/Default" if owner else NOT_STATED
    put_some(values, {"recurring_scans.enabled": switched(at(values, "recurring_scans.is_enabled"))})


def _encryption(values: Values) -> None:
    status = values.get("status", values.get("state"))
    values["data_encrypted"] = NOT_STATED if status is None else switched(status)


def _beside(arm_type: str, kind: str, parent: str, rests_on: str) -> dict[str, ArmShape]:
    """What is written beside a workspace or a pool."""
    return {
        f"{arm_type}/auditingSettings": ArmShape(
            f"{kind}_extended_auditing_policy",
            moves=AUDIT_MOVES,
            unstated=("retention_in_days",),
            parents=(parent,),
            more=audit,
        ),
        f"{arm_type}/securityAlertPolicies": ArmShape(
            f"{kind}_security_alert_policy",
            unstated=("email_account_admins", "state"),
            parents=(parent,),
            more=alerts,
        ),
        f"{arm_type}/vulnerabilityAssessments": ArmShape(
            f"{kind}_vulnerability_assessment", more=partial(_scan, rests_on)
        ),
    }


SHAPES: dict[str, ArmShape] = {
    **_beside(_SPACE, "azurerm_synapse_workspace", "synapse_workspace_id", "workspace_security_alert_policy_id"),
    _POOL: ArmShape(_POOLS[0], parents=("synapse_workspace_id",), unstated=("data_encrypted",)),
    f"{_POOL}/transparentDataEncryption": ArmShape(
        _POOLS[0], parents=("sql_pool_id",), part_of=_POOLS, gives=("data_encrypted",), more=_encryption
    ),
    **_beside(_POOL, _POOLS[0], "sql_pool_id", "sql_pool_security_alert_policy_id"),
}
"""ARM type to its shape."""
