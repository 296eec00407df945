"""Who logs the requests to a storage account, and which accounts receive logs.

Requests are logged by a diagnostic setting on ``blobServices/default`` of the account, or its queues, files or tables,
with the categories StorageRead, StorageWrite and StorageDelete or a group of all (Azure documentation, "Monitor Azure
Blob Storage"), or by the older Storage Analytics: ``queue_properties.logging`` (each flag is required) for queues, and
``azurerm_log_analytics_storage_insights``, which collects the logs of the containers and tables that it names. Only
accounts of the kinds Storage and StorageV2 in the Standard tier have queues (Terraform registry,
``azurerm_storage_account``).
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.diagnostics import ALL_GROUPS, SETTING, log_categories
from pcicheck.providers.reading import is_one_of
from pcicheck.providers.referrers import is_named_by, may_be_named, referrers

QUEUE_PROPERTIES = "azurerm_storage_account_queue_properties"
_INSIGHTS = "azurerm_log_analytics_storage_insights"
_ALL = frozenset({"storageread", "storagewrite", "storagedelete"})
_SOME_LOGS = Unknown("where some logs are sent cannot be told")
_NO_QUEUES = Inapplicable("an account of this kind has no queues")
_DESTINATIONS = (
    (SETTING, "storage_account_id"),
    ("azurerm_monitor_log_profile", "storage_account_id"),
    ("azurerm_network_watcher_flow_log", "storage_account_id"),
)


def receives_logs(document: Document) -> bool | Unknown:
    """Whether a diagnostic setting, a log profile or a flow log sends its logs to the account."""
    if isinstance(document.values, Unknown):
        return document.values
    if any(is_named_by(document, native_type, path) for native_type, path in _DESTINATIONS):
        return True
    return _SOME_LOGS if any(may_be_named(document, *question) for question in _DESTINATIONS) else False


def blobs_logged(document: Document) -> bool | Unknown:
    """Whether requests to the blobs of the account are logged."""
    return _collected(document, "blob_container_names", "blobServices")


def tables_logged(document: Document) -> bool | Unknown:
    """Whether requests to the tables of the account are logged."""
    return _collected(document, "table_names", "tableServices")


def files_logged(document: Document) -> bool | Unknown:
    """Whether requests to the file shares of the account are logged."""
    return document.values if isinstance(document.values, Unknown) else _by_settings(document, "fileServices")


def queues_logged(document: Document) -> Fact[bool]:
    """Whether reads, writes and deletions in the queues of the account are logged."""
    queues = all_true(
        is_one_of(document, "account_kind", "StorageV2", "storage", "storagev2"),
        is_one_of(document, "account_tier", "Standard", "standard"),
    )
    if queues is False:
        return _NO_QUEUES
    sidecar = document.sidecar(QUEUE_PROPERTIES)
    holder, path = (sidecar, "logging") if sidecar else (document, "queue_properties.logging")
    classic = all_true(*(holder.flag(f"{path}.{name}", False) for name in ("read", "write", "delete")))
    return any_true(classic, _by_settings(document, "queueServices"))


def _collected(document: Document, names: str, service: str) -> bool | Unknown:
    if isinstance(document.values, Unknown):
        return document.values
    insights = (car.has(names) for car in referrers(document, _INSIGHTS, "storage_account_id"))
    return any_true(*insights, _by_settings(document, service))


def _by_settings(document: Document, service: str) -> bool | Unknown:
    """Whether diagnostic settings on a service of the account log every request."""
    texts = (f"{document.get('id')}/{service}/default", f"{document.get('id')}/{service}/default/")
    settings = referrers(document, SETTING, "target_resource_id", *texts)
    found = [_setting(setting, service) for setting in settings]
    categories = frozenset[str]().union(*(item for item in found if not isinstance(item, Unknown)))
    if categories >= _ALL or categories & ALL_GROUPS:
        return True
    return next((item for item in found if isinstance(item, Unknown)), False)


def _setting(setting: Document, service: str) -> frozenset[str] | Unknown:
    """Log categories and groups, in lower case, that one setting switches on for a service."""
    target = setting.text("target_resource_id")
    if isinstance(target, Unknown):
        if not target.draft:
            return Unknown("which service of the account is logged is known only after apply")
        target = target.draft
    if f"/{service}/".lower() not in f"{target}/".lower():
        return frozenset()
    return log_categories(setting)
