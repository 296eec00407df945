"""Servers that keep secrets and keys for programs."""

from __future__ import annotations

from typing import Literal

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class SecretsServer(Kind, frozen=True, kw_only=True):
    """The configuration of a server that keeps secrets and keys: Vault, OpenBao."""

    seal: Fact[Literal["module", "key_service", "server", "software", "shares"]] = NOT_STATED
    """What protects its root key: ``module`` (a hardware security module), ``key_service`` (one of a cloud),
    ``server`` (another server of the same kind), ``software`` (a program that only acts as a hardware module) or
    ``shares`` (parts that people hold and type in)."""
    plain_secrets: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Names of settings that hold a password, key or token in plain text; empty for none."""
    raw_storage: Fact[bool] = NOT_STATED
    """Whether administrators can read and write below the access rules, in the storage itself."""
    inspection: Fact[bool] = NOT_STATED
    """Whether administrators can look into its inner workings, an aid for its makers."""
    web_console: Fact[bool] = NOT_STATED
    """Whether it offers a console in the browser."""
    memory_locked: Fact[bool] = NOT_STATED
    """Whether it keeps its memory from being written to disk. Inapplicable with a storage whose makers advise
    against that."""
    max_lease_hours: Fact[float] = NOT_STATED
    """Longest life of what it hands out, in hours, where nothing sets another."""
    advertises_tls: Fact[bool] = NOT_STATED
    """Whether the address to which it sends callers is one with TLS. Inapplicable where it names none."""
    logs_details: Fact[bool] = NOT_STATED
    """Whether its own log holds details for finding faults."""
