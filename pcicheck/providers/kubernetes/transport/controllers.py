"""What controllers of ingresses make of annotations: TLS versions, ciphers, client certificates, reach, firewall.

ingress-nginx ("Annotations", "ConfigMaps", kubernetes.github.io/ingress-nginx): ``auth-tls-secret`` switches client
certificates on, ``auth-tls-verify-client`` is ``on`` by default; ``ssl-protocols`` of the controller's ConfigMap is
``TLSv1.2 TLSv1.3`` by default and ``ssl-ciphers`` a list of authenticated ones; ``proxy-ssl-verify`` is off. HAProxy
ingress (haproxy-ingress.github.io) takes the same names under its own prefix. AWS Load Balancer Controller
("Ingress annotations"): ``scheme`` is ``internal`` and ``ssl-policy`` ELBSecurityPolicy-2016-08 by default,
``mutual-authentication`` is off. Google ("Ingress features"): without an SSL policy in a FrontendConfig TLS 1.0 with
the profile COMPATIBLE. Azure AGIC and other controllers leave versions to settings outside the cluster's objects.
"""

from __future__ import annotations

import json
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import ClientCertificates
from pcicheck.model.link import Link
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.transport.policies import LOAD_BALANCER_DEFAULT, Policy, load_balancer_policy
from pcicheck.providers.ciphers import weak_in_openssl
from pcicheck.providers.endpoints import lowest
from pcicheck.providers.kubernetes.beside import beside, objects
from pcicheck.providers.kubernetes.manifest import Manifest

NGINX = "nginx.ingress.kubernetes.io/"
HAPROXY = "haproxy-ingress.github.io/"
ALB = "alb.ingress.kubernetes.io/"
AGIC = "appgw.ingress.kubernetes.io/"
GCE_FRONT = "networking.gke.io/v1beta1.FrontendConfig"
_SERVICE_SAYS = Inapplicable("the service before the controller decides how far it is reached")
_VERSIONS = {"SSLv2": 0.3, "SSLv3": 0.3, "TLSv1": 1.0, "TLSv1.1": 1.1, "TLSv1.2": 1.2, "TLSv1.3": 1.3}
_CONTROLLER = Inapplicable("the controller of the ingress sets it, not the ingress")
_GCE_DEFAULT: Policy = (1.0, ("3des", "cbc_sha1", "rsa_key_exchange"))
_MODES: dict[str, ClientCertificates] = {
    "on": "required",
    "true": "required",
    "optional": "optional",
    "optional_no_ca": "passthrough",
    "off": "none",
    "false": "none",
}


def controller_of(manifest: Manifest, annotations: dict[str, Any]) -> str:
    """``nginx``, ``haproxy``, ``alb``, ``gce``, ``azure``, or empty where nothing tells."""
    named = str(manifest.get("spec.ingressClassName") or annotations.get("kubernetes.io/ingress.class") or "").lower()
    for word, controller in _CLASSES.items():
        if word in named:
            return controller
    prefixes = {NGINX: "nginx", HAPROXY: "haproxy", ALB: "alb", AGIC: "azure", "networking.gke.io/": "gce"}
    found = {name for prefix, name in prefixes.items() if any(key.startswith(prefix) for key in annotations)}
    return found.pop() if len(found) == 1 and not named else ""


_CLASSES = {"nginx": "nginx", "haproxy": "haproxy", "alb": "alb", "gce": "gce", "application-gateway": "azure"}


def tls_policy(manifest: Manifest, annotations: dict[str, Any], controller: str) -> tuple[Any, Any]:
    """Lowest TLS version and kinds of poor ciphers."""
    if controller == "alb":
        name = annotations.get(f"{ALB}ssl-policy", LOAD_BALANCER_DEFAULT)
        return (name, name) if isinstance(name, Unknown) else load_balancer_policy(str(name))
    if controller == "gce":
        return _google(manifest, annotations)
    if controller == "nginx":
        return _nginx(manifest, annotations)
    own = annotations.get(f"{HAPROXY}ssl-ciphers")
    return _CONTROLLER, weak_in_openssl(own) if isinstance(own, str) else _CONTROLLER


def _nginx(manifest: Manifest, annotations: dict[str, Any]) -> tuple[Any, Any]:
    settings = beside(manifest.document, _nginx_settings)
    own = annotations.get(f"{NGINX}ssl-ciphers")
    if settings is None:
        return _CONTROLLER, weak_in_openssl(own) if isinstance(own, str) else _CONTROLLER
    written = settings.get("ssl-protocols", "TLSv1.2 TLSv1.3")
    versions = [_VERSIONS.get(word, Unknown(f"{word} is no TLS version")) for word in str(written).split()]
    least = written if isinstance(written, Unknown) else lowest(versions)
    ciphers = own or settings.get("ssl-ciphers")
    weak: Any = ciphers if isinstance(ciphers, Unknown) else weak_in_openssl(ciphers) if ciphers else ()
    return least if least is not None else Unknown("ssl-protocols names no version"), weak


def _nginx_settings(document: Document) -> dict[str, Any] | None:
    """The settings of ingress-nginx; ``None`` where its ConfigMap is not at hand."""
    found = [manifest for manifest in objects(document, "ConfigMap") if _is_nginx(manifest)]
    merged: dict[str, Any] = {}
    for manifest in found:
        data = manifest.get("data")
        merged |= data if isinstance(data, dict) else {}
    return merged if found else None


def _is_nginx(manifest: Manifest) -> bool:
    name = str(manifest.name)
    if name in (
        "nginx-configuration",
        "ingress-nginx-controller",
        "nginx-ingress-controller",
        "nginx-load-balancer-conf",
    ):
        return True
    labels = manifest.labels()
    label = labels.get("app.kubernetes.io/name") if isinstance(labels, dict) else None
    return label == "ingress-nginx" and name.endswith("controller")


def _google(manifest: Manifest, annotations: dict[str, Any]) -> Policy:
    named = annotations.get(GCE_FRONT)
    if named is None:
        return _GCE_DEFAULT
    for front in objects(manifest.document, "networking.gke.io/FrontendConfig"):
        if front.name == named:
            policy = front.text("spec.sslPolicy")
            if policy is None:
                return _GCE_DEFAULT
            unknown = Unknown(f"what the SSL policy {policy} allows is not among the objects read")
            return unknown, unknown
    unknown = Unknown(f"the FrontendConfig {named} is not among the objects read")
    return unknown, unknown


def client_certificates(annotations: dict[str, Any], controller: str) -> tuple[Fact[ClientCertificates], Fact[Link]]:
    """Whether callers must show a certificate, and what it is checked against."""
    if controller == "alb":
        return _of_alb(annotations)
    for prefix in (NGINX, HAPROXY):
        secret = annotations.get(f"{prefix}auth-tls-secret")
        if secret:
            word = annotations.get(f"{prefix}auth-tls-verify-client", "on")
            mode: Fact[ClientCertificates] = (
                word if isinstance(word, Unknown) else _MODES.get(str(word), Unknown(f"'{word}' is no mode"))
            )
            if mode == "passthrough":
                return mode, Unknown("the controller does not check the certificate; what stands behind must")
            return mode, secret if isinstance(secret, Unknown) else None if mode == "none" else _store(str(secret))
    return "none", None


def _store(name: str) -> Link:
    return Link(name, "trust_store")


def _of_alb(annotations: dict[str, Any]) -> tuple[Fact[ClientCertificates], Fact[Link]]:
    written = annotations.get(f"{ALB}mutual-authentication")
    if written is None:
        return "none", None
    try:
        ports = json.loads(str(written))
        modes = [(port.get("mode"), port.get("trustStore")) for port in ports]
    except (ValueError, AttributeError, TypeError):
        unknown = Unknown("the annotation mutual-authentication cannot be read")
        return unknown, unknown
    if modes and all(mode == "verify" for mode, _ in modes):
        store = modes[0][1]
        return "required", _store(str(store)) if store else None
    if any(mode == "passthrough" for mode, _ in modes):
        return "passthrough", Unknown("the load balancer hands the certificate on; its targets must check it")
    return "none", None


def exposure(annotations: dict[str, Any], controller: str, named: str) -> Any:
    """How far it is reached."""
    if controller == "alb":
        scheme = annotations.get(f"{ALB}scheme", "internal")
        return scheme if isinstance(scheme, Unknown) else "internet" if scheme == "internet-facing" else "internal"
    if controller == "gce":
        return "internal" if "internal" in named else "internet"
    if controller == "azure":
        private = annotations.get(f"{AGIC}use-private-ip", "false")
        return private if isinstance(private, Unknown) else "internal" if str(private).lower() == "true" else "internet"
    return _SERVICE_SAYS


def firewall(annotations: dict[str, Any]) -> Fact[Link]:
    """The web application firewall before it."""
    for name in (f"{ALB}wafv2-acl-arn", f"{ALB}waf-acl-id", f"{AGIC}waf-policy-for-path"):
        value = annotations.get(name)
        if value:
            return value if isinstance(value, Unknown) else Link(str(value), "waf")
    on = annotations.get(f"{NGINX}enable-modsecurity")
    if str(on).lower() == "true":
        return Link("ModSecurity of the ingress controller", "waf")
    return Unknown("whether the controller's own settings switch one on is not written here")
