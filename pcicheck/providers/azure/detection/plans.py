"""Plans and settings of Defender for Cloud.

``azurerm_security_center_subscription_pricing``: ``tier`` Free or Standard, ``resource_type`` VirtualMachines by
default, and ``extension`` blocks, of which those left out are off. ``azurerm_security_center_storage_defender``:
``malware_scanning_on_upload_enabled`` and ``sensitive_data_discovery_enabled`` default to false, and
``malware_scanning_on_upload_cap_gb_per_month`` to -1, no cap. ``azurerm_security_center_setting`` switches the
integration of Defender for Endpoint (WDATP) or Defender for Cloud Apps (MCAS) on or off.
``azurerm_security_center_auto_provisioning.auto_provision`` is On or Off (Terraform registry, hashicorp/azurerm). The
names of extensions are those of the Defender for Cloud REST API, "Pricings".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import AgentRollout, Coverage, Detector, MalwareGuard
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.reading import only

_NOTHING = Inapplicable("it does not look at this")
COVERS_NOTHING = only(Coverage, _NOTHING.reason)
ALL_THE_TIME = Inapplicable("it looks all the time")
NO_STANDARD = Inapplicable("it measures against no standard")
NO_PLAN = Inapplicable("it is not a plan that is switched on by itself")
_BY_AUTOMATION = Inapplicable("findings are sent on by contacts and automations")
_BY_POLICY = Unknown("the policy of Defender for Endpoint decides, which is not in this input")
_NEW_FILES_ONLY = Inapplicable("it looks at each object when it is written")

_PLANS: dict[str, Any] = {
    "virtualmachines": "machines",
    "appservices": "app_services",
    "sqlservers": "sql_servers",
    "sqlservervirtualmachines": "sql_on_machines",
    "storageaccounts": "object_stores",
    "kubernetesservice": "clusters",
    "containerregistry": "registries",
    "containers": "containers",
    "keyvaults": "key_stores",
    "arm": "management",
    "dns": "dns",
    "opensourcerelationaldatabases": "open_source_databases",
    "cosmosdbs": "document_databases",
    "cloudposture": "posture",
    "api": "apis",
    "ai": "ai",
}
_OTHER = Unknown("this plan is not known")


def pricing(document: Document) -> Iterator[Resource]:
    """A plan, and what its extensions look for beside attacks."""
    tier = document.text("tier")
    enabled: Fact[bool] = tier if isinstance(tier, Unknown) else str(tier).lower() == "standard"
    kind = document.text("resource_type", "VirtualMachines")
    plan: Fact[Any] = kind if isinstance(kind, Unknown) else _PLANS.get(str(kind).lower(), _OTHER)
    yield _detector(document, "posture" if plan == "posture" else "threats", enabled, plan)
    for name, purpose, covers in _EXTENSIONS:
        on = _extension(document, name)
        if on is not False:
            yield _detector(document, purpose, all_true(enabled, on), NO_PLAN, covers, part=name)
    scan = _extension(document, "OnUploadMalwareScanning")
    if plan == "object_stores" and scan is not False:
        yield resource(document, _upload_scan(all_true(enabled, scan), _cap(document)), part="OnUploadMalwareScanning")


def threat_protection(document: Document) -> Iterator[Resource]:
    """Threat protection of one storage account or database."""
    yield _detector(document, "threats", document.flag("enabled"), NO_PLAN)


def storage_defender(document: Document) -> Iterator[Resource]:
    """Threat protection of one storage account, with what it does beside."""
    yield _detector(document, "threats", True, NO_PLAN)
    cap = document.number("malware_scanning_on_upload_cap_gb_per_month", -1)
    limited: Fact[bool] = cap if isinstance(cap, Unknown) else (cap or -1) > 0
    scan = document.flag("malware_scanning_on_upload_enabled", False)
    yield resource(document, _upload_scan(scan, limited), part="malware")
    search = document.flag("sensitive_data_discovery_enabled", False)
    if search is not False:
        yield _detector(document, "account_data", search, NO_PLAN, part="data")


def vulnerability_setting(document: Document) -> Iterator[Resource]:
    """The scanner of all machines of the subscription."""
    yield _detector(document, "vulnerabilities", True, NO_PLAN, _MACHINES)


def integration(document: Document) -> Iterator[Resource]:
    """The integration of another Defender: for Endpoint, which brings anti-malware, or for Cloud Apps."""
    name, enabled = document.text("setting_name"), document.flag("enabled")
    if isinstance(name, str) and name.upper() == "WDATP":
        guard = MalwareGuard(
            guards="machines",
            enabled=enabled,
            real_time=_BY_POLICY,
            scheduled=_BY_POLICY,
            updates_itself=_BY_POLICY,
            exclusions=_BY_POLICY,
            limited=Inapplicable("it looks at machines"),
        )
        yield resource(document, guard)
    elif name == "MCAS":
        yield _detector(document, "threats", enabled, "cloud_apps")


def provisioning(document: Document) -> Iterator[Resource]:
    """Whether the agent is put on every machine."""
    yield resource(document, AgentRollout(installs=document.flag("auto_provision")))


_MACHINES = only(Coverage, _NOTHING.reason, compute=True)
_IMAGES = only(Coverage, _NOTHING.reason, images=True)
_EXTENSIONS: tuple[tuple[str, Any, Coverage], ...] = (
    ("ContainerRegistriesVulnerabilityAssessments", "vulnerabilities", _IMAGES),
    ("AgentlessVmScanning", "vulnerabilities", _MACHINES),
    ("SensitiveDataDiscovery", "account_data", COVERS_NOTHING),
    ("FileIntegrityMonitoring", "file_changes", COVERS_NOTHING),
)
"""Extension, what it looks for and in what."""


def _extension(document: Document, name: str) -> bool | Unknown:
    """Whether an extension is written down, which switches it on."""
    blocks = document.blocks("extension")
    if isinstance(blocks, Unknown):
        return False
    names = [block.text("name") for block in blocks]
    return any(isinstance(found, str) and found.lower() == name.lower() for found in names)


def _cap(document: Document) -> Fact[bool]:
    """Whether the scan of the plan stops at a monthly amount."""
    blocks = document.blocks("extension")
    for block in () if isinstance(blocks, Unknown) else blocks:
        if block.text("name") == "OnUploadMalwareScanning":
            limit = Block(block.get("additional_extension_properties") or {}).number(
                "CapGBPerMonthPerStorageAccount", -1
            )
            return limit if isinstance(limit, Unknown) else (limit or -1) > 0
    return False


def _upload_scan(enabled: Fact[bool], limited: Fact[bool]) -> MalwareGuard:
    return MalwareGuard(
        guards="object_stores",
        enabled=enabled,
        real_time=True,
        scheduled=_NEW_FILES_ONLY,
        updates_itself=True,
        exclusions=(),
        limited=limited,
    )


def _detector(
    document: Document,
    purpose: Any,
    enabled: Fact[bool],
    plan: Fact[Any],
    covers: Coverage = COVERS_NOTHING,
    *,
    part: str = "",
) -> Resource:
    facts = Detector(
        purpose=purpose,
        enabled=enabled,
        covers=covers,
        standards=NO_STANDARD,
        every_days=ALL_THE_TIME,
        exports=_BY_AUTOMATION,
        whole_account=plan if isinstance(plan, Unknown) else plan in ("machines", "management"),
        protects=plan,
    )
    return resource(document, facts, part=part)
