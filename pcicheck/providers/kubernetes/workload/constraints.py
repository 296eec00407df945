"""Security context constraints of OpenShift (security.openshift.io/v1), which decide what pods may ask for.

OpenShift API reference, ``SecurityContextConstraints``: ``allowPrivilegedContainer``, ``allowHostPID``,
``allowHostNetwork`` and ``allowHostIPC`` must be written; ``allowPrivilegeEscalation`` is true unless written. With
the user strategy ``RunAsAny`` an image may be root; ``MustRunAsRange`` takes a number out of the namespace's range,
which never has 0. Without ``seccompProfiles`` a pod may not name a profile; the first of the list is the one given.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import PodPolicy
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.reading import word

Words = tuple[str | Unknown, ...] | Unknown

_FILTERED = ("runtime/default", "docker/default")


def constraints(document: Document) -> Iterator[Resource]:
    """One set of constraints."""
    manifest = manifest_of(document)
    facts = PodPolicy(
        privileged=manifest.flag("allowPrivilegedContainer", False),
        host_processes=manifest.flag("allowHostPID", False),
        host_network=manifest.flag("allowHostNetwork", False),
        host_memory=manifest.flag("allowHostIPC", False),
        escalates=manifest.flag("allowPrivilegeEscalation", True),
        root=_root(manifest),
        added_capabilities=_added(manifest),
        dropped_capabilities=_words(manifest, "requiredDropCapabilities"),
        calls_filtered=_calls_filtered(manifest),
        kernel_settings=manifest.texts("allowedUnsafeSysctls"),
    )
    yield from made(manifest, facts)


def _root(manifest: Manifest) -> bool | Unknown:
    strategy = word(manifest, "runAsUser.type", "runasany")
    if isinstance(strategy, Unknown) or strategy in ("mustrunasrange", "mustrunasnonroot"):
        return strategy if isinstance(strategy, Unknown) else False
    if strategy == "mustrunas":
        user = manifest.number("runAsUser.uid", 0)
        return user if isinstance(user, Unknown) else user == 0
    return True


def _added(manifest: Manifest) -> Words:
    allowed, given = _words(manifest, "allowedCapabilities"), _words(manifest, "defaultAddCapabilities")
    if isinstance(allowed, Unknown) or isinstance(given, Unknown):
        return allowed if isinstance(allowed, Unknown) else given
    return allowed + given


def _words(manifest: Manifest, name: str) -> Words:
    written = manifest.texts(name)
    if isinstance(written, Unknown):
        return written
    return tuple(each if isinstance(each, Unknown) else each.upper().removeprefix("CAP_") for each in written)


def _calls_filtered(manifest: Manifest) -> bool | Unknown:
    profiles = manifest.texts("seccompProfiles")
    if isinstance(profiles, Unknown) or not profiles:
        return profiles if isinstance(profiles, Unknown) else False
    return profiles[0] if isinstance(profiles[0], Unknown) else profiles[0] in _FILTERED
