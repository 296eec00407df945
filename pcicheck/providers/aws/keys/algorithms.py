"""Names of key algorithms on AWS, and what they mean: family, length, security strength.

Names: KMS ``KeySpec``, ACM and Private CA ``KeyAlgorithm``, Payment Cryptography ``KeyAlgorithm`` (API references).
Strengths: see ``pcicheck.providers.key_algorithms``; two-key Triple DES is 80 bits there. ML-DSA: FIPS 204.
"""

from __future__ import annotations

from pcicheck.model.value import Unknown
from pcicheck.providers.key_algorithms import Algorithm, ec, rsa, unknown_algorithm

_KNOWN: dict[str, Algorithm] = {
    "SYMMETRIC_DEFAULT": Algorithm("aes", 256, 256),
    **{f"AES_{bits}": Algorithm("aes", bits, bits) for bits in (128, 192, 256)},
    **{f"RSA_{bits}": rsa(bits) for bits in (1024, 2048, 3072, 4096)},
    **{f"HMAC_{bits}": Algorithm("hmac", bits, bits) for bits in (224, 256, 384, 512)},
    **{f"HMAC_SHA{bits}": Algorithm("hmac", bits, bits) for bits in (224, 256, 384, 512)},
    **{f"ECC_NIST_P{bits}": ec(bits) for bits in (256, 384, 521)},
    "ECC_NIST_EDWARDS25519": Algorithm("ec", 256, 128),
    "ECC_SECG_P256K1": ec(256),
    "EC_PRIME256V1": ec(256),
    "EC_SECP384R1": ec(384),
    "EC_SECP521R1": ec(521),
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
        return unknown_algorithm(name)
    # ACM's API answers "RSA-2048" where a request says "RSA_2048".
    found = _KNOWN.get((name or "").upper().replace("-", "_"))
    if found is None:
        why = Unknown(f"the algorithm {name} is not known to pcicheck" if name else "no algorithm is stated")
        return unknown_algorithm(why)
    return found
