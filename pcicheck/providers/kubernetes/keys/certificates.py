"""Certificates of cert-manager.

cert-manager documentation, API reference ``Certificate`` v1: keys are RSA of 2048 bits where nothing is written,
ECDSA of 256; ``duration`` is 2160h (90 days), which issuers of ACME do not heed; renewal happens by itself, a third
of the lifetime before the end. ``privateKey.rotationPolicy`` is Never up to 1.17 and Always from 1.18 where it is not
written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.keys import Certificate
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.key_algorithms import Algorithm, ec, rsa, unknown_algorithm
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.terraform import manifest_of

_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_HOURS = {"h": 1.0, "m": 1 / 60, "s": 1 / 3600, "ms": 1 / 3_600_000}
_IN_A_SECRET = Inapplicable("its key lies in a secret of the cluster")
_NO_SAY = Inapplicable("cert-manager has no say in it")
_ISSUER_DECIDES = Inapplicable("the issuer alone decides how long it lasts")
_NOT_HERE = Unknown("its issuer is not in this input")
_VERSION = Unknown("no rotationPolicy is written: cert-manager keeps the key up to 1.17 and makes a new one from 1.18")
_PUBLIC, _PRIVATE = ("acme",), ("ca", "vault", "selfSigned", "venafi")


def certificate(document: Document) -> Iterator[Resource]:
    """A certificate that cert-manager keeps in a secret."""
    manifest = manifest_of(document)
    key, issuer = _algorithm(manifest), _issuer(manifest)
    facts = Certificate(
        issuer=issuer,
        authority=_NO_SAY,
        algorithm=key.family,
        size=key.size,
        strength=key.strength,
        transparency_logged=_NO_SAY,
        renewed=manifest.values if isinstance(manifest.values, Unknown) else True,
        exportable=_IN_A_SECRET,
        lifetime_days=_ISSUER_DECIDES if issuer == "public" else _days(manifest.text("spec.duration", "2160h")),
        key_renewed=_key_renewed(manifest),
    )
    yield from made(manifest, facts)


def _algorithm(manifest: Manifest) -> Algorithm:
    name, size = manifest.text("spec.privateKey.algorithm", "RSA"), manifest.number("spec.privateKey.size")
    for part in (name, size):
        if isinstance(part, Unknown):
            return unknown_algorithm(part)
    family = str(name).lower()
    if family == "rsa":
        return rsa(int(size or 2048))  # type: ignore[arg-type]
    if family in ("ecdsa", "ed25519"):
        return ec(256 if family == "ed25519" else int(size or 256))  # type: ignore[arg-type]
    return unknown_algorithm(Unknown("the algorithm of its key is none that cert-manager has"))


def _key_renewed(manifest: Manifest) -> bool | Unknown:
    policy = manifest.text("spec.privateKey.rotationPolicy", _VERSION)
    return policy if isinstance(policy, Unknown) else str(policy).lower() == "always"


def _issuer(manifest: Manifest) -> Fact[str]:
    """Who issues it, by its issuer where that is in the same input."""
    name, kind = manifest.text("spec.issuerRef.name"), manifest.text("spec.issuerRef.kind", "Issuer")
    for part in (name, kind):
        if isinstance(part, Unknown):
            return part
    for other in objects(manifest.document, f"cert-manager.io/{kind}"):
        same_place = kind == "ClusterIssuer" or other.namespace == manifest.namespace
        if other.name == name and same_place:
            return _kind_of_issuer(other)
    return _NOT_HERE


def _kind_of_issuer(issuer: Manifest) -> Fact[str]:
    if isinstance(issuer.get("spec"), Unknown):
        return issuer.get("spec")  # type: ignore[no-any-return]
    if any(issuer.get(f"spec.{name}") is not None for name in _PUBLIC):
        return "public"
    if any(issuer.get(f"spec.{name}") is not None for name in _PRIVATE):
        return "private"
    return Unknown("its issuer is of a kind that is not known here")


def _days(text: Any) -> float | Unknown:
    """Days of a span as Go writes it: ``2160h0m0s``."""
    if isinstance(text, Unknown):
        return text
    parts = _PART.findall(str(text))
    if not parts or "".join(number + unit for number, unit in parts) != str(text).strip():
        return Unknown("its duration cannot be read")
    return sum(float(number) * _HOURS[unit] for number, unit in parts) / 24
