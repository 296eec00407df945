"""Service meshes: how callers prove who they are, what is refused, and which caller may do what."""

from __future__ import annotations

from typing import Literal

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown

MutualTls = Literal["strict", "permissive", "disabled"]
Callers = Fact[tuple[str | Unknown, ...]]
"""Who is let in, each way once: ``named`` (services by their full identity), ``namespace`` (every service of a named
namespace), ``token`` (whoever has a valid token), ``pattern`` (an identity with a wildcard that reaches beyond one
namespace), ``authenticated`` (every service of the mesh), ``network`` (whoever comes from an address) and ``anyone``.
Empty where nobody is let in."""


class MeshPolicy(Kind, frozen=True, kw_only=True):
    """What a mesh asks of callers of a whole mesh, a namespace or some workloads of it."""

    level: Fact[Literal["mesh", "namespace", "workload"]] = NOT_STATED
    """For what it holds."""
    mutual_tls: Fact[MutualTls] = NOT_STATED
    """What is in force, what is inherited included: ``strict`` (callers must show a certificate), ``permissive``
    (plain text is taken too) or ``disabled``. Unknown where a policy that is not in the input may decide."""
    weaker_ports: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Ports on which less than strict mutual TLS holds although they have a setting of their own."""
    default_denied: Fact[bool] = NOT_STATED
    """Of a namespace: whether requests that no policy allows are refused."""


class MeshWorkload(Kind, frozen=True, kw_only=True):
    """A workload as a mesh sees it. Only made where the input speaks of a mesh."""

    member: Fact[bool] = NOT_STATED
    """Whether a proxy of the mesh stands before it. Unknown where its namespace decides and is not in the input,
    inapplicable where that stands outside as a whole."""
    mutual_tls: Fact[MutualTls] = NOT_STATED
    """What is in force for it, as for a mesh policy. Inapplicable outside the mesh."""
    weaker_ports: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Ports of it on which less than strict mutual TLS is taken by exception."""
    bypassed_ports: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Ports whose incoming traffic does not pass the proxy; ``*`` for all of them."""
    open: Fact[bool] = NOT_STATED
    """Whether everyone may call everything of it, as no policy narrows who may. Inapplicable to gateways."""
    callers: Callers = NOT_STATED
    """Who may call it, by all the policies that hold for it."""
    methods_named: Fact[bool] = NOT_STATED
    """Whether every permission to call it names methods."""
    paths_named: Fact[bool] = NOT_STATED
    """Whether every permission to call it names paths, and not all of them by a wildcard."""
    tokenizes: Fact[bool] = NOT_STATED
    """Whether it makes or resolves tokens or keeps keys, by its name and labels."""


class MeshWaiver(Kind, frozen=True, kw_only=True):
    """What an object asks to be left out of a mesh's protection, by itself and whatever stands beside it. Of workloads
    only made where the input speaks of a mesh."""

    leaves: Fact[bool] = NOT_STATED
    """Of a workload: whether it asks to stand outside the mesh. False where it says nothing."""
    skipped: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Of a workload: ports and networks whose traffic, in or out, it takes past the proxy; ``*`` for all ports."""
    plain_callers: Fact[bool] = NOT_STATED
    """Of a policy: whether it lets callers in that show no certificate. False where it leaves that to others."""
    plain_connections: Fact[bool] = NOT_STATED
    """Of a policy: whether it switches encryption off towards a service, or a part or port of one."""


class ServiceGrant(Kind, frozen=True, kw_only=True):
    """A policy of a mesh that says who may call which services, and how."""

    level: Fact[Literal["mesh", "namespace", "workload", "gateway"]] = NOT_STATED
    """For what it holds; ``gateway`` for the way in from outside."""
    action: Fact[Literal["allow", "deny", "audit", "custom"]] = NOT_STATED
    """What it does with requests that fit its rules."""
    enforced: Fact[bool] = NOT_STATED
    """Whether it is carried out, and not only tried out or logged."""
    everything: Fact[bool] = NOT_STATED
    """Whether some rule of it lets everyone do everything. Inapplicable to policies that do not allow."""
    callers: Callers = NOT_STATED
    """Whom it lets in. Inapplicable to policies that do not allow."""
    methods_named: Fact[bool] = NOT_STATED
    """Whether every rule names methods."""
    paths_named: Fact[bool] = NOT_STATED
    """Whether every rule names paths, and not all of them by a wildcard."""
    tokenizes: Fact[bool] = NOT_STATED
    """Whether the services that it is for make or resolve tokens or keep keys, by their names and labels."""
    mutual_tls: Fact[MutualTls] = NOT_STATED
    """Mutual TLS in force where it holds, without which nobody's identity is proved."""
    default_denied: Fact[bool] = NOT_STATED
    """Whether its namespace refuses requests that no policy allows. Unknown where nothing else of the namespace is in
    the input."""


class TokenCheck(Kind, frozen=True, kw_only=True):
    """A check of tokens that requests bring along."""

    required: Fact[bool] = NOT_STATED
    """Whether requests without a token are refused, by a policy beside it."""
    keys_protected: Fact[bool] = NOT_STATED
    """Whether the keys that tokens are checked by come over TLS or stand in it."""
    audiences_named: Fact[bool] = NOT_STATED
    """Whether tokens must be made for this service."""


class MeshSettings(Kind, frozen=True, kw_only=True):
    """Settings of the proxies of a mesh or of a part of it."""

    level: Fact[Literal["mesh", "namespace", "workload"]] = NOT_STATED
    """For what they hold."""
    outbound: Fact[Literal["any", "registered"]] = NOT_STATED
    """Where workloads may call: ``any`` place at all, or only ``registered`` services."""
    destinations_named: Fact[bool] = NOT_STATED
    """Whether it names the services that its workloads may reach, rather than all of the mesh."""
    access_logging: Fact[bool] = NOT_STATED
    """Whether proxies log each request."""
    min_tls: Fact[float] = NOT_STATED
    """Lowest TLS version between services."""


class MeshRoute(Kind, frozen=True, kw_only=True):
    """Rules by which requests for some host names reach services of a mesh."""

    hosts: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Host names as written; ``*`` for all."""
