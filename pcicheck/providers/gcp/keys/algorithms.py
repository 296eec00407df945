"""Names of key algorithms on Google Cloud, and what they mean: family, length, security strength, hash.

Names: Cloud KMS API reference, CryptoKeyVersionAlgorithm; Certificate Authority Service, SignHashAlgorithm;
Certificate Manager, KeyAlgorithm. HMAC with SHA-1 is 128 bits (NIST SP 800-57 part 1 revision 5, table 3). ML-DSA:
FIPS 204, SLH-DSA: FIPS 205, ML-KEM: FIPS 203.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.key_algorithms import Algorithm, ec, rsa, unknown_algorithm

_RSA = re.compile(r"RSA_(?:[A-Z]+_)*(?:[A-Z0-9]+_)?(\d{4})(?:_|$)")
_EC = re.compile(r"EC(?:DSA)?_(?:SIGN_)?(P256|P384|P521|SECP256K1|ED25519)")
_AES = re.compile(r"AES_(\d{3})_")
_HMAC = re.compile(r"HMAC_SHA(\d+)")
_ML_DSA = re.compile(r"ML_DSA_(\d\d)")
_SLH_DSA = re.compile(r"SLH_DSA_[A-Z0-9]+_(\d{3})")
_ML_KEM = re.compile(r"ML_KEM_(\d+)")
_HASH = re.compile(r"_SHA(\d+)$")
_CURVES = {"P256": 256, "P384": 384, "P521": 521, "SECP256K1": 256, "ED25519": 256}
_ML_DSA_STRENGTHS = {44: 128, 65: 192, 87: 256}
_ML_KEM_STRENGTHS = {512: 128, 768: 192, 1024: 256}
_OUTSIDE = Unknown("the key manager outside the cloud decides its algorithm")
_BUILT_IN = Inapplicable("the signature scheme has its hash built in")


def algorithm(name: str | None | Unknown) -> Algorithm:
    """The algorithm of that name; everything about an unknown one is unknown."""
    if isinstance(name, Unknown):
        return unknown_algorithm(name)
    return _named((name or "").upper())


@lru_cache(maxsize=256)
def _named(name: str) -> Algorithm:
    if name == "GOOGLE_SYMMETRIC_ENCRYPTION":
        return Algorithm("aes", 256, 256)
    if name == "EXTERNAL_SYMMETRIC_ENCRYPTION":
        return unknown_algorithm(_OUTSIDE)
    if found := _RSA.match(name):
        return rsa(int(found[1]))
    if found := _EC.match(name):
        return ec(_CURVES[found[1]])
    if found := _AES.match(name):
        return Algorithm("aes", int(found[1]), int(found[1]))
    if found := _HMAC.match(name):
        bits = 160 if found[1] == "1" else int(found[1])
        return Algorithm("hmac", bits, 128 if bits == 160 else bits)
    return _post_quantum(name)


def _post_quantum(name: str) -> Algorithm:
    if (found := _ML_DSA.search(name)) and int(found[1]) in _ML_DSA_STRENGTHS:
        return Algorithm("ml-dsa", int(found[1]), _ML_DSA_STRENGTHS[int(found[1])])
    if found := _SLH_DSA.search(name):
        return Algorithm("slh-dsa", int(found[1]), int(found[1]))
    if (found := _ML_KEM.search(name)) and int(found[1]) in _ML_KEM_STRENGTHS:
        return Algorithm("ml-kem", int(found[1]), _ML_KEM_STRENGTHS[int(found[1])])
    why = f"the algorithm {name} is not known to pcicheck" if name else "no algorithm is stated"
    return unknown_algorithm(Unknown(why))


def signature_hash(name: str | None | Unknown) -> Fact[int]:
    """Output length in bits of the hash in a signature algorithm."""
    if isinstance(name, Unknown):
        return name
    found = _HASH.search((name or "").upper())
    if found:
        return 160 if found[1] == "1" else int(found[1])
    if name and ("ED25519" in name.upper() or "_DSA_" in name.upper()):
        return _BUILT_IN
    return Unknown("the algorithm names no hash")
