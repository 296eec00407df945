"""Outside identities: workload identity pools for programs, workforce pools for people.

Terraform registry, hashicorp/google: ``google_iam_workload_identity_pool_provider`` (``attribute_condition`` unset
lets in every identity that the issuer vouches for; ``disabled`` default false; one of ``aws``, ``oidc``, ``saml``,
``x509``), ``google_iam_workforce_pool_provider``, ``google_iam_workforce_pool`` (``session_duration`` default 3600s).
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Party, Trust
from pcicheck.model.kinds.signin import IdentityProvider, Session
from pcicheck.model.logic import negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.identity.cel import binds_owner
from pcicheck.providers.gcp.identity.durations import minutes
from pcicheck.providers.jobs import GITHUB, SHARED, host_of
from pcicheck.providers.reading import is_set

_KINDS = ("aws", "saml", "x509")
_NO_IDLE = Unknown("the service has no idle timeout; the application may have one")
_NO_GUESTS = Inapplicable("only identities that the provider vouches for get in")


def workload_provider(document: Document) -> Iterator[Resource]:
    """An issuer whose programs may come in."""
    parties = document.values if isinstance(document.values, Unknown) else (_party(document),)
    yield resource(document, Trust(parties=parties, guests=_NO_GUESTS), names=(document.text("name"),))
    active = negated(document.flag("disabled", False))
    yield resource(document, IdentityProvider(for_people=False, active=active), part="provider")


def workforce_provider(document: Document) -> Iterator[Resource]:
    """A directory whose people may come in."""
    active = negated(document.flag("disabled", False))
    yield resource(document, IdentityProvider(for_people=True, active=active), names=(document.text("name"),))


def workforce_pool(document: Document) -> Iterator[Resource]:
    """A pool of people, and how long they stay signed in."""
    longest = minutes(document.text("session_duration", "3600s"))
    yield resource(document, Session(idle_minutes=_NO_IDLE, max_minutes=longest), names=(document.text("name"),))


def _party(document: Document) -> Party:
    issuer = _issuer(document)
    shared: Fact[bool] = issuer if isinstance(issuer, Unknown) else host_of(issuer) in SHARED
    return Party(
        kind="provider",
        name=issuer,
        account=None,
        same_account=False,
        narrowed=_is_conditional(document),
        external_id=False,
        mfa=False,
        source_bound=False,
        for_others=False,
        shared_provider=shared,
        subject_bound=_bound(document, issuer) if shared is not False else False,
    )


def _issuer(document: Document) -> str | Unknown:
    if any(document.has(kind) is True for kind in _KINDS):
        return next(kind for kind in _KINDS if document.has(kind) is True)
    issuer = document.text("oidc.issuer_uri") or document.text("issuer_uri")
    return issuer if issuer is not None else "none"


def _bound(document: Document, issuer: str | Unknown) -> bool | Unknown:
    host = GITHUB if isinstance(issuer, Unknown) else host_of(issuer)  # the strictest, as it may be
    condition = document.text("attribute_condition")
    if isinstance(condition, Unknown):
        return True if condition.draft and binds_owner(condition.draft, host) is True else condition
    return binds_owner(condition, host) if condition else False


def _is_conditional(document: Document) -> bool | Unknown:
    """Whether there is a condition, be it known only in part."""
    condition = document.get("attribute_condition")
    if isinstance(condition, Unknown) and not condition.draft.startswith("${") and condition.draft:
        return True
    return is_set(document, "attribute_condition")
