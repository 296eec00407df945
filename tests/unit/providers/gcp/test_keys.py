"""Names, durations and algorithms of Cloud KMS."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from pcicheck.cases.shorthand import Ref, plan
from pcicheck.model.link import Link
from pcicheck.model.resource import Inventory
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.adapt import adapt
from pcicheck.providers.gcp.keys.algorithms import algorithm, signature_hash
from pcicheck.providers.gcp.keys.durations import days
from pcicheck.providers.registry import READ_TYPES
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.plan import read


@pytest.mark.parametrize(
    ("name", "family", "size", "strength"),
    [
        ("GOOGLE_SYMMETRIC_ENCRYPTION", "aes", 256, 256),
        ("RSA_SIGN_PSS_2048_SHA256", "rsa", 2048, 112),
        ("RSA_SIGN_RAW_PKCS1_4096", "rsa", 4096, 128),
        ("RSA_DECRYPT_OAEP_3072_SHA256", "rsa", 3072, 128),
        ("RSA_PKCS1_2048_SHA256", "rsa", 2048, 112),
        ("RSA_2048", "rsa", 2048, 112),
        ("ECDSA_P256", "ec", 256, 128),
        ("EC_P384_SHA384", "ec", 384, 192),
        ("EC_SIGN_ED25519", "ec", 256, 128),
        ("AES_128_GCM", "aes", 128, 128),
        ("HMAC_SHA1", "hmac", 160, 128),
        ("HMAC_SHA512", "hmac", 512, 512),
        ("PQ_SIGN_ML_DSA_87_EXTERNAL_MU", "ml-dsa", 87, 256),
        ("PQ_SIGN_HASH_SLH_DSA_SHA2_128S_SHA256", "slh-dsa", 128, 128),
        ("ML_KEM_1024", "ml-kem", 1024, 256),
    ],
)
def test_algorithms(name: str, family: str, size: int, strength: int) -> None:
    found = algorithm(name)
    assert (found.family, found.size, found.strength) == (family, size, strength)


def test_algorithms_that_nobody_knows() -> None:
    for name in ("NEW_THING", None, "EXTERNAL_SYMMETRIC_ENCRYPTION", Unknown("later")):
        assert isinstance(algorithm(name).strength, Unknown)


@pytest.mark.parametrize(("name", "bits"), [("RSA_PSS_4096_SHA256", 256), ("EC_P384_SHA384", 384), ("X_SHA1", 160)])
def test_hashes(name: str, bits: int) -> None:
    assert signature_hash(name) == bits


def test_hashes_that_are_built_in_or_unknown() -> None:
    assert isinstance(signature_hash("EC_SIGN_ED25519"), Inapplicable)
    assert isinstance(signature_hash("RSA_SIGN_RAW_PKCS1_2048"), Unknown)


def test_durations() -> None:
    assert days("7776000s") == 90
    assert days("43200s") == 0.5
    assert days(None) is None
    assert isinstance(days("soon"), Unknown)


def test_a_key_answers_to_its_full_name() -> None:
    """A data store that writes the name out finds the key."""
    found = Inventory()
    resources: dict[str, dict[str, Any]] = {
        "google_kms_key_ring.r": {"name": "r", "location": "europe-west1", "project": "p"},
        "google_kms_crypto_key.k": {"name": "k", "key_ring": Ref(("google_kms_key_ring.r.id",))},
    }
    document = Input("plan.json", msgspec.json.encode(plan(resources)))
    found.add(adapt(read(document, READ_TYPES).documents, []))
    link = Link("projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k", "key")
    resolved = found.resolve(link)
    assert resolved is not None
    assert resolved.address == "google_kms_crypto_key.k"
