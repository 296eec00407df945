"""TLS endpoints, what stands before and behind them, and whom they trust."""

from __future__ import annotations

from typing import Annotated, Literal

from pcicheck.model.kinds.base import CertificateLink, Kind, To
from pcicheck.model.link import Link
from pcicheck.model.value import NOT_STATED, Fact, Inapplicable, Unknown

WafLink = Annotated[Fact[Link], To("waf")]
TrustStoreLink = Annotated[Fact[Link], To("trust_store")]

Role = Literal[
    "listener",
    "load_balancer",
    "accelerator",
    "cdn",
    "api",
    "api_stage",
    "domain",
    "file_transfer",
    "mesh",
    "gateway",
    "broker",
    "server",
    "application",
    "administration",
]
Exposure = Literal["internet", "internal"]
Authentication = Literal["none", "api_key", "iam", "token", "custom", "certificate"]
DefaultAction = Literal["allow", "block"]
ExecutionLogging = Literal["none", "errors", "all"]
ClientCertificates = Literal["none", "optional", "required", "passthrough"]

_NO_NAME = Inapplicable("no single address is written for its other end")

SSL3 = 0.3
"""How SSL 3.0 is written among TLS versions."""


class Endpoint(Kind, frozen=True, kw_only=True):
    """Where connections or requests arrive: listeners, load balancers, distributions, API stages, mesh proxies.

    A thing that only carries some of the facts (a load balancer has a firewall, its listeners have TLS) says of the
    others that they are inapplicable.
    """

    role: Fact[Role] = NOT_STATED
    """What it is: ``listener``, ``load_balancer``, ``accelerator``, ``cdn``, ``api``, ``api_stage``, ``domain`` (a
    name with a certificate), ``file_transfer``, ``mesh`` (a sidecar proxy), ``gateway``, ``broker``, ``server``,
    ``application`` (the address of an application that a platform runs) or ``administration`` (from where a program
    is watched and steered)."""
    exposure: Fact[Exposure] = NOT_STATED
    """Whether its address is a public one. Unknown where the load balancer or API that decides it is not at hand."""
    audience: Fact[str] = NOT_STATED
    """For whom the owner says that it is, from the label ``pci:audience``: ``public``, ``partner``, ``internal`` …
    ``None`` where no label says so."""
    protocols: Fact[tuple[str, ...]] = NOT_STATED
    """Protocols that it speaks, in lower case, such as ``https`` or ``sftp``."""
    encrypted: Fact[bool] = NOT_STATED
    """Whether everything that it answers is encrypted, by TLS or SSH. Inapplicable where bytes are passed through
    unread, so that encryption ends behind it."""
    redirects_to_tls: Fact[bool] = NOT_STATED
    """Whether plain requests get nothing but a redirect to HTTPS."""
    plain_listener: Fact[bool] = NOT_STATED
    """Of a load balancer: whether some listener of it answers plain HTTP with more than a redirect to HTTPS.
    Inapplicable to everything else."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version that it accepts; 0.3 is SSL 3.0. ``None`` where it speaks no TLS at all."""
    weak_ciphers: Fact[tuple[str, ...]] = NOT_STATED
    """Kinds of poor algorithms that it offers: ``null``, ``anonymous``, ``export``, ``des``, ``3des``, ``rc4``,
    ``md5``, ``ssh_sha1``, ``cbc_sha1`` (CBC with HMAC-SHA1), ``cbc_sha2`` (CBC with HMAC-SHA2), ``rsa_key_exchange``
    (no forward secrecy), ``dhe`` (Diffie-Hellman without elliptic curves)."""
    certificate: CertificateLink = NOT_STATED
    """Certificate of its own; ``None`` where it uses the platform's."""
    client_certificates: Fact[ClientCertificates] = NOT_STATED
    """Whether callers must show a certificate: ``none``, ``optional``, ``required`` (and checked here) or
    ``passthrough`` (handed on unchecked)."""
    trust_anchor: TrustStoreLink = NOT_STATED
    """What client certificates are checked against; ``None`` where nothing is named. Unknown where the check is left
    to what stands behind."""
    client_expiry_checked: Fact[bool] = NOT_STATED
    """Whether expired client certificates are refused."""
    client_certificates_bypass: Fact[bool] = NOT_STATED
    """Whether callers can avoid the client certificate by using another name of the same thing. Inapplicable where
    no name of it asks for client certificates."""
    backend_certificate: Fact[bool] = NOT_STATED
    """Whether it shows a certificate of its own to what stands behind."""
    waf: WafLink = NOT_STATED
    """Web application firewall before it; ``None`` for none. Inapplicable where it does not read requests."""
    access_logging: Fact[bool] = NOT_STATED
    """Whether each connection or request is logged."""
    execution_logging: Fact[ExecutionLogging] = NOT_STATED
    """How much of what happens to a request inside it is logged."""
    drops_invalid_headers: Fact[bool] = NOT_STATED
    """Whether malformed header fields are removed."""
    smuggling_defence: Fact[bool] = NOT_STATED
    """Whether ambiguous requests (request smuggling) are refused or sent on over a connection of their own."""
    platform_sign_in: Fact[bool] = NOT_STATED
    """Whether the platform has callers sign in before a request reaches the application."""
    plain_ftp: Fact[bool] = NOT_STATED
    """Whether files can also be put on it over FTP without TLS."""
    security_headers: Fact[bool] = NOT_STATED
    """Of a content delivery network: whether a policy adds security headers to its answers."""
    signs_to_stores: Fact[bool] = NOT_STATED
    """Of a content delivery network: whether it proves who it is to every object store behind it, so that the stores
    need not be public. Inapplicable without a store behind it."""
    cors_any_origin: Fact[bool] = Inapplicable("what answers behind it names the origins")
    """Whether it lets scripts of every website read its answers. Inapplicable where it has no setting of its own."""
    administration_public: Fact[bool] = NOT_STATED
    """Whether the address from which it is administered is a public one."""
    private_network: Fact[bool] = NOT_STATED
    """Whether it stands in the customer's own network. Inapplicable where another kind of the same thing says so."""
    local_only: Fact[bool] = NOT_STATED
    """Whether only programs on the same machine reach it: a loopback address, a socket file."""
    client_names_checked: Fact[bool] = NOT_STATED
    """Whether client certificates must carry a name, key or hash of a list, beside a trusted authority's signature.
    Inapplicable where it asks for none."""
    authorization_enforced: Fact[bool] = NOT_STATED
    """Whether the authorization that is set up refuses callers, even when the service that decides is down.
    Inapplicable where none is set up."""
    caller_claims_believed: Fact[bool] = NOT_STATED
    """Whether it hands on, from anybody, the header by which proxies tell of a caller's certificate."""
    paths_normalised: Fact[bool] = NOT_STATED
    """Whether ``/a/../b`` is the same as ``/b`` to its rules. Inapplicable where it reads no paths."""
    callers_named: Fact[bool] = NOT_STATED
    """Whether every caller must show who it is, by password, token or client certificate, before it is answered."""
    open_diagnostics: Fact[bool] = NOT_STATED
    """Whether callers who have not signed in can read its measures, profiles or requests in flight."""
    callers_forged: Fact[bool] = NOT_STATED
    """Whether it takes anyone's word on the address of the original caller, which then stands in the record.
    Inapplicable where it takes nobody's."""


class Route(Kind, frozen=True, kw_only=True):
    """A method, path or topic of an endpoint, with its own say on callers and contents."""

    method: Fact[str] = NOT_STATED
    """Method such as ``GET``; ``ANY`` for all; ``None`` where it has none."""
    path: Fact[str] = NOT_STATED
    """Path, route key or pattern as written."""
    authentication: Fact[Authentication] = NOT_STATED
    """How callers prove who they are. Inapplicable where another route of the same session asks for it."""
    request_validation: Fact[bool] = NOT_STATED
    """Whether parameters or bodies are checked against a declared form before they are passed on."""
    rate_limit: Fact[float] = NOT_STATED
    """Requests a second that it allows; ``None`` where only the platform's general limit holds."""
    caches_in_clear: Fact[bool] = NOT_STATED
    """Whether answers are kept in a cache on disk unencrypted; false of settings that cache nothing. Inapplicable
    where the platform keeps no such cache."""
    payload_logging: Fact[bool] = NOT_STATED
    """Whether whole requests and answers are written to the log."""
    form_declared: Fact[bool] = NOT_STATED
    """Whether the description says of every parameter and body what it may hold. Inapplicable without any input."""
    unbounded_fields: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Names of texts and lists in parameters and bodies whose length nothing limits, and of bodies that may hold
    fields that are not named. Unknown where a part of the form stands in a file that is not here."""
    address_fields: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Names of what callers write into the address (path and query), in lower case with underscores."""
    answer_fields: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Names of the fields of its answers, in lower case with underscores."""


class Upstream(Kind, frozen=True, kw_only=True):
    """A connection that an endpoint or a program opens to something else: target groups, origins, integrations,
    clusters, and what the settings of a workload name: databases, brokers, caches, other services."""

    encrypted: Fact[bool] = NOT_STATED
    """Whether the connection is always encrypted. Inapplicable where bytes are passed through unread."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version used; 0.3 is SSL 3.0. Inapplicable where the owner cannot set it."""
    verified: Fact[bool] = NOT_STATED
    """Whether the server's certificate is checked."""
    presents_certificate: Fact[bool] = NOT_STATED
    """Whether the client shows a certificate of its own."""
    name_checked: Fact[bool] = NOT_STATED
    """Whether the server's certificate must carry the server's name, a key or a hash, beside a trusted authority's
    signature. Inapplicable where the certificate is not checked at all."""
    to: Annotated[Fact[Link], To("endpoint")] = _NO_NAME
    """The endpoint at its other end, by host and port. Inapplicable where no single address is written, where nothing
    leaves the machine or the mesh, and where this end asks for no TLS, which decides already."""


class TlsPolicy(Kind, frozen=True, kw_only=True):
    """TLS versions and ciphers under a name, for endpoints to use."""

    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version that it allows; 0.3 is SSL 3.0."""
    weak_ciphers: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Kinds of poor algorithms that it allows, named as for endpoints."""


class TrustStore(Kind, frozen=True, kw_only=True):
    """Certificate authorities by which client certificates are checked."""

    authorities: Fact[bool] = NOT_STATED
    """Whether it names at least one authority."""
    revocation: Fact[bool] = NOT_STATED
    """Whether revoked certificates are told apart, by a list or an online check."""


class Waf(Kind, frozen=True, kw_only=True):
    """A web application firewall policy."""

    role: Fact[Literal["policy", "rule_group"]] = NOT_STATED
    """``policy`` for what is put before endpoints, ``rule_group`` for a part of it."""
    enabled: Fact[bool] = NOT_STATED
    """Whether it is switched on, to block or only to watch."""
    has_rules: Fact[bool] = NOT_STATED
    """Whether it has at least one rule or rule group."""
    default_action: Fact[DefaultAction] = NOT_STATED
    """What happens to a request that no rule matches."""
    rules_act: Fact[bool] = NOT_STATED
    """Whether each rule says what to do with a match. Inapplicable without rules."""
    blocks: Fact[bool] = NOT_STATED
    """Whether it can refuse a request at all, rather than only count."""
    known_exploits: Fact[bool] = NOT_STATED
    """Whether a managed group against known exploits (Log4Shell among them) is in force and not only counting."""
    logging: Fact[bool] = NOT_STATED
    """Whether inspected requests are logged."""
