"""What a cluster itself is run with: its components, its own files, and the policies that hold for what runs in it."""

from __future__ import annotations

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown

Words = tuple[str | Unknown, ...]


class ControlComponent(Kind, frozen=True, kw_only=True):
    """A program that a cluster of Kubernetes consists of, with the settings that it is started with."""

    component: Fact[str] = NOT_STATED
    """``api_server``, ``controller_manager``, ``scheduler``, ``etcd`` (the store) or ``kubelet`` (the agent of a
    node)."""
    anonymous_refused: Fact[bool] = NOT_STATED
    """Whether callers who have not signed in are turned away."""
    password_file: Fact[bool] = NOT_STATED
    """Whether callers may sign in with passwords that stand in a file."""
    token_file: Fact[bool] = NOT_STATED
    """Whether callers may sign in with tokens that stand in a file and never end."""
    access_deciders: Fact[Words] = NOT_STATED
    """What decides which calls are allowed, such as ``Node``, ``RBAC``, ``Webhook``; ``AlwaysAllow`` allows all."""
    tokens_looked_up: Fact[bool] = NOT_STATED
    """Whether tokens of accounts that have been deleted are refused."""
    admission: Fact[Words] = NOT_STATED
    """Checks of new objects that are turned on beside those that are on by themselves."""
    admission_off: Fact[Words] = NOT_STATED
    """Checks of new objects that are turned off."""
    plain_port: Fact[bool] = NOT_STATED
    """Whether it also answers on a port without TLS."""
    plain_address: Fact[bool] = NOT_STATED
    """Whether an address is named on which it answers without TLS."""
    tls_port: Fact[bool] = NOT_STATED
    """Whether it answers on a port with TLS."""
    own_certificate: Fact[bool] = NOT_STATED
    """Whether it is given a certificate and key, instead of making one up that nobody can check."""
    makes_certificates_up: Fact[bool] = NOT_STATED
    """Whether it is told to make its certificates up by itself."""
    callers_verified: Fact[bool] = NOT_STATED
    """Whether it checks the certificates of callers against an authority that is named."""
    peer_certificate: Fact[bool] = NOT_STATED
    """Whether it is given a certificate and key for talking to its copies."""
    peers_verified: Fact[bool] = NOT_STATED
    """Whether its copies must show certificates."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version that it accepts."""
    weak_ciphers: Fact[Words] = NOT_STATED
    """Kinds of poor algorithms that it offers, as for endpoints, and ``no_suite`` for a name that is no cipher suite.
    Unknown where an old version decides."""
    kubelet_tls: Fact[bool] = NOT_STATED
    """Whether it talks to the agents of nodes over TLS."""
    kubelet_certificate: Fact[bool] = NOT_STATED
    """Whether it shows a certificate to the agents of nodes."""
    kubelet_verified: Fact[bool] = NOT_STATED
    """Whether it checks the certificates of the agents of nodes."""
    store_certificate: Fact[bool] = NOT_STATED
    """Whether it shows a certificate to the store."""
    store_verified: Fact[bool] = NOT_STATED
    """Whether it checks the certificate of the store."""
    state_encrypted: Fact[bool] = NOT_STATED
    """Whether it is given a configuration by which what it stores is encrypted."""
    audit_log: Fact[bool] = NOT_STATED
    """Whether calls are logged to a file or a service."""
    audit_rules: Fact[bool] = NOT_STATED
    """Whether it is told which calls to log; without that it logs none."""
    audit_days: Fact[int] = NOT_STATED
    """Days for which it keeps its own log files; ``None`` where nobody says."""
    audit_files: Fact[int] = NOT_STATED
    """Old log files that it keeps; ``None`` where nobody says."""
    audit_megabytes: Fact[int] = NOT_STATED
    """Size at which it begins a new log file, in megabytes; ``None`` where nobody says."""
    profiled: Fact[bool] = NOT_STATED
    """Whether it shows its inner workings to whoever may ask, for developers."""
    local_only: Fact[bool] = NOT_STATED
    """Whether it listens on its own machine only."""
    own_accounts: Fact[bool] = NOT_STATED
    """Whether each of its parts uses an account of its own."""
    certificate_renewed: Fact[bool] = NOT_STATED
    """Whether the certificate by which it signs in is renewed by itself."""
    server_certificate_renewed: Fact[bool] = NOT_STATED
    """Whether renewal of the certificates of nodes' agents is not turned off."""
    kernel_guarded: Fact[bool] = NOT_STATED
    """Whether it refuses to run on a kernel whose settings are not those that it expects."""
    sessions_end: Fact[bool] = NOT_STATED
    """Whether idle shells and streams are closed after some time."""
    token_key: Fact[bool] = NOT_STATED
    """Whether it is given a key for the tokens of accounts: the API server one to check them with instead of the key of
    its own certificate, the controller manager one to sign them with."""
    authority_handed_out: Fact[bool] = NOT_STATED
    """Whether it hands workloads the authority by which they can check who the API server is."""


class StateEncryption(Kind, frozen=True, kw_only=True):
    """How a cluster encrypts what it stores: an encryption configuration."""

    secrets_encrypted: Fact[bool] = NOT_STATED
    """Whether new secrets are written encrypted: whether a rule covers them whose first provider encrypts."""
    settings_encrypted: Fact[bool] = NOT_STATED
    """The same for config maps."""
    key_service: Fact[bool] = NOT_STATED
    """Whether the key that secrets are encrypted with is held by a key service. Inapplicable where they are not
    encrypted."""
    keys_in_file: Fact[bool] = NOT_STATED
    """Whether keys stand in the file itself."""


class AuditPolicy(Kind, frozen=True, kw_only=True):
    """Which calls a cluster logs, and how much of each: an audit policy."""

    records: Fact[bool] = NOT_STATED
    """Whether anything is logged: whether some rule before the one that drops all the rest logs something."""
    records_rest: Fact[bool] = NOT_STATED
    """Whether calls that no rule names are logged too."""
    records_secret_access: Fact[bool] = NOT_STATED
    """Whether reading and changing secrets is logged."""
    records_secret_values: Fact[bool] = NOT_STATED
    """Whether what secrets hold ends in the log."""
    records_access_changes: Fact[bool] = NOT_STATED
    """Whether changes of roles and bindings are logged."""


class AdmissionDefaults(Kind, frozen=True, kw_only=True):
    """What a cluster checks new objects against where namespaces say nothing: an admission configuration."""

    pod_security: Fact[str] = NOT_STATED
    """Level of the Pod Security Standards that is enforced; ``privileged`` where none is written. Inapplicable where
    the configuration is not about that."""
    exempt: Fact[Words] = NOT_STATED
    """Users and runtime classes that are let past; namespaces are not counted."""


class ClusterClient(Kind, frozen=True, kw_only=True):
    """How somebody reaches clusters and who he is there: a kubeconfig file."""

    servers_verified: Fact[bool] = NOT_STATED
    """Whether the certificates of all clusters in it are checked."""
    encrypted: Fact[bool] = NOT_STATED
    """Whether all clusters in it are reached over TLS."""
    embedded_secrets: Fact[Words] = NOT_STATED
    """Passwords, tokens and private keys that stand in it, by the names of their users; empty for none."""


class AdmissionPolicy(Kind, frozen=True, kw_only=True):
    """A check of new objects that is added to a cluster: a Kyverno policy, a binding of a validating policy, a
    Gatekeeper constraint, a webhook."""

    enforced: Fact[bool] = NOT_STATED
    """Whether objects that break it are refused, not only noted."""
    fails_open: Fact[bool] = NOT_STATED
    """Whether objects are let through where the checker does not answer."""


class WorkloadNetwork(Kind, frozen=True, kw_only=True):
    """Which network policies a workload of a cluster stands under."""

    incoming_filtered: Fact[bool] = NOT_STATED
    """Whether some policy selects it for incoming traffic. Unknown where the input holds no network policy at all."""
    outgoing_filtered: Fact[bool] = NOT_STATED
    """The same for outgoing traffic."""
