"""Service accounts.

Kubernetes API reference, ``ServiceAccount`` v1: ``automountServiceAccountToken`` is true where nobody writes it. Every
namespace has an account ``default``, which pods use that name no other ("Configure Service Accounts for Pods"). Since
Kubernetes 1.24 an account gets no lasting token by itself; one is a secret of the type
``kubernetes.io/service-account-token``, which is a thing of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Identity
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.manifest import PRESET_NAMESPACE, made, placed
from pcicheck.providers.kubernetes.terraform import manifest_of


def service_account(document: Document) -> Iterator[Resource]:
    """A service account."""
    manifest = manifest_of(document)
    name = manifest.text("metadata.name")
    facts = Identity(
        category="service",
        local=Inapplicable("only programs use it"),
        console=Inapplicable("only programs use it"),
        lasting_keys=Inapplicable("a lasting token is a secret of its own"),
        preset=name if isinstance(name, Unknown) else name == PRESET_NAMESPACE,
        hands_out_token=manifest.flag("automountServiceAccountToken", True),
    )
    yield from made(manifest, facts)
    yield from placed(manifest)
