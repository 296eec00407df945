"""Families, lengths and security strengths of key algorithms, whatever a provider calls them.

Strengths: NIST SP 800-57 part 1 revision 5, table 2.
"""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.value import Fact, Unknown


class Algorithm(Struct, frozen=True):
    """One algorithm with its key length."""

    family: Fact[str]
    size: Fact[int]
    strength: Fact[int]


_RSA_STRENGTHS = ((15360, 256), (7680, 192), (3072, 128), (2048, 112), (1024, 80))


def rsa(bits: int) -> Algorithm:
    """RSA of a length; below 1024 bits there is no strength to speak of."""
    return Algorithm("rsa", bits, rsa_strength(bits))


def rsa_strength(bits: int) -> int:
    """Security strength of RSA in bits."""
    return next((strength for least, strength in _RSA_STRENGTHS if bits >= least), 0)


def ec(bits: int) -> Algorithm:
    """An elliptic curve over a field of that length."""
    return Algorithm("ec", bits, bits // 2)


def unknown_algorithm(why: Unknown) -> Algorithm:
    """An algorithm of which nothing is known."""
    return Algorithm(why, why, why)
