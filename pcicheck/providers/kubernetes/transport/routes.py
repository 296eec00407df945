"""Routes of OpenShift (route.openshift.io/v1): ways in through the cluster's router.

OpenShift documentation, "Secured routes" and the API reference of ``Route``: without ``tls`` the router answers in
plain text; ``termination`` is ``edge``, ``reencrypt`` or ``passthrough``, which tells routes apart by the name in TLS,
so that nothing else gets through; ``insecureEdgeTerminationPolicy`` says what becomes of plain requests: ``None`` (the
default) refuses them, ``Redirect`` sends them to HTTPS, ``Allow`` answers them. TLS versions, ciphers and client
certificates are settings of the router (``IngressController``).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.kubernetes.transport.ways import doubtful, passing, plain, way_in
from pcicheck.providers.reading import word

_ROUTER = Inapplicable("it is a setting of the router (IngressController)")
_EXPOSED = Unknown("the service before the router decides")


def route(document: Document) -> Iterator[Resource]:
    """A way in."""
    manifest = manifest_of(document)
    yield from made(manifest, _endpoint(manifest))
    yield from placed(manifest)


def _endpoint(manifest: Manifest) -> Endpoint:
    bare, tls = way_in(manifest, _EXPOSED), manifest.get("spec.tls")
    if isinstance(tls, Unknown):
        return doubtful(bare, tls)
    if not tls:
        return plain(bare)
    kind, insecure = (
        word(manifest, "spec.tls.termination", ""),
        word(manifest, "spec.tls.insecureEdgeTerminationPolicy", "none"),
    )
    for part in (kind, insecure):
        if isinstance(part, Unknown):
            return doubtful(bare, part)
    if insecure == "allow":
        return plain(bare)
    if kind == "passthrough":
        return replace(passing(bare), encrypted=True)
    return replace(
        bare,
        encrypted=True,
        redirects_to_tls=insecure == "redirect",
        min_tls=_ROUTER,
        weak_ciphers=_ROUTER,
        client_certificates=_ROUTER,
        trust_anchor=_ROUTER,
    )
