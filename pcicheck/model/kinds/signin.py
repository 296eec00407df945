"""How people get in: sign-in policies, sessions, remote access, identity providers; rules of the organisation."""

from __future__ import annotations

from msgspec import Struct

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class Exemption(Struct, frozen=True, kw_only=True):
    """Someone to whom a sign-in policy does not apply."""

    name: Fact[str] = NOT_STATED
    """Id as written, or the address of what Terraform makes."""
    kind: Fact[str] = NOT_STATED
    """``user``, ``group``, ``role`` or ``guests``."""


class SignInPolicy(Kind, frozen=True, kw_only=True):
    """A directory's rule about sign-ins, such as a conditional access policy."""

    enforced: Fact[bool] = NOT_STATED
    """Whether it is in force; one that is switched off or only reports is not."""
    everyone: Fact[bool] = NOT_STATED
    """Whether it is about all users, exemptions aside."""
    administrators: Fact[bool] = NOT_STATED
    """Whether it is about everybody who holds the directory's highest role, by role or because it is about everyone.
    Unknown where it names groups."""
    everything: Fact[bool] = NOT_STATED
    """Whether it is about all applications, none left out."""
    conditional: Fact[bool] = NOT_STATED
    """Whether it applies under further circumstances only: risk, place, platform or device."""
    modern_clients: Fact[bool] = NOT_STATED
    """Whether it covers browsers and the present applications."""
    legacy_clients: Fact[bool] = NOT_STATED
    """Whether it covers the old protocols, which know no second factor."""
    blocks: Fact[bool] = NOT_STATED
    """Whether it refuses the sign-in."""
    names_second_factor: Fact[bool] = NOT_STATED
    """Whether a second factor is among what it asks for."""
    second_factor: Fact[bool] = NOT_STATED
    """Whether nobody gets in without a second factor: one of several alternatives is not enough."""
    trusted_networks_exempt: Fact[bool] = NOT_STATED
    """Whether callers from some networks are let off."""
    exemptions: Fact[tuple[Exemption | Unknown, ...]] = NOT_STATED
    """Everybody who is let off; empty for nobody."""


class Session(Kind, frozen=True, kw_only=True):
    """How long a person who has signed in stays signed in."""

    idle_minutes: Fact[float] = NOT_STATED
    """Minutes without activity after which the person must sign in again; ``None`` for never. Unknown where the
    service itself has no such setting, as the application behind it may have one."""
    max_minutes: Fact[float] = NOT_STATED
    """Minutes after which the session ends whatever happens; ``None`` for never. Unknown where no such setting
    exists."""
    encrypted: Fact[bool] = NOT_STATED
    """Whether what is typed and shown in a session on a machine is encrypted with a key of its own. Inapplicable to
    other sessions."""
    logged: Fact[bool] = NOT_STATED
    """Whether what is typed and shown in a session on a machine is kept. Inapplicable to other sessions."""
    logs_encrypted: Fact[bool] = NOT_STATED
    """Whether it is refused to keep that in places that are not encrypted. Inapplicable where nothing is kept."""


class RemoteAccess(Kind, frozen=True, kw_only=True):
    """A way for people to get into a network from outside: client VPN."""

    methods: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """``certificate``, ``directory`` (passwords of a directory), ``federated`` (an identity provider) or ``radius``."""
    second_factor: Fact[bool] = NOT_STATED
    """Whether nobody gets in with one factor alone. Unknown where an identity provider or directory decides."""
    logged: Fact[bool] = NOT_STATED
    """Whether connections are logged."""
    past_the_network: Fact[bool] = NOT_STATED
    """Whether a connected device still sends everything else straight to the internet (split tunnel)."""


class OrganisationRule(Kind, frozen=True, kw_only=True):
    """A rule of the organisation about the accounts beneath it: organization policies of Google Cloud, policy
    assignments of Azure."""

    name: Fact[str] = NOT_STATED
    """Name of the constraint or policy."""
    enforced: Fact[bool] = NOT_STATED
    """Whether it is in force where it is set, exceptions for single things aside. Unknown where one above decides."""
    guards: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """What it prevents while in force: ``outside_sharing``, ``public_objects``, ``object_lists`` (access lists on
    single objects), ``lasting_keys``, ``brought_keys``, ``preset_grants`` (rights that the cloud gives unasked),
    ``local_logins`` (accounts on machines that no directory knows), ``public_machines``, ``public_databases``; empty
    for something else. Inapplicable where the source shows only an id."""


class IdentityProvider(Kind, frozen=True, kw_only=True):
    """Somebody else's directory whose sign-ins the cloud accepts."""

    for_people: Fact[bool] = NOT_STATED
    """Whether people sign in by it; else programs do."""
    active: Fact[bool] = NOT_STATED
    """Whether it is accepted now."""
