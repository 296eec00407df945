"""One verdict of one rule on one resource: a line of the results."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec
from msgspec import Struct

from pcicheck.model.origin import Origin

Verdict = Literal["pass", "fail", "unknown", "not_applicable"]


NOT_IN_SIGHT = "is not in what was scanned, which is not the whole account"
"""Why an absence proves nothing."""


class AppliedException(Struct, frozen=True, omit_defaults=True):
    """The recorded exception that a failing finding falls under. It stays a failure."""

    id: str
    type: str
    owner: str
    approver: str
    expires: str
    reason: str
    ticket: str = ""


class RulePart(Struct):
    """The part of a finding that is the same for every resource with the same facts."""

    rule: str
    """Id of the rule."""
    verdict: Verdict
    """``pass``, ``fail``, ``unknown`` or ``not_applicable``."""
    reason: str
    """Why it is unknown or not applicable; empty for a pass or a fail."""
    severity: str
    """Severity of the rule."""
    requirements: list[str]
    """Requirement ids that the rule speaks for, the main one first."""
    observed: Any
    """The facts that the rule read: path to value; ``{"unknown": reason}`` where not known."""
    expected: str
    """What the rule wants of those facts."""
    message: str
    """One sentence for a person."""
    exception: AppliedException | None
    """The exception that it falls under, if any."""


class Finding(RulePart):
    """One line of ``findings.jsonl``. Fields are stable; new ones are only added."""

    fingerprint: str
    """Stable id of the question: the same rule on the same resource gives the same one in every run."""
    kind: str
    """Neutral kind of the resource."""
    provider: str
    """``aws``, ``google``, ``azure`` …"""
    native_type: str
    """Type as the source names it."""
    address: str
    """Address of the neutral resource, unique in the run."""
    native_address: str
    """Address as Terraform or the cloud writes it."""
    related: list[str]
    """Native addresses of side-cars folded into the resource."""
    account: str | None
    """Account, project or subscription; null where the source does not say."""
    region: str | None
    """Region; null where the source does not say."""
    scope: str
    """Scope category: ``cde``, ``connected``, ``security`` or ``out``."""
    scope_basis: str
    """What puts it in that category."""
    origin: Origin
    """Where the resource stands."""

    @property
    def excepted(self) -> bool:
        """Whether a current exception keeps this failure from failing the build."""
        return self.exception is not None


def fingerprint(rule: str, provider: str, account: str | None, region: str | None, address: str) -> str:
    """Content hash of rule and resource: 32 hexadecimal digits, free of times and file names."""
    return half_fingerprint(rule) + resource_fingerprint(provider, account, region, address)


def resource_fingerprint(provider: str, account: str | None, region: str | None, address: str) -> str:
    """The half that names the resource, whatever the rule."""
    return half_fingerprint("\x1f".join((provider, account or "", region or "", address)))


def half_fingerprint(text: str) -> str:
    """Content hash of a text, such as a rule id: 16 hexadecimal digits."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


ENCODER = msgspec.json.Encoder()
DECODER = msgspec.json.Decoder(Finding)
