"""Secrets of Secret Manager, global and regional, with their versions and grants.

Terraform registry, hashicorp/google, ``google_secret_manager_secret`` (encrypted with Google's key unless a replica or
the automatic replication names one; ``replication.automatic`` up to version 5, ``auto`` from 5 on; no rotation without
``rotation``, which sends a message at each ``rotation_period``), ``google_secret_manager_regional_secret``
(``customer_managed_encryption`` at the top), ``google_secret_manager_secret_version`` (``secret_data`` is kept in the
state, ``secret_data_wo`` is not).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.keys import Secret
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.access import grants_of, is_public
from pcicheck.providers.gcp.keys.durations import days
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.secret_values import in_code

_VERSIONS = ("google_secret_manager_secret_version", "google_secret_manager_regional_secret_version")
_REPLICAS = "replication.user_managed.replicas"
_AUTO = "replication.auto.customer_managed_encryption.kms_key_name"
_KEY = "customer_managed_encryption.kms_key_name"
_DELETED = Inapplicable("at its date of expiry Secret Manager deletes the secret; it does not become invalid")


def secret(document: Document) -> Iterator[Resource]:
    """A secret with its grants and versions."""
    if isinstance(document.values, Unknown) and document.sidecars.keys() <= set(_VERSIONS):
        return
    rotation = document.has("rotation")
    facts = Secret(
        encryption=_encryption(document),
        rotation=rotation,
        rotation_days=_rotation_days(document) if rotation is True else None if rotation is False else rotation,
        public=is_public(grants_of(document)),
        value_in_code=in_code(document.all_sidecars(*_VERSIONS), "secret_data"),
        expires=_DELETED,
    )
    names = (document.text("id"), document.text("name"), document.text("secret_id"))
    yield resource(document, facts, labels=labels_of(document), names=names)


def _rotation_days(document: Document) -> Fact[float]:
    period = days(document.text("rotation.rotation_period"))
    return Unknown("the rotation states no period") if period is None else period


def _encryption(document: Document) -> Encryption:
    replicas = document.blocks(_REPLICAS)
    if isinstance(replicas, Unknown):
        return Encryption(at_rest=True, key_owner=replicas, key=replicas)
    if len(replicas) > 1:
        return Encryption(at_rest=True, key_owner=_owner_of_all(replicas), key=_key_of_all(document, replicas))
    path = f"{_REPLICAS}.{_KEY}" if replicas else _AUTO if document.has("replication.auto") is not False else _KEY
    key = document.link(path, "key")
    owner = key if isinstance(key, Unknown) else "provider" if key is None else "customer"
    return Encryption(at_rest=True, key_owner=owner, key=key)


def _owner_of_all(replicas: tuple[Block, ...]) -> Fact[str]:
    """``customer`` where each replica names a key."""
    written = [replica.has(_KEY) if not isinstance(replica.values, Unknown) else replica.values for replica in replicas]
    if False in written:
        return "provider"
    lost = next((r.values for r in replicas if isinstance(r.values, Unknown)), None)
    return lost or "customer"


def _key_of_all(document: Document, replicas: tuple[Block, ...]) -> Fact[Link]:
    """The key of the first replica, where all replicas name the same one."""
    names = {replica.text(_KEY) for replica in replicas}
    if names == {None}:
        return None
    if len(names) == 1 and isinstance(next(iter(names)), str):
        return document.link(f"{_REPLICAS}.{_KEY}", "key")
    return Unknown("each replica names a key of its own")
