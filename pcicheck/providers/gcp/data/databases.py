"""Spanner, Bigtable, Firestore and AlloyDB.

Defaults (Terraform registry, ``google_spanner_database``, ``google_bigtable_instance``, ``google_firestore_database``,
``google_alloydb_cluster``, ``google_alloydb_instance``): encrypted with Google's key unless one is named;
``enable_public_ip`` false. Spanner, Bigtable and Firestore are reached through Google's API alone, with HTTPS and IAM.
AlloyDB takes only encrypted connections unless ``ssl_mode`` is ``ALLOW_UNENCRYPTED_AND_ENCRYPTED`` (AlloyDB API,
``SslConfig``: the default is ``ENCRYPTED_ONLY``), and without ``initial_user`` its ``postgres`` has no password and
cannot log in. Each cluster of a Bigtable instance has a key of its own; the instance is encrypted with the customer's
only where all are. A table keeps its cells for ever unless a ``google_bigtable_gc_policy`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document, known_in_part
from pcicheck.model.kinds.base import Encryption, KeyLink
from pcicheck.model.kinds.data import Database
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.data.flags import flags_of, settings, switched
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import is_one_of, is_set, only

_INSTANCE = "the instance of the table has it"
_API = "it is reached through Google's API alone, with HTTPS and IAM"
_ELSEWHERE = Inapplicable("AlloyDB keeps that outside the flags")


def _made(document: Document, facts: Database) -> Iterator[Resource]:
    names = (document.text("name"), document.text("id"), document.text("self_link"))
    yield resource(document, facts, labels=labels_of(document), names=names)


def spanner_database(document: Document) -> Iterator[Resource]:
    """A Spanner database, encrypted with one key or with one a region."""
    said = kms_encryption(document, "encryption_config.kms_key_name")
    if said.key is None:
        said = _listed_key(document, "encryption_config.kms_key_names")
    yield from _made(document, only(Database, _API, engine="spanner", encryption=said))


def _listed_key(document: Document, path: str) -> Encryption:
    """Encryption with the first of several keys, one a region."""
    keys = document.texts(path)
    if isinstance(keys, Unknown):
        said = kms_encryption(document, path)
        return said if isinstance(said.key, Link) else Encryption(at_rest=True, key_owner=keys, key=keys)
    known = next((Link(key, "key") for key in keys if isinstance(key, str)), None)
    if known is None and keys:
        return kms_encryption(document, path)
    return Encryption(at_rest=True, key_owner="customer" if known else "provider", key=known)


def bigtable_instance(document: Document) -> Iterator[Resource]:
    """A Bigtable instance, with the keys of its clusters."""
    yield from _made(document, only(Database, _API, engine="bigtable", encryption=_clusters_key(document)))


def _clusters_key(document: Document) -> Encryption:
    clusters = document.blocks("cluster")
    if isinstance(clusters, Unknown):
        return Encryption(at_rest=True, key_owner=clusters, key=clusters)
    alone = len(clusters) == 1
    answers = [_cluster_key(document, block, alone) for block in clusters]
    if None in answers or not answers:
        return Encryption(at_rest=True, key_owner="provider", key=None)
    unsure = next((answer for answer in answers if isinstance(answer, Unknown)), None)
    key = unsure or answers[0]
    return Encryption(at_rest=True, key_owner=unsure or "customer", key=key)


def _cluster_key(document: Document, block: Block, alone: bool) -> KeyLink:
    """The key of one cluster. An expression can be told to belong to it only where there is no other."""
    if alone:
        return kms_encryption(document, "cluster.kms_key_name").key
    name = block.text("kms_key_name")
    if isinstance(name, Unknown):
        made = name.draft if known_in_part(name) else next(iter(name.refers), None)
        return Link(made, "key") if made else name
    return Link(name, "key") if name else None


def bigtable_table(document: Document) -> Iterator[Resource]:
    """A Bigtable table: whether its garbage collection deletes cells by age."""
    unknown = document.values if isinstance(document.values, Unknown) else False
    policies = document.all_sidecars("google_bigtable_gc_policy")
    expire = any_true(*(_by_age(policy) for policy in policies), unknown)
    yield from _made(document, only(Database, _INSTANCE, engine="bigtable", items_expire=expire))


def _by_age(policy: Document) -> bool | Unknown:
    """Whether a garbage collection policy deletes by age, in blocks or in a JSON text. A union with a number of
    versions deletes by age too; an intersection keeps what is too new or too few."""
    rules = policy.text("gc_rules", "")
    mode = is_one_of(policy, "mode", "union", "intersection")
    inside = "max_age" in rules and "intersection" not in rules.lower() if isinstance(rules, str) else rules
    return any_true(all_true(policy.has("max_age"), negated(mode)), inside or False)


def firestore_database(document: Document) -> Iterator[Resource]:
    """A Firestore database."""
    said = kms_encryption(document, "cmek_config.kms_key_name")
    yield from _made(document, only(Database, _API, engine="firestore", encryption=said))


def alloydb_cluster(document: Document) -> Iterator[Resource]:
    """An AlloyDB cluster: the storage and the first account."""
    facts = only(
        Database,
        "the instances of the cluster have it",
        engine="postgres",
        encryption=kms_encryption(document, "encryption_config.kms_key_name"),
        admin_password=_initial_password(document),
        passwordless_admin=False,
    )
    yield from _made(document, facts)


def _initial_password(document: Document) -> Fact[str]:
    if any_true(is_set(document, "secondary_config"), is_set(document, "restore_backup_source")) is True:
        return Inapplicable("a copy has the accounts of what it is copied from")
    stated = is_set(document, "initial_user.password")
    if stated is True:
        return "configuration"
    handed = any_true(*(is_set(document, f"initial_user.password_wo{end}") for end in ("", "_version")))
    if handed is True:
        return "write_only"
    return next((answer for answer in (stated, handed) if isinstance(answer, Unknown)), "absent")


def alloydb_instance(document: Document) -> Iterator[Resource]:
    """An AlloyDB instance: the address, the connections and the flags."""
    facts = only(Database, "the cluster of the instance has it", engine="postgres", **_alloydb_network(document))
    yield from _made(document, facts)
    flags = flags_of(document, "database_flags")
    yield resource(document, settings("postgres", None, flags, _ELSEWHERE), part="flags", labels=labels_of(document))


def _alloydb_network(document: Document) -> dict[str, Any]:
    flags = flags_of(document, "database_flags")
    connector = document.flag("client_connection_config.require_connectors", False)
    plain = is_one_of(document, "client_connection_config.ssl_config.ssl_mode", "", "allow_unencrypted_and_encrypted")
    ranges = document.blocks("network_config.authorized_external_networks")
    everyone = (
        ranges
        if isinstance(ranges, Unknown)
        else internet(value for block in ranges if (value := block.text("cidr_range")) is not None)
    )
    return {
        "public": document.flag("network_config.enable_public_ip", False),
        "admits_everyone": everyone,
        "private_endpoint": True,
        "tls_required": any_true(connector, negated(plain)),
        "client_certificates": connector,
        "central_identity": switched(flags, "alloydb.iam_authentication", False),
        "audit_log": switched(flags, "alloydb.enable_pgaudit", False),
    }
