"""What Cloud Asset Inventory does not have although a rule asks for it, and where that may be.

Source: Cloud Asset Inventory documentation, "Asset types" (of April 2026). Things of a service whose API is not enabled
in a project do nothing there, so that they are not missed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.origin import Gap, Origin
from pcicheck.model.value import Unknown
from pcicheck.sources.gcp.assets import SOURCE, Assets
from pcicheck.sources.gcp.things import UNLISTED

SERVICE = "google_project_service"
_FLOW_LOGS, _SUBNET = "google_network_management_vpc_flow_logs_config", "google_compute_subnetwork"
_FLOW_API = "networkmanagement.googleapis.com"
_MAY_LOG = Unknown("a VPC Flow Logs configuration may log it, and those are not in Cloud Asset Inventory")


class Lack(Struct, frozen=True):
    """What is not in the inventory."""

    what: str
    api: str = ""
    """The API without which there is none; empty where nothing tells."""
    blinds: bool = True
    """Whether the rules about it cannot say that all is well; not for what only adds to something seen."""


LACKING = {
    "google_access_context_manager_gcp_user_access_binding": Lack("session lengths of access bindings"),
    "google_apigee_target_server": Lack("target servers of Apigee", "apigee.googleapis.com"),
    "google_app_engine_domain_mapping": Lack("domain mappings of App Engine", "appengine.googleapis.com"),
    "google_chronicle_rule_deployment": Lack("rules of Google SecOps", "chronicle.googleapis.com"),
    "google_dialogflow_cx_webhook": Lack("webhooks of Dialogflow", "dialogflow.googleapis.com"),
    "google_document_ai_warehouse_location": Lack("Document AI Warehouse", "contentwarehouse.googleapis.com"),
    "google_iam_workforce_pool_provider": Lack("directories of Cloud Identity and Google Workspace"),
    "google_iap_settings": Lack("settings of Identity-Aware Proxy", "iap.googleapis.com"),
    "google_notebooks_runtime": Lack("managed notebook runtimes", "notebooks.googleapis.com"),
    "google_sql_user": Lack("accounts of Cloud SQL", "sqladmin.googleapis.com"),
    "google_storage_hmac_key": Lack("HMAC keys of Cloud Storage"),
    "google_storage_managed_folder_iam_policy": Lack("policies of managed folders of Cloud Storage", blinds=False),
    _FLOW_LOGS: Lack("VPC Flow Logs configurations", _FLOW_API, blinds=False),
    **{
        f"google_{thing}_iam_policy": Lack(f"policies of {thing}", api, blinds=False) for thing, api in UNLISTED.items()
    },
}
"""Terraform type to what the inventory lacks of it, or of what serves the same end."""


def needs_services(types: Iterable[str]) -> bool:
    """Whether the enabled APIs decide how much of the types is seen."""
    return any(name == _SUBNET or (name in LACKING and LACKING[name].api) for name in types)


def apis_of(assets: Assets) -> dict[str, set[str]]:
    """Project to the APIs that are enabled in it, as far as they are told."""
    found: dict[str, set[str]] = {}
    for document in assets.documents:
        if document.type == SERVICE and document.account is not None:
            found.setdefault(document.account, set()).add(str(document.get("service")))
    return found


def missed(native: str, apis: Collection[str] | None) -> str:
    """Why not all things of a type are seen in a project with these APIs; empty where there are none.

    ``apis`` is ``None`` where it is not known which are enabled.
    """
    lack = LACKING[native]
    if lack.api and apis is not None and lack.api not in apis:
        return ""
    return f"{lack.what} are not in Cloud Asset Inventory"


def gaps(where: str, natives: Collection[str]) -> Iterator[tuple[Gap, tuple[str, ...]]]:
    """A gap for each type that is missed, with the types that it hides; one for all those that hide none."""
    for native in sorted(natives):
        if LACKING[native].blinds:
            why = f"{LACKING[native].what} are not in Cloud Asset Inventory; look at them where they are ({native})"
            yield Gap("unsupported", where, why), (native,)
    others = ", ".join(LACKING[native].what for native in sorted(natives) if not LACKING[native].blinds)
    if others:
        yield Gap("unsupported", where, f"not in Cloud Asset Inventory, nor looked at: {others}"), ()


def doubt_flow_logs(assets: Assets, apis: dict[str, set[str]]) -> None:
    """Say that subnets may be logged by configurations of their own, in projects that can have such."""
    for project, enabled in apis.items():
        if _FLOW_API not in enabled:
            continue
        subnets = [d.address for d in assets.documents if d.type == _SUBNET and d.account == project]
        if subnets:
            address = f"//{_FLOW_API}/projects/{project}/locations/global/vpcFlowLogsConfigs"
            told = Document(
                {"id": address, "state": _MAY_LOG, "subnet": subnets},
                type=_FLOW_LOGS,
                address=address,
                provider="gcp",
                origin=Origin(source=SOURCE, address=address),
                surroundings=assets.surroundings,
                account=project,
            )
            assets.surroundings.add(told)
