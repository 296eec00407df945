"""What the flags of each program of a cluster mean, with the defaults that hold where they are not given.

Kubernetes documentation, "Command line tools reference" (kube-apiserver, kube-controller-manager, kube-scheduler,
kubelet), v1.34: ``--anonymous-auth`` true, ``--authorization-mode`` AlwaysAllow, ``--profiling`` true, ``--service-
account-lookup`` true, ``--kubelet-https`` true (until 1.22), ``--tls-min-version`` TLS 1.2, ``--bind-address``
0.0.0.0, ``--use-service-account-credentials`` false, ``--audit-log-maxage``, ``-maxbackup`` and ``-maxsize`` unset;
without ``--audit-policy-file`` no call is logged. ``--insecure-port`` was 8080 until 1.19, can only be 0 from 1.20
and is gone in 1.24; ``--basic-auth-file`` is gone since 1.19. The kubelet's flags have their old defaults where no
``--config`` is given: anonymous-auth true, AlwaysAllow, read-only-port 10255. etcd 3.5: certificates are not asked
for unless ``--client-cert-auth`` and ``--peer-client-cert-auth`` are set, TLS 1.2 is the lowest. The plugin
NodeRestriction is not on by itself; the list of those that are is in "Admission Control in Kubernetes". Without
``--tls-cipher-suites`` Go's own list holds, and no version that is still maintained has 3DES, RC4 or RSA key exchange
in it (crypto/tls, release notes of Go 1.22 and 1.23; Kubernetes 1.32 is built with Go 1.23, up to 1.29 with Go 1.22 or
older, whose list holds TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA); its CBC suites with ECDHE are the last choice, at TLS 1.2.
A name that is no suite keeps the program from starting. Without ``--service-account-key-file`` the key of the API
server's own certificate checks tokens; without ``--root-ca-file`` workloads get no authority.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.ciphers import weak_classes, weak_in_names
from pcicheck.providers.kubernetes.control.flags import Flags

Facts = dict[str, Any]
TRUTHS = frozenset(
    (
        *("anonymous-auth", "profiling", "contention-profiling", "service-account-lookup", "kubelet-https"),
        *("use-service-account-credentials", "allow-privileged", "client-cert-auth", "peer-client-cert-auth"),
        *("auto-tls", "peer-auto-tls", "rotate-certificates", "rotate-server-certificates", "protect-kernel-defaults"),
        *("leader-elect", "enable-bootstrap-token-auth", "make-iptables-util-chains", "fail-swap-on"),
    )
)
"""Flags that need no value."""
_VERSIONS = {"VersionTLS10": 1.0, "VersionTLS11": 1.1, "VersionTLS12": 1.2, "VersionTLS13": 1.3}
_VERSIONS |= {"TLS1.2": 1.2, "TLS1.3": 1.3}
_NO_PORT_SINCE = 20
_GO_WITHOUT_3DES_SINCE = 32
_GO_WITH_3DES_UNTIL = 30
_NO_SUITE = "no_suite"
_OLD_CHOICE = Unknown("no ciphers are named, and which Go this old version is built with decides")


def api_server(flags: Flags, minor: int | None) -> Facts:
    """The API server."""
    return {
        "anonymous_refused": _anonymous_refused(flags),
        "password_file": flags.has("basic-auth-file"),
        "token_file": flags.has("token-auth-file"),
        "access_deciders": _access_deciders(flags),
        "tokens_looked_up": flags.flag("service-account-lookup", True),
        "admission": _either_words(flags, "enable-admission-plugins", "admission-control"),
        "admission_off": flags.words("disable-admission-plugins"),
        "plain_port": _plain_port(flags, minor),
        "plain_address": any_true(flags.has("insecure-bind-address"), flags.has("address")),
        "tls_port": _not_zero(flags, "secure-port", 6443),
        "own_certificate": _certificate(flags, "tls-cert-file", "tls-private-key-file"),
        "callers_verified": flags.has("client-ca-file"),
        **_tls(flags, minor),
        "kubelet_tls": flags.flag("kubelet-https", True),
        "kubelet_certificate": _pair(flags, "kubelet-client-certificate", "kubelet-client-key"),
        "kubelet_verified": flags.has("kubelet-certificate-authority"),
        "store_certificate": _pair(flags, "etcd-certfile", "etcd-keyfile"),
        "store_verified": flags.has("etcd-cafile"),
        "state_encrypted": any_true(
            flags.has("encryption-provider-config"), flags.has("experimental-encryption-provider-config")
        ),
        "audit_log": any_true(flags.has("audit-log-path"), flags.has("audit-webhook-config-file")),
        "audit_rules": flags.has("audit-policy-file"),
        **_audit_files(flags),
        "profiled": flags.flag("profiling", True),
        "token_key": flags.has("service-account-key-file"),
    }


def controller_manager(flags: Flags, minor: int | None) -> Facts:
    """The controller manager."""
    return {
        "own_accounts": flags.flag("use-service-account-credentials", False),
        "profiled": flags.flag("profiling", True),
        "local_only": _local(flags),
        "server_certificate_renewed": _renewal_kept(flags),
        "token_key": flags.has("service-account-private-key-file"),
        "authority_handed_out": flags.has("root-ca-file"),
    }


def scheduler(flags: Flags, minor: int | None) -> Facts:
    """The scheduler."""
    return {"profiled": flags.flag("profiling", True), "local_only": _local(flags)}


def etcd(flags: Flags, minor: int | None) -> Facts:
    """The store."""
    return {
        "own_certificate": _pair(flags, "cert-file", "key-file"),
        "makes_certificates_up": any_true(flags.flag("auto-tls", False), flags.flag("peer-auto-tls", False)),
        "callers_verified": flags.flag("client-cert-auth", False),
        "peer_certificate": _pair(flags, "peer-cert-file", "peer-key-file"),
        "peers_verified": flags.flag("peer-client-cert-auth", False),
    }


def kubelet(flags: Flags, minor: int | None) -> Facts:
    """The agent of a node."""
    return {
        "anonymous_refused": negated(flags.flag("anonymous-auth", True)),
        "access_deciders": flags.words("authorization-mode", ("AlwaysAllow",)),
        "plain_port": _not_zero(flags, "read-only-port", 10255),
        "own_certificate": any_true(
            _pair(flags, "tls-cert-file", "tls-private-key-file"), flags.flag("rotate-server-certificates", False)
        ),
        "callers_verified": flags.has("client-ca-file"),
        **_tls(flags, minor),
        "certificate_renewed": flags.flag("rotate-certificates", False),
        "server_certificate_renewed": _renewal_kept(flags),
        "kernel_guarded": flags.flag("protect-kernel-defaults", False),
        "sessions_end": ends(flags.text("streaming-connection-idle-timeout", "4h")),
    }


READERS: dict[str, Callable[[Flags, int | None], Facts]] = {
    "api_server": api_server,
    "controller_manager": controller_manager,
    "scheduler": scheduler,
    "etcd": etcd,
    "kubelet": kubelet,
}
"""Component to what reads its flags, given the minor version of Kubernetes where it is known."""


def weak_suites(names: tuple[str | Unknown, ...] | Unknown, minor: int | None) -> Any:
    """Poor algorithms among suites; Go chooses where none are named, with 3DES up to Go 1.22."""
    if isinstance(names, Unknown):
        return names
    if not names and minor is not None and minor < _GO_WITHOUT_3DES_SINCE:
        return ("3des",) if minor < _GO_WITH_3DES_UNTIL else _OLD_CHOICE
    if not names:
        return ()
    known = tuple(name for name in names if isinstance(name, Unknown) or weak_classes(name) is not None)
    return (*weak_in_names(known), *(() if len(known) == len(names) else (_NO_SUITE,)))


def tls_version(text: Any) -> float | Unknown:
    """A TLS version as flags and files name it; 1.2 where none is named."""
    if isinstance(text, Unknown):
        return text
    return _VERSIONS.get(str(text), Unknown("the TLS version is none that is known")) if text else 1.2


def ends(text: Any) -> bool | Unknown:
    """Whether a span of time ends at all."""
    return text if isinstance(text, Unknown) else str(text).strip() not in ("0", "0s", "0m", "0h", "0h0m0s")


def _anonymous_refused(flags: Flags) -> bool | Unknown:
    """Whether nobody gets in without signing in; since 1.32 a file of its own may say so instead."""
    given = flags.text("anonymous-auth")
    if given is None and flags.has("authentication-config") is not False:
        return Unknown("the authentication configuration decides, and it is not part of the flags")
    return negated(flags.flag("anonymous-auth", True))


def _access_deciders(flags: Flags) -> Any:
    if flags.text("authorization-mode") is None and flags.has("authorization-config") is not False:
        return Unknown("the authorization configuration decides, and it is not part of the flags")
    return flags.words("authorization-mode", ("AlwaysAllow",))


def _plain_port(flags: Flags, minor: int | None) -> bool | Unknown:
    written = flags.text("insecure-port")
    if written is not None:
        return _not_zero(flags, "insecure-port", 8080)
    if minor is None:
        return Unknown("clusters before 1.20 open port 8080 unless --insecure-port=0 is written; no version is named")
    return minor < _NO_PORT_SINCE


def _audit_files(flags: Flags) -> Facts:
    """Limits of the log files; there are none where there is no file."""
    logged = flags.has("audit-log-path")
    names = {
        "audit_days": "audit-log-maxage",
        "audit_files": "audit-log-maxbackup",
        "audit_megabytes": "audit-log-maxsize",
    }
    sent = flags.has("audit-webhook-config-file") is True or flags.text("audit-log-path") == "-"
    if sent and (logged is False or flags.text("audit-log-path") == "-"):
        return dict.fromkeys(names, Inapplicable("the log is not written to files of its own"))
    return {fact: flags.number(name) for fact, name in names.items()}


def _tls(flags: Flags, minor: int | None) -> Facts:
    return {
        "min_tls": tls_version(flags.text("tls-min-version")),
        "weak_ciphers": weak_suites(flags.words("tls-cipher-suites"), minor),
    }


def _certificate(flags: Flags, certificate: str, key: str) -> bool | Unknown:
    return any_true(_pair(flags, certificate, key), flags.has("tls-sni-cert-key"))


def _pair(flags: Flags, certificate: str, key: str) -> bool | Unknown:
    return all_true(flags.has(certificate), flags.has(key))


def _not_zero(flags: Flags, name: str, default: int) -> bool | Unknown:
    number = flags.number(name, default)
    return number if isinstance(number, Unknown) else number != 0


def _local(flags: Flags) -> bool | Unknown:
    address = flags.text("bind-address", "0.0.0.0")  # noqa: S104 - what holds by default
    return address if isinstance(address, Unknown) else str(address) in ("127.0.0.1", "::1", "localhost")


def _renewal_kept(flags: Flags) -> bool | Unknown:
    gates = flags.words("feature-gates")
    if isinstance(gates, Unknown):
        return gates
    off = (g if isinstance(g, Unknown) else g.replace(" ", "") == "RotateKubeletServerCertificate=false" for g in gates)
    return negated(any_true(*off))


def _either_words(flags: Flags, name: str, former: str) -> Any:
    return flags.words(name) if flags.text(name) is not None else flags.words(former)
