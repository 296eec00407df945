"""Search services, data factories, Databricks, Stream Analytics, and Data Lake of the first generation.

Defaults (Terraform registry): ``azurerm_search_service`` has ``public_network_access_enabled`` true and no
``allowed_ips`` (everyone may connect, with a key or an identity); ``azurerm_data_factory`` has
``public_network_enabled`` true; ``azurerm_databricks_workspace`` has ``public_network_access_enabled`` true,
``customer_managed_key_enabled`` false and ``custom_parameters.no_public_ip`` true since azurerm 3.104 (false before);
keys need the tier ``premium``. ``azurerm_data_lake_store``, which azurerm 3 dropped, has ``encryption_state``
``Enabled``. What any of them logs goes nowhere until a diagnostic setting sends it (Microsoft Learn, "Collect
resource logs from an Azure resource").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.data import DataProcessor, Search
from pcicheck.model.kinds.storage import FileStore
from pcicheck.model.logic import negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.azure.data.common import ONCE, key_encryption, keyless, made
from pcicheck.providers.azure.diagnostics import sends_logs, sent_logs
from pcicheck.providers.reading import is_one_of, only

_SERVICE = "this service has no such setting"
_INDEX_KEYS = Inapplicable("each index names its own key")
_TIER = Inapplicable("only the premium tier takes a key of the customer")
_BY_VERSION = Unknown("the default depends on the version of the provider")
_LAKE_KEY = Inapplicable("Azure tells its key by an account setting that Terraform cannot write")


def search_service(document: Document) -> Iterator[Resource]:
    """An AI Search service."""
    allowed = document.texts("allowed_ips")
    nobody = is_one_of(document, "identity.type", "none", "none", "")
    facts = only(
        Search,
        _SERVICE,
        encryption=keyless(_INDEX_KEYS),
        private_network=negated(document.flag("public_network_access_enabled", True)),
        admits_everyone=internet(allowed),
        managed_identity=nobody if isinstance(nobody, Unknown) else not nobody,
        log_exports=sent_logs(document),
    )
    yield from made(document, facts)


def data_factory(document: Document) -> Iterator[Resource]:
    """A data factory."""
    said = key_encryption(document, "customer_managed_key_id")
    sidecar = document.sidecar("azurerm_data_factory_customer_managed_key")
    if said.key is None and sidecar is not None:
        said = key_encryption(sidecar, "customer_managed_key_id")
    public = document.flag("public_network_enabled", True)
    facts = only(DataProcessor, _SERVICE, encryption=said, public=public, logged=sends_logs(document))
    yield from made(document, facts)


def databricks_workspace(document: Document) -> Iterator[Resource]:
    """A Databricks workspace."""
    hidden = document.flag("custom_parameters.no_public_ip", _BY_VERSION)
    facts = only(
        DataProcessor,
        _SERVICE,
        encryption=_root_encryption(document),
        public=document.flag("public_network_access_enabled", True),
        public_workers=negated(hidden),
        logged=sends_logs(document),
    )
    yield from made(document, facts)


def _root_encryption(document: Document) -> Encryption:
    """Encryption of the workspace's own file system."""
    premium = is_one_of(document, "sku", "", "premium")
    if premium is False:
        return keyless(_TIER)
    enabled = document.flag("customer_managed_key_enabled", False)
    if enabled is False:
        return Encryption(at_rest=True, key_owner="provider", key=None, twice=ONCE)
    types = (
        "azurerm_databricks_workspace_root_dbfs_customer_managed_key",
        "azurerm_databricks_workspace_customer_managed_key",
    )
    sidecar = document.sidecar(*types)
    said = key_encryption(sidecar, "key_vault_key_id") if sidecar else key_encryption(document)
    unsure = next((answer for answer in (premium, enabled) if isinstance(answer, Unknown)), None)
    return said if unsure is None else Encryption(at_rest=True, key_owner=unsure, key=unsure, twice=ONCE)


def data_lake_store(document: Document) -> Iterator[Resource]:
    """A Data Lake store of the first generation, reached over HTTPS with an identity of the directory."""
    at_rest = is_one_of(document, "encryption_state", "enabled", "enabled")
    owner: Inapplicable | str = "none" if at_rest is False else _LAKE_KEY
    key: Inapplicable | None = None if at_rest is False else _LAKE_KEY
    said = Encryption(at_rest=at_rest, key_owner=owner, key=key, twice=ONCE)
    facts = only(
        FileStore, _SERVICE, encryption=said, anonymous=False, tls_only=True, access_logging=sends_logs(document)
    )
    yield from made(document, facts)


def analytics(document: Document) -> Iterator[Resource]:
    """A Stream Analytics job, or an account of Data Lake Analytics, which azurerm 3 dropped."""
    yield from made(document, only(DataProcessor, _SERVICE, logged=sends_logs(document)))
