"""What the TLS policies of application gateways allow.

Sources: Microsoft, "Application Gateway TLS policy overview" (table of the predefined policies); Terraform registry,
``azurerm_application_gateway`` (``ssl_policy``). Which policy holds where none is named depends on the version of the
API that made the gateway: AppGwSslPolicy20150501 or AppGwSslPolicy20220101, both with CBC ciphers.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.azure.transport.common import version_of
from pcicheck.providers.endpoints import weaknesses

Policy = tuple[Fact[float], Fact[tuple[str, ...]]]
"""Lowest TLS version, and kinds of poor algorithms as ``Endpoint.weak_ciphers`` names them."""

_OLD = ("cbc_sha1", "cbc_sha2", "rsa_key_exchange")
_PREDEFINED: dict[str, Policy] = {
    "20150501": (1.0, ("3des", *_OLD, "dhe")),
    "20170401": (1.1, _OLD),
    "20170401S": (1.2, _OLD),
    "20220101": (1.2, ("cbc_sha2",)),
    "20220101S": (1.2, ()),
}
_DEFAULT = Unknown("no TLS policy is named, and the version of Azure's API that made the gateway decides")
_UNNAMED: tuple[Any, ...] = ("cbc_sha2", _DEFAULT)
"""What every policy that may hold by default allows, whichever it is, and what only some of them do."""


def policy_of(block: Block | None | Unknown) -> Policy:
    """What an ``ssl_policy`` block allows, or what holds where there is none."""
    if block is None:
        return _DEFAULT, _UNNAMED
    if isinstance(block, Unknown) or isinstance(block.values, Unknown):
        unknown = block if isinstance(block, Unknown) else _unknown_of(block)
        return unknown, unknown
    name = block.text("policy_name")
    if isinstance(name, Unknown):
        return name, name
    if name is not None:
        missing = Unknown(f"what the policy {name} allows is not known here")
        return _PREDEFINED.get(name.removeprefix("AppGwSslPolicy"), (missing, missing))
    if block.text("policy_type") is None and block.text("min_protocol_version") is None:
        return _without(block.texts("disabled_protocols")), _UNNAMED
    version = block.text("min_protocol_version")
    lowest: Fact[float] = _DEFAULT if version is None else version_of(version)
    return lowest, _custom(block.texts("cipher_suites"))


def _unknown_of(block: Block) -> Unknown:
    return block.values if isinstance(block.values, Unknown) else _DEFAULT


def _without(disabled: tuple[str | Unknown, ...] | Unknown) -> Fact[float]:
    if isinstance(disabled, Unknown):
        return disabled
    if not disabled:
        return _DEFAULT
    unknown = next((name for name in disabled if isinstance(name, Unknown)), None)
    left = (version for version in (1.0, 1.1, 1.2, 1.3) if f"TLSv{version}".replace(".", "_") not in disabled)
    return unknown or next(left, None)


def _custom(suites: tuple[str | Unknown, ...] | Unknown) -> Fact[tuple[str, ...]]:
    if isinstance(suites, Unknown):
        return suites
    unknown = next((suite for suite in suites if isinstance(suite, Unknown)), None)
    if unknown is not None or not suites:
        return unknown or Unknown("the custom policy names no cipher suites")
    return weaknesses(suite for suite in suites if isinstance(suite, str))
