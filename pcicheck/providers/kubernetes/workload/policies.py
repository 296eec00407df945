"""Pod security policies, which clusters had up to Kubernetes 1.24.

Defaults, Kubernetes 1.24 API reference, ``PodSecurityPolicySpec`` v1beta1: ``privileged``, ``hostPID``, ``hostIPC``
and ``hostNetwork`` false, ``allowPrivilegeEscalation`` true, no capabilities allowed or dropped, no unsafe sysctls
allowed; the rule for the user must be written. The annotation
``seccomp.security.alpha.kubernetes.io/defaultProfileName`` gives containers a profile.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import PodPolicy
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.terraform import manifest_of

_SECCOMP = "seccomp.security.alpha.kubernetes.io/defaultProfileName"
_FILTERED = ("runtime/default", "docker/default")


def policy(document: Document) -> Iterator[Resource]:
    """A pod security policy."""
    manifest = manifest_of(document)
    facts = PodPolicy(
        privileged=manifest.flag("spec.privileged", False),
        host_processes=manifest.flag("spec.hostPID", False),
        host_network=manifest.flag("spec.hostNetwork", False),
        host_memory=manifest.flag("spec.hostIPC", False),
        escalates=manifest.flag("spec.allowPrivilegeEscalation", True),
        root=_root(manifest),
        added_capabilities=_added(manifest),
        dropped_capabilities=_words(manifest, "requiredDropCapabilities"),
        calls_filtered=_calls_filtered(manifest),
        kernel_settings=manifest.texts("spec.allowedUnsafeSysctls"),
    )
    yield from made(manifest, facts)


def _words(manifest: Manifest, name: str) -> tuple[str | Unknown, ...] | Unknown:
    written = manifest.texts(f"spec.{name}")
    if isinstance(written, Unknown):
        return written
    return tuple(word if isinstance(word, Unknown) else word.upper().removeprefix("CAP_") for word in written)


def _added(manifest: Manifest) -> tuple[str | Unknown, ...] | Unknown:
    allowed, given = _words(manifest, "allowedCapabilities"), _words(manifest, "defaultAddCapabilities")
    if isinstance(allowed, Unknown):
        return allowed
    return given if isinstance(given, Unknown) else allowed + given


def _root(manifest: Manifest) -> bool | Unknown:
    rule = manifest.text("spec.runAsUser.rule", "RunAsAny")
    if rule == "MustRunAsNonRoot" or isinstance(rule, Unknown):
        return rule if isinstance(rule, Unknown) else False
    ranges = manifest.blocks("spec.runAsUser.ranges")
    if rule != "MustRunAs" or ranges == ():
        return True
    if isinstance(ranges, Unknown):
        return ranges
    above = all_true(*(_above_zero(item) for item in ranges))
    return above if isinstance(above, Unknown) else not above


def _above_zero(item: Block) -> bool | Unknown:
    least = item.number("min", 0)
    return least if isinstance(least, Unknown) else (least or 0) > 0


def _calls_filtered(manifest: Manifest) -> bool | Unknown:
    annotations = manifest.labels("metadata.annotations")
    profile = annotations if isinstance(annotations, Unknown) else annotations.get(_SECCOMP)
    return profile if isinstance(profile, Unknown) else str(profile) in _FILTERED
