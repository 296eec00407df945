"""Programs that a cluster consists of: as pods that run them, as kubeadm starts them, and as files of the kubelet.

kubeadm ("kubeadm Configuration" v1beta3 and v1beta4; ``manifests.go`` of its control plane phase): ``extraArgs`` is a
mapping up to v1beta3 and a list of names and values from v1beta4; they stand beside the flags that kubeadm itself
writes and take their place where they have the same name. ``KubeletConfiguration`` v1beta1: ``anonymous`` false,
``authorization.mode`` Webhook, ``readOnlyPort`` 0, ``streamingConnectionIdleTimeout`` 4h (also where 0s is written,
which kubeadm does), ``rotateCertificates`` and ``protectKernelDefaults`` false.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.cluster import ControlComponent
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.kubernetes.control.flags import Flags, flags_of, words_of
from pcicheck.providers.kubernetes.control.settings import READERS, TRUTHS, Facts, tls_version, weak_suites
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.reading import only

_PROGRAMS = {
    "kube-apiserver": "api_server",
    "kube-controller-manager": "controller_manager",
    "kube-scheduler": "scheduler",
    "etcd": "etcd",
    "kubelet": "kubelet",
}
_NAMES = frozenset(_PROGRAMS)
_HYPERKUBE = frozenset(("hyperkube",))
_OTHERS = "that is a matter of another program of the cluster"
_ENVIRONMENT = "ETCD_"
_FILE = Unknown("the file that it is started with decides, and nothing is written on the command line")
_FILE_FLAGS = {"kubelet": "config", "scheduler": "config", "etcd": "config-file"}
_START_SCRIPT = Unknown("no command is written, so the image's own start script decides")
_PKI = "/etc/kubernetes/pki"
_KUBEADM: dict[str, tuple[str, ...]] = {
    "api_server": (
        *("--enable-admission-plugins=NodeRestriction", "--authorization-mode=Node,RBAC", "--secure-port=6443"),
        *(f"--client-ca-file={_PKI}/ca.crt", f"--tls-cert-file={_PKI}/apiserver.crt"),
        *(f"--tls-private-key-file={_PKI}/apiserver.key", f"--etcd-cafile={_PKI}/etcd/ca.crt"),
        *(f"--etcd-certfile={_PKI}/apiserver-etcd-client.crt", f"--etcd-keyfile={_PKI}/apiserver-etcd-client.key"),
        f"--kubelet-client-certificate={_PKI}/apiserver-kubelet-client.crt",
        f"--kubelet-client-key={_PKI}/apiserver-kubelet-client.key",
        *("--insecure-port=0", f"--service-account-key-file={_PKI}/sa.pub"),
    ),
    "controller_manager": (
        *("--bind-address=127.0.0.1", "--use-service-account-credentials=true", f"--root-ca-file={_PKI}/ca.crt"),
        f"--service-account-private-key-file={_PKI}/sa.key",
    ),
    "scheduler": ("--bind-address=127.0.0.1",),
    "etcd": (
        *(f"--cert-file={_PKI}/etcd/server.crt", f"--key-file={_PKI}/etcd/server.key", "--client-cert-auth=true"),
        *(f"--peer-cert-file={_PKI}/etcd/peer.crt", f"--peer-key-file={_PKI}/etcd/peer.key"),
        "--peer-client-cert-auth=true",
    ),
}
"""What kubeadm writes by itself."""
_SECTIONS = {
    "api_server": "apiServer",
    "controller_manager": "controllerManager",
    "scheduler": "scheduler",
    "etcd": "etcd.local",
}


def in_pod(manifest: Manifest, containers: tuple[Block, ...] | Unknown) -> Iterator[Resource]:
    """Programs of the cluster among the containers of a workload."""
    for block in () if isinstance(containers, Unknown) else containers:
        found = _started(block)
        if found is not None:
            component, flags = found
            facts = READERS[component](flags, _minor(block.get("image")))
            yield from made(manifest, _component(component, facts), f"control/{component}")


def kubeadm(document: Document) -> Iterator[Resource]:
    """The programs that kubeadm starts."""
    minor = _minor_of(document.text("kubernetesVersion"))
    for component, section in _SECTIONS.items():
        if component == "etcd" and document.get("etcd.external") is not None:
            continue
        preset = flags_of(_KUBEADM[component], TRUTHS)
        added = _extra(document.get(f"{section}.extraArgs"))
        flags = Flags(preset.given | added.given, added.unsure)
        facts = READERS[component](flags, minor)
        if component == "api_server":
            facts |= _external_store(document)
        yield resource(document, _component(component, facts), part=component)


def kubelet_file(document: Document) -> Iterator[Resource]:
    """The kubelet, by its file."""
    certificate = all_true(document.has("tlsCertFile"), document.has("tlsPrivateKeyFile"))
    gates = document.get("featureGates.RotateKubeletServerCertificate")
    facts: Facts = {
        "anonymous_refused": negated(document.flag("authentication.anonymous.enabled", False)),
        "access_deciders": document.texts("authorization.mode", ("Webhook",)),
        "plain_port": _above_zero(document),
        "own_certificate": any_true(certificate, document.flag("serverTLSBootstrap", False)),
        "callers_verified": document.has("authentication.x509.clientCAFile"),
        "min_tls": tls_version(document.text("tlsMinVersion")),
        "weak_ciphers": weak_suites(document.texts("tlsCipherSuites"), None),
        "certificate_renewed": document.flag("rotateCertificates", False),
        "server_certificate_renewed": gates if isinstance(gates, Unknown) else gates is not False,
        "kernel_guarded": document.flag("protectKernelDefaults", False),
        "sessions_end": _ends_in_file(document.text("streamingConnectionIdleTimeout")),
    }
    yield resource(document, _component("kubelet", facts))


def _component(component: str, facts: Facts) -> ControlComponent:
    return only(ControlComponent, _OTHERS, component=component, **facts)


def _started(block: Block) -> tuple[str, Flags] | None:
    """The program that a container runs, and its flags."""
    if isinstance(block.values, Unknown):
        return None
    command, arguments = _words(block.get("command")), _words(block.get("args"))
    if isinstance(command, Unknown):
        return None
    whole: list[Any] = [*command, *([arguments] if isinstance(arguments, Unknown) else arguments)]
    for program, component in _PROGRAMS.items():
        rest = words_of(whole, frozenset((program,)))
        if rest is None and (after := words_of(whole, _HYPERKUBE)) is not None:
            rest = after[1:] if after and after[0] in (program, program.removeprefix("kube-")) else None
        if rest is None and not command and _runs(block, program):
            rest = whole or [_START_SCRIPT]
        if rest is not None:
            return component, _with_surroundings(component, flags_of(rest, TRUTHS), block)
    return None


def _words(value: Any) -> list[Any] | Unknown:
    if isinstance(value, Unknown):
        return value
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


def _runs(block: Block, program: str) -> bool:
    image = block.get("image")
    name = image.partition("@")[0].rpartition("/")[2].partition(":")[0] if isinstance(image, str) else ""
    return name == program or name.startswith((f"{program}-amd64", f"{program}-arm64"))


def _with_surroundings(component: str, flags: Flags, block: Block) -> Flags:
    """Flags with those that stand in variables, or in a file that is named."""
    given, unsure = dict(flags.given), flags.unsure
    if component == "etcd":
        variables = block.blocks("env")
        for variable in () if isinstance(variables, Unknown) else variables:
            name = variable.get("name")
            if isinstance(name, str) and name.startswith(_ENVIRONMENT):
                value = variable.get("value", Unknown("the variable comes from elsewhere"))
                flag = name.removeprefix(_ENVIRONMENT).lower().replace("_", "-")
                given.setdefault(flag, [value if isinstance(value, Unknown) else str(value)])
                unsure = None if unsure is _START_SCRIPT else unsure
        if isinstance(variables, Unknown) or block.get("envFrom"):
            unsure = unsure or Unknown("variables that come from elsewhere may set it")
    if _FILE_FLAGS.get(component, "-") in given:
        unsure = unsure or _FILE
    return Flags(given, unsure)


def _extra(written: Any) -> Flags:
    """Flags that are added in a file of kubeadm."""
    if isinstance(written, Unknown):
        return Flags({}, written)
    pairs = list(written.items()) if isinstance(written, dict) else []
    if isinstance(written, list):
        pairs = [(item.get("name"), item.get("value", "")) for item in written if isinstance(item, dict)]
    given: dict[str, list[Any]] = {}
    for name, value in pairs:
        text = value if isinstance(value, Unknown) else "" if value is None else _text(value)
        given.setdefault(str(name), []).append(text)
    return Flags(given)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _external_store(document: Document) -> Facts:
    """Facts of the API server where the store is run by somebody else."""
    external = document.block("etcd.external")
    if external is None:
        return {}
    block = Block(external) if isinstance(external, Unknown) else external
    return {
        "store_certificate": all_true(block.has("certFile"), block.has("keyFile")),
        "store_verified": block.has("caFile"),
    }


def _above_zero(document: Document) -> bool | Unknown:
    number = document.number("readOnlyPort", 0)
    return number if isinstance(number, Unknown) else bool(number)


def _ends_in_file(text: Any) -> bool | Unknown:
    """Idle streams always end: 0 in the file stands for nothing written, and kubeadm writes it so."""
    return text if isinstance(text, Unknown) else True


def _minor(image: Any) -> int | None:
    """The minor version of Kubernetes that an image holds."""
    return _minor_of(image.partition("@")[0].rpartition(":")[2]) if isinstance(image, str) else None


def _minor_of(version: Any) -> int | None:
    parts = version.removeprefix("v").split(".") if isinstance(version, str) else []
    return int(parts[1]) if len(parts) > 1 and parts[0] == "1" and parts[1].isdigit() else None
