"""Virtual services of Istio: for which host names requests are led to services.

Istio documentation, "Virtual Service" (API ``networking.istio.io`` v1alpha3, v1beta1 and v1): ``hosts`` may hold a
wildcard, alone or before a domain; bound to a gateway it takes in every name that the gateway answers to.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.mesh import MeshRoute
from pcicheck.model.resource import Resource
from pcicheck.providers.kubernetes.manifest import made, placed
from pcicheck.providers.kubernetes.mesh.around import sound
from pcicheck.providers.kubernetes.terraform import manifest_of


def virtual_service(document: Document) -> Iterator[Resource]:
    """A virtual service."""
    manifest = sound(manifest_of(document))
    yield from made(manifest, MeshRoute(hosts=manifest.texts("spec.hosts")))
    yield from placed(manifest)
