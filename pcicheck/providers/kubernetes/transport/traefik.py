"""Objects of Traefik (doc.traefik.io, "Kubernetes CRD"): ways in, and TLS options.

An ``IngressRoute`` speaks TLS where ``tls`` is written, even empty; otherwise its entry points decide, whose settings
stand in Traefik's own configuration. ``TLSOption.minVersion`` left out leaves it to the version of Traefik. Client
certificates are checked with ``VerifyClientCertIfGiven`` and ``RequireAndVerifyClientCert`` only; ``NoClientCert`` is
the default.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint, TlsPolicy
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.ciphers import weak_in_names
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.kubernetes.transport.ways import doubtful, passing, plain, way_in

GROUPS = ("traefik.io/", "traefik.containo.us/")
_OPTIONS = Inapplicable("no TLS options are named, so Traefik's own hold")
_VERSIONS = {"VersionTLS10": 1.0, "VersionTLS11": 1.1, "VersionTLS12": 1.2, "VersionTLS13": 1.3}
_ASKED = {
    "NoClientCert": "none",
    "RequestClientCert": "passthrough",
    "RequireAnyClientCert": "passthrough",
    "VerifyClientCertIfGiven": "optional",
    "RequireAndVerifyClientCert": "required",
}


def route(document: Document) -> Iterator[Resource]:
    """A way in."""
    manifest = manifest_of(document)
    yield from made(manifest, _endpoint(manifest))
    yield from placed(manifest)


def _endpoint(manifest: Manifest) -> Endpoint:
    bare = way_in(manifest, Unknown("the service before Traefik decides"))
    tls = manifest.get("spec.tls")
    if isinstance(tls, Unknown):
        return doubtful(bare, tls)
    if tls is None:
        return _plain(bare, manifest)
    if manifest.flag("spec.tls.passthrough", False) is True:
        return passing(bare)
    options, named = _options(manifest)
    if options is None:
        left: Any = Unknown(f"the TLS options {named} are not among the objects read") if named else _OPTIONS
        asked: Any = left if named else "none"
        return replace(
            bare, encrypted=True, min_tls=left, weak_ciphers=left, client_certificates=asked, trust_anchor=left
        )
    policy = _policy(options)
    return replace(
        bare,
        encrypted=True,
        min_tls=policy.min_tls,
        weak_ciphers=policy.weak_ciphers,
        client_certificates=_asked(options),
        trust_anchor=_anchor(options),
    )


def _plain(bare: Endpoint, manifest: Manifest) -> Endpoint:
    """A way in that does not speak TLS by itself."""
    points = manifest.texts("spec.entryPoints")
    secure = not isinstance(points, Unknown) and bool(points) and all("secure" in str(point) for point in points)
    if secure:
        return doubtful(bare, Unknown("the entry point decides, in Traefik's own configuration"))
    return plain(bare, _redirects(manifest))


def _redirects(manifest: Manifest) -> bool | Unknown:
    """Whether every route has a middleware that leads to HTTPS."""
    routes = manifest.blocks("spec.routes")
    if isinstance(routes, Unknown):
        return routes
    answers = []
    for one in routes:
        listed = one.blocks("middlewares")
        names = [] if isinstance(listed, Unknown) else [block.text("name") for block in listed]
        answers.append(_leads_to_tls(manifest, names))
    if answers and all(answer is True for answer in answers):
        return True
    hidden = next((answer for answer in answers if isinstance(answer, Unknown)), None)
    return hidden or Unknown("whether the entry point redirects stands in Traefik's own configuration")


def _leads_to_tls(manifest: Manifest, names: list[Any]) -> bool | Unknown:
    missing: bool | Unknown = False
    for name in names:
        found = [
            one for group in GROUPS for one in objects(manifest.document, f"{group}Middleware") if one.name == name
        ]
        if any(one.text("spec.redirectScheme.scheme") == "https" for one in found):
            return True
        if not found:
            missing = Unknown(f"the middleware {name} is not among the objects read")
    return missing


def _options(manifest: Manifest) -> tuple[Manifest | None, str]:
    """The TLS options that a way in names, else those called ``default``."""
    written = manifest.text("spec.tls.options.name")
    named = written if isinstance(written, str) else ""
    wanted = named or "default"
    for group in GROUPS:
        for found in objects(manifest.document, f"{group}TLSOption"):
            if found.name == wanted and manifest.text("spec.tls.options.namespace", str(manifest.namespace)) in (
                found.namespace,
                None,
            ):
                return found, named
    return None, named


def _policy(options: Manifest) -> TlsPolicy:
    written = options.text("spec.minVersion")
    least: Any = _VERSIONS.get(str(written), Unknown(f"{written} is no TLS version"))
    if written is None or isinstance(written, Unknown):
        least = written or Unknown("minVersion is not written, and what Traefik then takes depends on its version")
    suites = options.texts("spec.cipherSuites")
    return TlsPolicy(min_tls=least, weak_ciphers=suites if isinstance(suites, Unknown) else weak_in_names(suites))


def _asked(options: Manifest) -> Any:
    written = options.text("spec.clientAuth.clientAuthType", "NoClientCert")
    return written if isinstance(written, Unknown) else _ASKED.get(str(written), Unknown(f"{written} is no such type"))


def _anchor(options: Manifest) -> Any:
    if _asked(options) == "passthrough":
        return Unknown("Traefik does not check the certificate; what stands behind must")
    names = options.texts("spec.clientAuth.secretNames")
    if isinstance(names, Unknown) or not names:
        return names or None
    return names[0] if isinstance(names[0], Unknown) else Link(names[0], "trust_store")


def tls_option(document: Document) -> Iterator[Resource]:
    """TLS versions and ciphers under a name."""
    manifest = manifest_of(document)
    yield from made(manifest, _policy(manifest))
    yield from placed(manifest)
