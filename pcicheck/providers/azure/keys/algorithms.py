"""Key types, curves and lengths of Azure Key Vault, and what they mean.

Terraform registry, ``azurerm_key_vault_key``: ``key_type`` RSA, EC, RSA-HSM, EC-HSM, with ``key_size`` for RSA and
``curve`` for EC (P-256 where none is named); ``azurerm_key_vault_managed_hardware_security_module_key`` also oct-HSM.
"""

from __future__ import annotations

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.key_algorithms import Algorithm, ec, rsa, unknown_algorithm

_CURVES = {"P-256": 256, "P-256K": 256, "P-384": 384, "P-521": 521}


def algorithm(block: Block) -> Algorithm:
    """The algorithm of a block with ``key_type``, ``key_size`` and ``curve``."""
    kind = block.text("key_type")
    if kind is None or isinstance(kind, Unknown):
        return unknown_algorithm(kind or Unknown("no key type is stated"))
    family = kind.upper().removesuffix("-HSM")
    if family == "EC":
        curve = block.text("curve") or _curve_of_size(block)
        if isinstance(curve, Unknown):
            return Algorithm("ec", curve, curve)
        return (
            ec(_CURVES[curve]) if curve in _CURVES else unknown_algorithm(Unknown(f"{curve} is not known to pcicheck"))
        )
    size = block.number("key_size", Unknown("no key size is stated"))
    if not isinstance(size, (int, float)):
        why = size if isinstance(size, Unknown) else Unknown("no key size is stated")
        return Algorithm("rsa" if family == "RSA" else "aes", why, why)
    if family == "RSA":
        return rsa(int(size))
    if family == "OCT":
        return Algorithm("aes", int(size), int(size))
    return unknown_algorithm(Unknown(f"{kind} is not known to pcicheck"))


def _curve_of_size(block: Block) -> str | Unknown:
    """Certificates may give an EC key by its length."""
    size = block.number("key_size")
    if isinstance(size, Unknown):
        return size
    return {384: "P-384", 521: "P-521"}.get(int(size or 256), "P-256")
