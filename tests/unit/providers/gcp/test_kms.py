"""Whose key encrypts a thing on Google Cloud."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from pcicheck.cases.shorthand import Mark, Ref, plan
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.link import Link
from pcicheck.model.value import AFTER_APPLY, Unknown
from pcicheck.providers.gcp.kms import disk_encryption, kms_encryption
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.plan import read

KEY = "projects/p/locations/l/keyRings/r/cryptoKeys/k"


def encryption(block: Any) -> Encryption:
    """Encryption of a disk with such a ``disk_encryption_key``."""
    resources = {"google_compute_disk.d": {"disk_encryption_key": block}}
    document = read(Input("plan.json", msgspec.json.encode(plan(resources))), {"google_compute_disk"}).documents[0]
    return disk_encryption(document, "disk_encryption_key")


def test_a_key_of_the_key_management_service_is_the_customers() -> None:
    assert encryption([{"kms_key_self_link": KEY}]) == Encryption(
        at_rest=True, key_owner="customer", key=Link(KEY, "key")
    )


@pytest.mark.parametrize("block", [None, [], [{}], [{"kms_key_self_link": ""}], [{"kms_key_service_account": "a"}]])
def test_without_a_key_it_is_googles(block: Any) -> None:
    assert encryption(block) == Encryption(at_rest=True, key_owner="provider", key=None)


def test_a_key_that_the_customer_supplies_is_his_and_leads_nowhere() -> None:
    said = encryption([{"raw_key": Mark("sensitive", "SGVsbG8=")}])
    assert said.key_owner == "customer"
    assert isinstance(said.key, Unknown)


def test_a_key_that_nobody_can_follow_is_unknown() -> None:
    assert encryption([{"rsa_encrypted_key": Ref(("var.key",))}]).key_owner == AFTER_APPLY
    assert encryption(Mark("unknown")).key_owner == AFTER_APPLY


def test_a_path_of_one_step() -> None:
    resources = {"google_pubsub_topic.t": {"kms_key_name": Ref(("google_kms_crypto_key.k.id",))}}
    document = read(Input("plan.json", msgspec.json.encode(plan(resources))), {"google_pubsub_topic"}).documents[0]
    assert kms_encryption(document, "kms_key_name").key == Link("google_kms_crypto_key.k", "key")


def test_a_name_that_leaves_the_project_open_is_the_customers_all_the_same() -> None:
    resources = {"google_pubsub_topic.t": {"name": "t"}}
    document = read(Input("plan.json", msgspec.json.encode(plan(resources))), {"google_pubsub_topic"}).documents[0]
    drafts = {
        "named": "projects/${var.project}/locations/eu/keyRings/r/cryptoKeys/k",
        "nothing": "${var.key}",
    }
    assert isinstance(document.values, dict)
    for path, draft in drafts.items():
        document.values[path] = Unknown("no value was given", draft=draft)
    assert kms_encryption(document, "named").key_owner == "customer"
    assert isinstance(kms_encryption(document, "nothing").key_owner, Unknown)
