"""Names of key algorithms on AWS, and what they mean: family, length, security strength.

Names: KMS ``KeySpec``, ACM and Private CA ``KeyAlgorithm``, Payment Cryptography ``KeyAlgorithm`` (API references).
Strengths: NIST SP 800-57 part 1 revision 5, table 2; two-key Triple DES is 80 bits there. ML-DSA: FIPS 204.
"""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.value import Fact, Unknown


class Algorithm(Struct, frozen=True):
    """One algorithm with its key length."""

    family: Fact[str]
    size: Fact[int]
    strength: Fact[int]


_RSA_STRENGTH = {1024: 80, 2048: 112, 3072: 128, 4096: 128, 7680: 192, 15360: 256}


def _rsa(bits: int) -> Algorithm:
    return Algorithm("rsa", bits, _RSA_STRENGTH[bits])


def _ec(bits: int) -> Algorithm:
    return Algorithm("ec", bits, bits // 2)


_KNOWN: dict[str, Algorithm] = {
    "SYMMETRIC_DEFAULT": Algorithm("aes", 256, 256),
    **{f"AES_{bits}": Algorithm("aes", bits, bits) for bits in (128, 192, 256)},
    **{f"RSA_{bits}": _rsa(bits) for bits in (1024, 2048, 3072, 4096)},
    **{f"HMAC_{bits}": Algorithm("hmac", bits, bits) for bits in (224, 256, 384, 512)},
    **{f"HMAC_SHA{bits}": Algorithm("hmac", bits, bits) for bits in (224, 256, 384, 512)},
    **{f"ECC_NIST_P{bits}": _ec(bits) for bits in (256, 384, 521)},
    "ECC_NIST_EDWARDS25519": Algorithm("ec", 256, 128),
    "ECC_SECG_P256K1": _ec(256),
    "EC_PRIME256V1": _ec(256),
    "EC_SECP384R1": _ec(384),
    "EC_SECP521R1": _ec(521),
    "ML_DSA_44": Algorithm("ml-dsa", 44, 128),
    "ML_DSA_65": Algorithm("ml-dsa", 65, 192),
    "ML_DSA_87": Algorithm("ml-dsa", 87, 256),
    "SM2": Algorithm("sm2", 256, 128),
    "TDES_2KEY": Algorithm("tdes", 112, 80),
    "TDES_3KEY": Algorithm("tdes", 168, 112),
}


def algorithm(name: str | None | Unknown) -> Algorithm:
    """The algorithm of that name; everything about an unknown one is unknown."""
    if isinstance(name, Unknown):
        return Algorithm(name, name, name)
    # ACM's API answers "RSA-2048" where a request says "RSA_2048".
    found = _KNOWN.get((name or "").upper().replace("-", "_"))
    if found is None:
        why = Unknown(f"the algorithm {name} is not known to pcicheck" if name else "no algorithm is stated")
        return Algorithm(why, why, why)
    return found
