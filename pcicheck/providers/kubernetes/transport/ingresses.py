"""Ingresses: where requests from outside reach the services of a cluster.

Kubernetes API reference, ``IngressSpec``: TLS ends at the ingress for the hosts under ``tls``; whatever has no such
entry is answered over plain HTTP. Controllers say by annotation what else they do: ingress-nginx redirects plain
requests for hosts with TLS unless ``ssl-redirect`` is false ("Annotations"), the AWS load balancer controller ends
TLS where ``certificate-arn`` is set and is ``internal`` unless ``scheme`` says otherwise, Google's takes ``pre-
shared-cert`` and managed certificates and answers plain HTTP unless ``kubernetes.io/ingress.allow-http`` is false.
Where that is written as true and nothing tells which controller reads it, it is taken at its word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.edge import IngressRules
from pcicheck.model.kinds.transport import Endpoint, Upstream
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.endpoints import NO_TLS
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.kubernetes.transport.controllers import (
    AGIC,
    ALB,
    HAPROXY,
    NGINX,
    client_certificates,
    controller_of,
    exposure,
    firewall,
    tls_policy,
)
from pcicheck.providers.kubernetes.transport.ways import doubtful, passing, plain, way_in

_ALLOWED = "kubernetes.io/ingress.allow-http"
_FILES = ("/etc", "/root", "/var/run/secrets", "/var/run/kubernetes/serviceaccount")
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
    encrypted: Fact[bool] = all_true(_has_tls(manifest), negated(plain))
    yield from made(manifest, _endpoint(manifest, encrypted))
    yield from made(manifest, _rules(manifest), "rules")
    upstream = _upstream(manifest)
    if upstream is not None:
        yield from made(manifest, upstream, "upstream")
    yield from placed(manifest)


def _endpoint(manifest: Manifest, encrypted: Fact[bool]) -> Endpoint:
    annotations = manifest.labels("metadata.annotations")
    if isinstance(annotations, Unknown) or isinstance(manifest.values, Unknown):
        return Endpoint(role="gateway", encrypted=encrypted, redirects_to_tls=False)
    controller = controller_of(manifest, annotations)
    reach = exposure(annotations, controller, str(manifest.get("spec.ingressClassName") or annotations))
    bare = way_in(manifest, reach, firewall(annotations))
    if str(annotations.get(f"{NGINX}ssl-passthrough")).lower() == "true":
        return passing(bare)
    bare = replace(bare, encrypted=encrypted)
    speaks, entries = _has_tls(manifest), manifest.get("spec.tls")
    if speaks is not True and (not entries or isinstance(entries, Unknown)):
        found = doubtful(bare, speaks) if isinstance(speaks, Unknown) else plain(bare)
        return replace(found, encrypted=encrypted)
    least, weak = tls_policy(manifest, annotations, controller)
    asked, anchor = client_certificates(annotations, controller)
    return replace(bare, min_tls=least, weak_ciphers=weak, client_certificates=asked, trust_anchor=anchor)


def _rules(manifest: Manifest) -> IngressRules:
    annotations, rules = manifest.labels("metadata.annotations"), manifest.blocks("spec.rules")
    default = manifest.get("spec.defaultBackend") or manifest.get("spec.backend")
    hosts: Any = rules if isinstance(rules, Unknown) else [rule.text("host", "") for rule in rules]
    unknown = hosts if isinstance(hosts, Unknown) else next((host for host in hosts if isinstance(host, Unknown)), None)
    named = [host for host in hosts if isinstance(host, str)] if isinstance(hosts, list) else []
    return IngressRules(
        own_code=annotations
        if isinstance(annotations, Unknown)
        else any(name.endswith(("-snippet", "-snippets")) and value for name, value in annotations.items()),
        wildcard_hosts=True if any("*" in host for host in named) else unknown or False,
        catches_all=default if isinstance(default, Unknown) else default is not None,
        file_paths=_file_paths(rules),
    )


def _file_paths(rules: tuple[Block, ...] | Unknown) -> tuple[str | Unknown, ...] | Unknown:
    if isinstance(rules, Unknown):
        return rules
    found: list[str | Unknown] = []
    for rule in rules:
        entries = rule.blocks("http.paths")
        paths = [entries] if isinstance(entries, Unknown) else [entry.text("path", "/") or "/" for entry in entries]
        found += [path for path in paths if isinstance(path, Unknown) or any(part in path for part in _FILES)]
    known = tuple(path for path in found if isinstance(path, str))
    return known or next((path for path in found if isinstance(path, Unknown)), known)


def _upstream(manifest: Manifest) -> Upstream | None:
    """The connection to what stands behind, where the object says which protocol it speaks."""
    annotations = manifest.labels("metadata.annotations")
    if isinstance(annotations, Unknown):
        return None
    for prefix in (NGINX, HAPROXY, ALB, AGIC):
        protocol = annotations.get(f"{prefix}backend-protocol")
        if protocol is not None:
            return _connection(annotations, prefix, protocol)
    if str(annotations.get(f"{NGINX}secure-backends")).lower() == "true":
        return _connection(annotations, NGINX, "HTTPS")
    return None


def _connection(annotations: dict[str, Any], prefix: str, protocol: Any) -> Upstream:
    if isinstance(protocol, Unknown):
        return Upstream(encrypted=protocol, min_tls=protocol, verified=protocol, presents_certificate=protocol)
    if str(protocol).upper() not in ("HTTPS", "GRPCS", "H2-SSL", "H1-SSL"):
        return Upstream(encrypted=False, min_tls=NO_TLS, verified=NO_TLS, presents_certificate=NO_TLS)
    verified: Any = False
    if prefix == NGINX:
        verified = str(annotations.get(f"{NGINX}proxy-ssl-verify")).lower() in ("on", "true")
    elif prefix == HAPROXY:
        verified = bool(annotations.get(f"{HAPROXY}secure-verify-ca-secret"))
    elif prefix == AGIC:
        verified = True
    return Upstream(
        encrypted=True,
        min_tls=Unknown("the settings of the controller decide"),
        verified=verified,
        presents_certificate=bool(annotations.get(f"{prefix}proxy-ssl-secret")),
    )


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
        return str(annotations.get(_ALLOWED, "true")).lower() != "false"
    if not controller_of(manifest, annotations) and str(annotations.get(_ALLOWED)).lower() == "true":
        return True
    if controller == "alb":
        listeners = str(annotations.get("alb.ingress.kubernetes.io/listen-ports", ""))
        return '"HTTP"' in listeners and "alb.ingress.kubernetes.io/ssl-redirect" not in annotations
    forced = str(annotations.get("nginx.ingress.kubernetes.io/force-ssl-redirect")).lower() == "true"
    return not forced and str(annotations.get("nginx.ingress.kubernetes.io/ssl-redirect")).lower() == "false"
