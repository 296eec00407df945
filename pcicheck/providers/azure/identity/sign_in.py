"""Conditional access policies of Microsoft Entra ID.

Terraform registry, hashicorp/azuread, ``azuread_conditional_access_policy``: ``state`` is ``enabled``, ``disabled`` or
``enabledForReportingButNotEnforced``; ``grant_controls.operator`` AND or OR over ``built_in_controls``,
``authentication_strength_policy_id`` and terms; ``sign_in_frequency_interval`` default timeBased. Entra documentation,
"Conditional Access authentication strength" (ids of the built-in strengths, single-factor combinations), "Block legacy
authentication" (``exchangeActiveSync`` and ``other``), "Microsoft Entra built-in roles" (template id of Global
Administrator), "Configure adaptive session lifetime policies" (every time means five minutes at the least).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.signin import Exemption, Session, SignInPolicy
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_one_of

STRENGTH = "azuread_authentication_strength_policy"
_GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
_BUILT_IN_STRENGTHS = tuple(f"00000000-0000-0000-0000-00000000000{n}" for n in (2, 3, 4))
_SINGLE_FACTORS = frozenset({"password", "sms", "federatedSingleFactor", "x509CertificateSingleFactor", "qrCodePin"})
_CIRCUMSTANCES = (
    "user_risk_levels",
    "sign_in_risk_levels",
    "service_principal_risk_levels",
    "insider_risk_levels",
    "devices.filter",
    "client_applications",
    "authentication_flow_transfer_methods",
)
_EXCLUDED = {"excluded_users": "user", "excluded_groups": "group", "excluded_roles": "role"}
_GROUPS = Unknown("whether administrators are in the groups that it names is not stated")
_NO_IDLE = Unknown("the service has no idle timeout; the application may have one")
_EVERY_TIME = 5


def policy(document: Document) -> Iterator[Resource]:
    """A policy, and the sessions that it limits."""
    facts = facts_of(document)
    yield resource(document, facts)
    controls = document.block("session_controls")
    if isinstance(controls, Block) and facts.enforced is not False:
        longest = _frequency(controls)
        if longest is not None:
            yield resource(document, Session(idle_minutes=_NO_IDLE, max_minutes=longest), part="session")


def demands_second_factor(document: Document) -> bool | Unknown:
    """Whether a policy makes everyone show a second factor for everything."""
    facts = facts_of(document)
    exempt = any_true(facts.conditional, facts.trusted_networks_exempt)
    wanted = (facts.enforced, facts.everyone, facts.everything, facts.modern_clients, facts.second_factor)
    return all_true(*wanted, negated(exempt))


def facts_of(document: Document) -> SignInPolicy:
    """The facts of a policy."""
    if isinstance(document.values, Unknown):
        return SignInPolicy(**dict.fromkeys(SignInPolicy.__struct_fields__, document.values))
    users, where = "conditions.users", "conditions.locations"
    everyone = _includes(document, f"{users}.included_users", "All")
    clients = document.texts("conditions.client_app_types")
    alternatives = _alternatives(document)
    return SignInPolicy(
        enforced=is_one_of(document, "state", Unknown("the state is not stated"), "enabled"),
        everyone=everyone,
        administrators=_administrators(document, everyone),
        everything=_everything(document),
        conditional=_conditional(document),
        modern_clients=_clients(clients, "browser", "mobileAppsAndDesktopClients"),
        legacy_clients=_clients(clients, "exchangeActiveSync", "other"),
        blocks=_includes(document, "grant_controls.built_in_controls", "block"),
        names_second_factor=any_true(*alternatives),
        second_factor=_second_factor(document, alternatives),
        trusted_networks_exempt=document.has(f"{where}.excluded_locations"),
        exemptions=_exemptions(document, users),
    )


def _includes(document: Document, path: str, wanted: str) -> bool | Unknown:
    texts = document.texts(path)
    if isinstance(texts, Unknown):
        return texts
    return any_true(*(text if isinstance(text, Unknown) else text.lower() == wanted.lower() for text in texts))


def _administrators(document: Document, everyone: bool | Unknown) -> bool | Unknown:
    roles = _includes(document, "conditions.users.included_roles", _GLOBAL_ADMINISTRATOR)
    named = any_true(everyone, roles)
    if named is False and document.has("conditions.users.included_groups") is not False:
        return _GROUPS
    return named


def _everything(document: Document) -> bool | Unknown:
    apps = "conditions.applications"
    left_out = any_true(document.has(f"{apps}.excluded_applications"), document.has(f"{apps}.filter"))
    return all_true(_includes(document, f"{apps}.included_applications", "All"), negated(left_out))


def _conditional(document: Document) -> bool | Unknown:
    listed = any_true(*(document.has(f"conditions.{path}") for path in _CIRCUMSTANCES))
    return any_true(
        listed,
        _limited(document, "conditions.platforms", "platforms", "all"),
        _limited(document, "conditions.locations", "locations", "All"),
        document.has("conditions.platforms.excluded_platforms"),
    )


def _limited(document: Document, block: str, what: str, every: str) -> bool | Unknown:
    there = document.has(block)
    if there is not True:
        return there
    return negated(_includes(document, f"{block}.included_{what}", every))


def _clients(types: tuple[str | Unknown, ...] | Unknown, *wanted: str) -> bool | Unknown:
    if isinstance(types, Unknown):
        return types
    known = {name.lower() for name in types if isinstance(name, str)}
    if "all" in known or {name.lower() for name in wanted} <= known:
        return True
    return next((name for name in types if isinstance(name, Unknown)), False)


def _alternatives(document: Document) -> list[bool | Unknown]:
    """For each thing that the policy asks for, whether it is a second factor."""
    controls = document.texts("grant_controls.built_in_controls")
    if isinstance(controls, Unknown):
        return [controls]
    found = [name if isinstance(name, Unknown) else name.lower() == "mfa" for name in controls]
    if document.has("grant_controls.authentication_strength_policy_id") is not False:
        found.append(_strength(document))
    for path in ("terms_of_use", "custom_authentication_factors"):
        if document.has(f"grant_controls.{path}") is not False:
            found.append(False)
    return found


def _second_factor(document: Document, alternatives: list[bool | Unknown]) -> bool | Unknown:
    if not alternatives:
        return False
    if len(alternatives) == 1:
        return any_true(*alternatives)
    needs_all = is_one_of(document, "grant_controls.operator", Unknown("the operator is not stated"), "and")
    if needs_all is True:
        return any_true(*alternatives)
    one_does = all_true(*alternatives)
    return one_does if needs_all is False or one_does is True else needs_all


def _strength(document: Document) -> bool | Unknown:
    path = "grant_controls.authentication_strength_policy_id"
    own = document.follow(path, STRENGTH)
    if own is None and any(f"{STRENGTH}." in name for name in document.surroundings.names(document, path)):
        own = next(iter(document.surroundings.of_type(STRENGTH)), None)
    if own is not None:
        allowed = own.texts("allowed_combinations")
        if isinstance(allowed, Unknown):
            return allowed
        return negated(any_true(*(way if isinstance(way, Unknown) else way in _SINGLE_FACTORS for way in allowed)))
    name = document.text(path)
    if isinstance(name, str) and name.rpartition("/")[2] in _BUILT_IN_STRENGTHS:
        return True
    return name if isinstance(name, Unknown) else Unknown("the authentication strength is not in this input")


def _exemptions(document: Document, users: str) -> Fact[tuple[Exemption | Unknown, ...]]:
    found: list[Exemption | Unknown] = []
    for name, kind in _EXCLUDED.items():
        path = f"{users}.{name}"
        texts = document.texts(path)
        listed = (texts,) if isinstance(texts, Unknown) else texts
        known = [text for text in listed if isinstance(text, str)]
        unknown = [text for text in listed if isinstance(text, Unknown)]
        if unknown and (made := document.surroundings.names(document, path)):
            known, unknown = [*known, *dict.fromkeys(made)], []
        found += [Exemption(name=text, kind=kind) for text in known]
        found += unknown
    guests = document.has(f"{users}.excluded_guests_or_external_users")
    if isinstance(guests, Unknown):
        found.append(guests)
    elif guests:
        found.append(Exemption(name="GuestsOrExternalUsers", kind="guests"))
    return tuple(found)


def _frequency(controls: Block) -> float | None | Unknown:
    """Minutes after which people must sign in again; ``None`` where the policy does not say."""
    if is_one_of(controls, "sign_in_frequency_interval", "timebased", "everytime") is True:
        return _EVERY_TIME
    count = controls.number("sign_in_frequency")
    if count is None or isinstance(count, Unknown):
        return count
    days = is_one_of(controls, "sign_in_frequency_period", "hours", "days")
    return days if isinstance(days, Unknown) else count * (1440 if days else 60)
