"""The custom key stores of KMS.

Terraform registry, ``aws_kms_custom_key_store``: type AWS_CLOUDHSM where none is written; EXTERNAL_KEY_STORE with a
proxy that KMS reaches by PUBLIC_ENDPOINT or VPC_ENDPOINT_SERVICE. What stands behind such a proxy, hardware or not,
AWS does not know (AWS KMS Developer Guide, "External key stores"). No argument connects a store: that is done by hand
after it is made (ConnectCustomKeyStore); only a live inventory tells the state (AWS KMS API reference,
CustomKeyStoresListEntry, ``ConnectionState``).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import KeyStore
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.tenants import same_tenant, tenant_of

_STORE = "aws_kms_custom_key_store"
_CLUSTER = "aws_cloudhsm_v2_cluster"
_EXTERNAL = "EXTERNAL_KEY_STORE"
_OUTSIDE = Inapplicable("the keys are in a key manager outside the cloud")
_HIDDEN = Unknown("what holds the keys of an external key manager is not in this source")
_IN_VPC = Inapplicable("a CloudHSM cluster stands in the customer's own network")
_BY_HAND = Unknown("Terraform makes a key store but does not connect it, so only the cloud knows the state")
_CONNECTED = {"CONNECTED": True, "DISCONNECTED": False, "FAILED": False}


def key_store(document: Document) -> Iterator[Resource]:
    """A custom key store of KMS."""
    kind = document.text("custom_key_store_type", "AWS_CLOUDHSM")
    names = (document.text("id"), document.text("custom_key_store_name"))
    yield resource(document, _store_facts(document, kind), names=names)


def store_protection(document: Document, store: Link | None | Unknown) -> Fact[str]:
    """Protection level of a KMS key, by the custom key store that it names."""
    if store is None:
        return "hsm"
    if document.has("xks_key_id") is True:
        return "external"
    found = document.follow("custom_key_store_id", _STORE)
    if found is None:
        return Unknown("the custom key store is not in this input, so its kind is not known")
    kind = found.text("custom_key_store_type", "AWS_CLOUDHSM")
    return kind if isinstance(kind, Unknown) else "external" if kind == _EXTERNAL else "dedicated_hsm"


def in_own_module(document: Document) -> Fact[bool]:
    """Whether the cluster behind a key's custom key store carries the same tenant label as the key."""
    store = document.follow("custom_key_store_id", _STORE)
    if store is not None and store.text("custom_key_store_type") == _EXTERNAL and tenant_of(document) is not None:
        return _OUTSIDE
    return same_tenant(document, store.follow("cloud_hsm_cluster_id", _CLUSTER) if store else None)


def _connected(document: Document) -> bool | Unknown:
    """Whether it is connected. While that changes, nobody can tell how it ends."""
    state = document.text("connection_state", _BY_HAND)
    if state is None or isinstance(state, Unknown):
        return state or _BY_HAND
    return _CONNECTED.get(state, Unknown(f"the connection is on its way ({state})"))


def _store_facts(document: Document, kind: str | None | Unknown) -> KeyStore:
    connected = _connected(document)
    if isinstance(kind, Unknown):
        return KeyStore(protection_level=kind, hardware=kind, hsm=kind, private_path=kind, connected=connected)
    if kind == _EXTERNAL:
        path = document.text("xks_proxy_connectivity")
        private = path if isinstance(path, Unknown) else path == "VPC_ENDPOINT_SERVICE"
        return KeyStore(
            protection_level="external", hardware=_HIDDEN, hsm=_OUTSIDE, private_path=private, connected=connected
        )
    return KeyStore(
        protection_level="dedicated_hsm",
        hardware=True,
        hsm=document.link("cloud_hsm_cluster_id", "hsm", _CLUSTER),
        private_path=_IN_VPC,
        connected=connected,
    )
