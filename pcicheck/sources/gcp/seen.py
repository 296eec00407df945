"""Of what a snapshot of Google Cloud shows everything there is, project by project.

``ListAssets`` that is not refused leaves nothing out below its parent. What stands above a project, such as a sink
of its organisation, may hold for the project too: its absence in the project counts only where everything above was
listed as well, and has none either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct, field

from pcicheck.model.resource import Place
from pcicheck.sources.base import Seen, Unseen
from pcicheck.sources.gcp import lacking
from pcicheck.sources.gcp.assets import Assets
from pcicheck.sources.gcp.catalog import CONTENTS, told_by, whole
from pcicheck.sources.gcp.names import project_of
from pcicheck.sources.gcp.policies import POLICIES

NEVER_LISTED = frozenset(
    {
        # Single grants, which policies are listed with.
        "*_iam_binding",
        "*_iam_member",
        # Other ways of writing what the listed thing says itself.
        "google_bigquery_dataset_access",
        "google_cloud_run_v2_service_iam_policy",
        "google_compute_firewall_policy_with_rules",
        "google_compute_instance_from_machine_image",
        "google_compute_instance_from_template",
        "google_compute_network_firewall_policy_with_rules",
        "google_compute_project_metadata_item",
        "google_compute_region_network_firewall_policy_with_rules",
        "google_container_registry",
        "google_dataflow_flex_template_job",
        "google_project_services",
        "google_workbench_instance_iam_policy",
        # Of a billing account, which no project has inside.
        "google_billing_account_iam_policy",
        "google_logging_billing_account_bucket_config",
        "google_logging_billing_account_exclusion",
        "google_logging_billing_account_sink",
        # A folder's stands with each project below it.
        "google_folder_iam_audit_config",
    }
)
"""Types that only Terraform has, or whose things are listed as things of another type of the same kind."""
_ABOVE = re.compile(r"/((?:folders|organizations)/[^/]+)")
_INHERITED = frozenset(
    {
        "google_cloud_asset_folder_feed",
        "google_cloud_asset_organization_feed",
        "google_data_loss_prevention_discovery_config",
        "google_data_loss_prevention_job_trigger",
        "google_essential_contacts_contact",
        "google_folder_organization_policy",
        "google_logging_folder_sink",
        "google_logging_organization_sink",
        "google_org_policy_policy",
        "google_organization_iam_audit_config",
        "google_organization_policy",
        "google_scc_folder_notification_config",
        "google_scc_notification_config",
        "google_scc_v2_folder_notification_config",
        "google_scc_v2_organization_notification_config",
        "google_securityposture_posture_deployment",
        "google_scc_event_threat_detection_custom_module",
        "google_scc_folder_custom_module",
        "google_scc_management_folder_security_health_analytics_custom_module",
        "google_scc_management_organization_event_threat_detection_custom_module",
        "google_scc_management_organization_security_health_analytics_custom_module",
        "google_scc_management_project_security_health_analytics_custom_module",
        "google_scc_organization_custom_module",
        "google_scc_project_custom_module",
    }
)
"""Types whose things may stand above a project and hold for it."""


class Scope(Struct):
    """One parent that was asked about, and what it told."""

    parent: str
    """As the API names it: ``projects/pay``."""
    listed: set[str] = field(default_factory=set)
    """Sorts of content that were listed in full."""
    refused: dict[str, str] = field(default_factory=dict)
    """Sort of content to why it was not."""
    unsupported: dict[str, str] = field(default_factory=dict)
    """Terraform type of which nothing could be listed to why."""
    names: set[str] = field(default_factory=set)
    """Relative names of the things below it that can have an IAM policy."""
    nodes: set[str] = field(default_factory=set)
    """Projects, folders and organisations below it, and itself."""

    def meet(self, asset: dict[str, Any]) -> None:
        """Take in where an asset below the parent stands."""
        if asset.get("asset_type") in POLICIES:
            self.names.add(str(asset.get("name", "")).removeprefix("//").partition("/")[2])
        project = project_of(asset)
        if project is not None:
            self.nodes.add(f"projects/{project}")
        if self.parent.startswith("projects/"):
            return
        for name in asset.get("ancestors") or ():
            self.nodes.add(str(name))
            if name == self.parent:
                break


def sight(assets: Assets, scopes: list[Scope], types: Collection[str]) -> tuple[list[Seen], list[Unseen], list[Place]]:
    """What was seen in full, what was not and why, and the projects gone through. ``types`` are those asked for."""
    shown: dict[str, set[str]] = {}
    blind: dict[str, dict[str, str]] = {}
    for scope in scopes:
        for node in _nodes(assets, scope):
            for content in CONTENTS:
                if content in scope.listed:
                    shown.setdefault(node, set()).update(_of(content, types))
                elif content in scope.refused:
                    blind.setdefault(node, {}).update(dict.fromkeys(_of(content, types), scope.refused[content]))
            shown.get(node, set()).difference_update(scope.unsupported)
            blind.setdefault(node, {}).update(scope.unsupported)
    higher = _standing_above(assets)
    apis = lacking.apis_of(assets)
    odd = {name for content in CONTENTS for kind in assets.odd_types for name in told_by(content).get(kind, ())}
    seen: list[Seen] = []
    unseen: list[Unseen] = []
    visited: list[Place] = []
    for node in sorted({*shown, *blind}):
        if not node.startswith("projects/"):
            continue
        project = node.partition("/")[2]
        visited.append(Place("gcp", project, None, "cde"))
        known = shown.get(node, set()) - odd
        reasons = {name: why for name, why in blind.get(node, {}).items() if name not in known}
        reasons |= {name: why for name, why in _from_above(assets, project, shown, higher) if name in known}
        if scarce := _scarce(types, known, apis.get(project, set())):
            reasons |= {name: why for name, why in scarce.items() if why}
            known = known | scarce.keys()
        seen += [Seen(name, project, "") for name in sorted(known - reasons.keys())]
        unseen += [Unseen(name, project, "", reasons[name]) for name in sorted(reasons)]
    return seen, unseen, visited


def _scarce(types: Collection[str], known: Collection[str], apis: set[str]) -> dict[str, str]:
    """Types that the inventory lacks to why they may be missed, where anything else of the project is known."""
    wanted = [name for name in lacking.LACKING if not types or name in types]
    told = apis if lacking.SERVICE in known else None
    return {name: lacking.missed(name, told) for name in wanted} if known else {}


def _nodes(assets: Assets, scope: Scope) -> set[str]:
    return {assets.projects.relative(name) for name in (*scope.nodes, scope.parent)}


def _of(content: str, types: Collection[str]) -> set[str]:
    return {name for name in whole(content) if not types or name in types}


def _standing_above(assets: Assets) -> dict[str, set[str]]:
    """Folder or organisation to the types of which it has something that may hold below it."""
    found: dict[str, set[str]] = {}
    for document in assets.documents:
        if document.type in _INHERITED and document.account is None:
            node = _ABOVE.search(document.address)
            if node:
                found.setdefault(node[1], set()).add(document.type)
    return found


def _from_above(
    assets: Assets, project: str, shown: dict[str, set[str]], higher: dict[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """Types of which something above a project may hold for it, and why that is so."""
    chain = assets.projects.above(project)
    for native in sorted(_INHERITED):
        if chain is None:
            yield native, "what stands above the project is not told, and may hold for it; collect the organisation"
            continue
        hidden = [name for name in chain if native not in shown.get(name, ())]
        there = [name for name in chain if native in higher.get(name, ())]
        if there:
            yield native, f"{there[0]} has one, which may hold for the project too"
        elif hidden:
            yield native, f"{hidden[-1]} may have one that holds for the project; collect --organization or --folder"
