"""Namespaces of Service Bus and Event Hubs, and IoT hubs.

Defaults (Terraform registry): ``public_network_access_enabled`` and the shared keys (``local_auth_enabled``,
``local_authentication_enabled``) are true, ``minimum_tls_version`` is 1.2, ``infrastructure_encryption_enabled`` is
false. An IoT hub answers on a public endpoint unless somebody turns it off, and takes old TLS versions unless
``min_tls_version`` is 1.2 (Azure documentation, "Managing public network access for your IoT hub" and "TLS support in
IoT Hub"); it takes no key of the customer. All of them speak TLS only and ask every client for a token.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.messaging import Broker
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.cmk import vault_encryption
from pcicheck.providers.azure.diagnostics import sends_logs
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource

_SERVICE_BUS_KEY = "azurerm_servicebus_namespace_customer_managed_key"
_EVENT_HUBS_KEY = "azurerm_eventhub_namespace_customer_managed_key"
_RULE_SET = "azurerm_servicebus_namespace_network_rule_set"
_NO_KEY = Inapplicable("IoT Hub takes no key of the customer")
_PLATFORM = Inapplicable("the platform runs the brokers")
_ROLES = Inapplicable("role assignments decide what a client may do")
_ACTIVITY = Inapplicable("the activity log of the subscription records what administrators do")


def service_bus(document: Document) -> Iterator[Resource]:
    """A Service Bus namespace."""
    rules = document.sidecar(_RULE_SET)
    public = all_true(
        document.flag("public_network_access_enabled", True),
        document.flag("network_rule_set.public_network_access_enabled", True),
        rules.flag("public_network_access_enabled", True) if rules else True,
    )
    keys = document.flag("local_auth_enabled", True)
    yield _broker(
        document, _service_bus_encryption(document), public, keys, document.number("minimum_tls_version", 1.2)
    )


def event_hubs(document: Document) -> Iterator[Resource]:
    """An Event Hubs namespace."""
    public = all_true(
        document.flag("public_network_access_enabled", True),
        document.flag("network_rulesets.public_network_access_enabled", True),
    )
    keys = document.flag("local_authentication_enabled", True)
    yield _broker(document, _event_hubs_encryption(document), public, keys, document.number("minimum_tls_version", 1.2))


def iot_hub(document: Document) -> Iterator[Resource]:
    """An IoT hub."""
    public = document.flag("public_network_access_enabled", True)
    keys = document.flag("local_authentication_enabled", True)
    encryption = Encryption(at_rest=True, key_owner=_NO_KEY, key=_NO_KEY, twice=_NO_KEY)
    yield _broker(document, encryption, public, keys, document.number("min_tls_version", 1.0))


def _broker(
    document: Document, encryption: Encryption, public: Fact[bool], keys: Fact[bool], min_tls: Fact[float]
) -> Resource:
    facts = Broker(
        encryption=encryption,
        client_tls="required",
        internal_tls=_PLATFORM,
        anonymous=False,
        client_authentication=("iam",) if keys is False else ("iam", "password"),
        denies_by_default=_ROLES,
        public=public,
        logs=sends_logs(document),
        audit_log=_ACTIVITY,
        auto_update=_PLATFORM,
        min_tls=min_tls,
        account_keys=keys,
        own_identity=document.has("identity"),
    )
    return resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def _service_bus_encryption(document: Document) -> Encryption:
    sidecar = document.sidecar(_SERVICE_BUS_KEY)
    holder, prefix = (sidecar, "") if sidecar else (document, "customer_managed_key.")
    twice = holder.flag(f"{prefix}infrastructure_encryption_enabled", False)
    return vault_encryption(holder, f"{prefix}key_vault_key_id", twice=twice)


def _event_hubs_encryption(document: Document) -> Encryption:
    sidecar = document.sidecar(_EVENT_HUBS_KEY)
    if sidecar is None:
        twice = document.flag("customer_managed_key.infrastructure_encryption_enabled", False)
        return vault_encryption(document, "customer_managed_key.key_vault_key_id", twice=twice)
    # The list is required and must not be empty; the first key stands for all.
    followed = sidecar.follow("key_vault_key_ids")
    keys = sidecar.texts("key_vault_key_ids")
    named = next((key for key in keys if isinstance(key, str)), None) if isinstance(keys, tuple) else None
    target = followed.address if followed else named
    key = Link(target, "key") if target else Unknown("the keys are known only after apply")
    twice = sidecar.flag("infrastructure_encryption_enabled", False)
    return Encryption(at_rest=True, key_owner="customer", key=key, twice=twice)
