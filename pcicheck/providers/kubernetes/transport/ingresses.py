"""Ingresses: where requests from outside reach the services of a cluster.

Kubernetes API reference, ``IngressSpec``: TLS ends at the ingress for the hosts under ``tls``; whatever has no such
entry is answered over plain HTTP. Controllers say by annotation what else they do: ingress-nginx redirects plain requests
for hosts with TLS unless ``ssl-redirect`` is false ("Annotations"), the AWS load balancer controller ends TLS where
``certificate-arn`` is set and is ``internal`` unless ``scheme`` says otherwise, Google's takes ``pre-shared-cert`` and
managed certificates and answers plain HTTP unless ``kubernetes.io/ingress.allow-http`` is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of

_CERTIFICATES = (
    "alb.ingress.kubernetes.io/certificate-arn",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "networking.gke.io/managed-certificates",
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
)
"""Annotations by which controllers are given certificates without an entry under ``tls``."""


def ingress(document: Document) -> Iterator[Resource]:
    """An ingress."""
    manifest = manifest_of(document)
    facts = Endpoint(role="gateway", encrypted=_encrypted(manifest))
    yield from made(manifest, facts)
    yield from placed(manifest)


def _encrypted(manifest: Manifest) -> Fact[bool]:
    """Whether every host has TLS. An entry without hosts is for all of them."""
    if isinstance(manifest.values, Unknown):
        return manifest.values
    annotations = manifest.labels("metadata.annotations")
    entries, rules = manifest.blocks("spec.tls"), manifest.blocks("spec.rules")
    if isinstance(entries, Unknown):
        return entries
    by_annotation: bool | Unknown = any_true(
        annotations if isinstance(annotations, Unknown) else any(annotations.get(name) for name in _CERTIFICATES)
    )
    if not entries:
        return by_annotation
    covered: set[Any] = set()
    for entry in entries:
        hosts = entry.texts("hosts")
        if isinstance(hosts, Unknown) or any(isinstance(host, Unknown) for host in hosts) or not hosts:
            return True  # hosts that are not known come from the same place as those of the rules
        covered.update(hosts)
    if isinstance(rules, Unknown):
        return rules
    named = [rule.text("host") for rule in rules]
    plain = [host for host in named if isinstance(host, str) and not _is_covered(host, covered)]
    return by_annotation if plain else True


def _is_covered(host: str, covered: set[Any]) -> bool:
    return host in covered or f"*.{host.partition('.')[2]}" in covered
