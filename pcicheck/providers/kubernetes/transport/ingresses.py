"""Ingresses: where requests from outside reach the services of a cluster.

Kubernetes API reference, ``IngressSpec``: TLS ends at the ingress for the hosts under ``tls``; whatever has no such
entry is answered over plain HTTP. Controllers say by annotation what else they do: ingress-nginx redirects plain
requests for hosts with TLS unless ``ssl-redirect`` is false ("Annotations"), the AWS load balancer controller ends
TLS where ``certificate-arn`` is set and is ``internal`` unless ``scheme`` says otherwise, Google's takes ``pre-
shared-cert`` and managed certificates and answers plain HTTP unless ``kubernetes.io/ingress.allow-http`` is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
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
    plain = _answers_plain(manifest)
    facts = Endpoint(role="gateway", encrypted=all_true(_has_tls(manifest), negated(plain)), redirects_to_tls=False)
    yield from made(manifest, facts)
    yield from placed(manifest)


def _has_tls(manifest: Manifest) -> bool | Unknown:
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


def _answers_plain(manifest: Manifest) -> bool | Unknown:
    """Whether plain requests get more than a redirect, as the controller's own annotations say."""
    annotations = manifest.labels("metadata.annotations")
    if isinstance(annotations, Unknown):
        return False
    controller = str(manifest.get("spec.ingressClassName") or annotations.get("kubernetes.io/ingress.class") or "")
    if controller.startswith("gce"):
        return str(annotations.get("kubernetes.io/ingress.allow-http", "true")).lower() != "false"
    if controller == "alb":
        listeners = str(annotations.get("alb.ingress.kubernetes.io/listen-ports", ""))
        return '"HTTP"' in listeners and "alb.ingress.kubernetes.io/ssl-redirect" not in annotations
    forced = str(annotations.get("nginx.ingress.kubernetes.io/force-ssl-redirect")).lower() == "true"
    return not forced and str(annotations.get("nginx.ingress.kubernetes.io/ssl-redirect")).lower() == "false"
