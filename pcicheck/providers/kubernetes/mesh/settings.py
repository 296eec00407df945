"""Settings of the proxies of a mesh: where workloads may call, whether requests are logged, TLS between services.

Istio documentation, "Global Mesh Options": ``outboundTrafficPolicy.mode`` is ``ALLOW_ANY`` and ``accessLogFile`` empty,
which is no log, unless written; ``meshMTLS.minProtocolVersion`` is TLS 1.2; ``defaultProviders.accessLogging`` logs
too. The profile ``demo`` of ``IstioOperator`` writes logs to ``/dev/stdout`` ("Installation Configuration Profiles").
"Sidecar": ``outboundTrafficPolicy`` left out inherits. "Telemetry": ``accessLogging`` names providers or switches off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.mesh import MeshSettings
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest, made, placed
from pcicheck.providers.kubernetes.mesh.around import (
    mesh,
    selector_of,
    settings_of_config_map,
    settings_of_operator,
    sound,
)
from pcicheck.providers.kubernetes.mesh.names import TELEMETRY
from pcicheck.providers.kubernetes.terraform import manifest_of
from pcicheck.providers.reading import only, word

_OTHERS = "another object of the mesh sets it"
_OF_SIDECARS = Inapplicable("which services workloads may reach is named by Sidecar objects")
_INHERITED = Unknown("the settings of the mesh decide, and they are not in this input")
_FILTERED = Unknown("only some requests are logged; the filter decides which")
_VERSIONS = {"tlsv1_0": 1.0, "tlsv1_1": 1.1, "tlsv1_2": 1.2, "tlsv1_3": 1.3, "tls_auto": 1.2, "": 1.2}


def operator(document: Document) -> Iterator[Resource]:
    """An installation of Istio."""
    manifest = sound(manifest_of(document))
    profile = word(manifest, "spec.profile", word(manifest, "spec.values.profile", "default"))
    found = settings_of_operator(manifest) or Block({} if not isinstance(manifest.values, Unknown) else manifest.values)
    yield from made(manifest, _facts(manifest, found, profile))
    yield from placed(manifest)


def of_config_map(manifest: Manifest) -> Iterator[Resource]:
    """The settings of the mesh, where a config map holds them."""
    found = settings_of_config_map(manifest)
    if found is not None:
        yield from made(manifest, _facts(manifest, found, "default"), "mesh")


def _facts(manifest: Manifest, settings: Block, profile: str | Unknown) -> MeshSettings:
    return MeshSettings(
        level="mesh",
        outbound=outbound(settings, "outboundTrafficPolicy.mode", "allow_any"),
        destinations_named=_OF_SIDECARS,
        access_logging=_logged(manifest, settings, profile),
        min_tls=version(settings, "meshMTLS.minProtocolVersion"),
    )


def outbound(block: Block, path: str, default: str) -> Any:
    """``any`` or ``registered``."""
    mode = word(block, path, default)
    if isinstance(mode, Unknown):
        return mode
    found = {"allow_any": "any", "registry_only": "registered"}.get(mode)
    return found or Unknown(f"'{mode}' is no mode that Istio knows")


def version(block: Block, path: str) -> float | Unknown:
    """A TLS version as Istio writes it."""
    found = word(block, path, "")
    if isinstance(found, Unknown):
        return found
    return _VERSIONS[found] if found in _VERSIONS else Unknown(f"'{found}' is no TLS version that Istio knows")


def _logged(manifest: Manifest, settings: Block, profile: str | Unknown) -> bool | Unknown:
    by_profile = profile if isinstance(profile, Unknown) else profile == "demo"
    written = settings.get("accessLogFile")
    file = by_profile if written is None else written if isinstance(written, Unknown) else bool(written)
    root = mesh(manifest.document).root
    by_telemetry = [
        _telemetry_logs(each)
        for each in objects(manifest.document, TELEMETRY)
        if each.namespace == root and selector_of(each) is None
    ]
    known = [answer for answer in by_telemetry if not isinstance(answer, Inapplicable)]
    return any_true(file, settings.has("defaultProviders.accessLogging"), *known)


def telemetry(document: Document) -> Iterator[Resource]:
    """What is measured and logged."""
    manifest = sound(manifest_of(document))
    facts = only(MeshSettings, _OTHERS, level=_level(manifest), access_logging=_telemetry_logs(manifest))
    yield from made(manifest, facts)
    yield from placed(manifest)


def _level(manifest: Manifest) -> Any:
    chosen = selector_of(manifest, "spec.selector.matchLabels")
    workloads = selector_of(manifest, "spec.workloadSelector.labels") if chosen is None else chosen
    if isinstance(workloads, Unknown):
        return workloads
    if workloads is not None:
        return "workload"
    return "mesh" if manifest.namespace == mesh(manifest.document).root else "namespace"


def _telemetry_logs(manifest: Manifest) -> Any:
    entries = manifest.blocks("spec.accessLogging")
    if isinstance(entries, Unknown):
        return entries
    if not entries:
        return Inapplicable("it says nothing of access logs")
    return any_true(*(_entry_logs(entry) for entry in entries))


def _entry_logs(entry: Block) -> bool | Unknown:
    off = entry.flag("disabled", False)
    if off is True or isinstance(off, Unknown):
        return off if isinstance(off, Unknown) else False
    mode = word(entry, "match.mode", "client_and_server")
    if mode == "client":
        return Unknown("only requests that workloads send are logged by it, not those that they receive")
    return _FILTERED if entry.get("filter") else True


def sidecar(document: Document) -> Iterator[Resource]:
    """What the proxies of a namespace or of some workloads know of the rest."""
    manifest = sound(manifest_of(document))
    facts = only(
        MeshSettings,
        _OTHERS,
        level=_level(manifest),
        outbound=_sidecar_outbound(manifest),
        destinations_named=_destinations(manifest),
    )
    yield from made(manifest, facts)
    yield from placed(manifest)


def _sidecar_outbound(manifest: Manifest) -> Any:
    written = manifest.get("spec.outboundTrafficPolicy.mode")
    if written is not None:
        return outbound(manifest, "spec.outboundTrafficPolicy.mode", "")
    modes = [
        outbound(Block(each), "outboundTrafficPolicy.mode", "allow_any") for each in mesh(manifest.document).settings
    ]
    if isinstance(manifest.values, Unknown):
        return manifest.values
    return modes[0] if modes else _INHERITED


def _destinations(manifest: Manifest) -> Fact[bool]:
    """Whether hosts are named, as ``namespace/name``; ``./*`` is one's own namespace, ``*/*`` all of the mesh."""
    egress = manifest.blocks("spec.egress")
    if isinstance(egress, Unknown):
        return egress
    if not egress:
        return Inapplicable("it names no destinations, so that wider Sidecar objects decide")
    hosts: list[str | Unknown] = []
    for each in egress:
        found = each.texts("hosts")
        hosts += [found] if isinstance(found, Unknown) else list(found)
    wide = any_true(*(host if isinstance(host, Unknown) else host.strip() in ("*/*", "*") for host in hosts))
    return wide if isinstance(wide, Unknown) else not wide
