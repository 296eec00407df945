"""Programs from outside that may act as an application or managed identity of Azure.

Terraform registry, hashicorp/azuread, ``azuread_application_federated_identity_credential`` (``issuer``, ``subject``)
and ``azuread_application_flexible_federated_identity_credential`` (``claims_matching_expression``);
hashicorp/azurerm, ``azurerm_federated_identity_credential``. Entra documentation, "Workload identity federation": the
subject must be equal; "Flexible federated identity credentials": ``claims['sub'] matches 'repo:owner/name:*'`` with
``*`` and ``?``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.identity import Party, Trust
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.jobs import GITHUB, SHARED, host_of, owned

_NO_GUESTS = Inapplicable("only the program that the subject names gets in")
_CLAIM = re.compile(r"claims\['(sub|job_workflow_ref)'\]\s+(?:eq|matches)\s+'([^']*)'")


def credential(document: Document) -> Iterator[Resource]:
    """One issuer and subject that may come in."""
    if isinstance(document.values, Unknown):
        yield resource(document, Trust(parties=document.values, guests=_NO_GUESTS))
        return
    issuer = document.text("issuer", Unknown("the issuer is not stated"))
    host = host_of(issuer) if isinstance(issuer, str) else GITHUB  # the strictest, as it may be
    shared: Fact[bool] = issuer if isinstance(issuer, Unknown) else host in SHARED
    party = Party(
        kind="provider",
        name=issuer,
        account=None,
        same_account=False,
        narrowed=True,
        external_id=False,
        mfa=False,
        source_bound=False,
        for_others=False,
        shared_provider=shared,
        subject_bound=_bound(document, host),
    )
    yield resource(document, Trust(parties=(party,), guests=_NO_GUESTS))


def _bound(document: Document, host: str) -> bool | Unknown:
    expression = document.text("claims_matching_expression")
    if expression is not None:
        return expression if isinstance(expression, Unknown) else _expression_bound(expression, host)
    subject = document.text("subject")
    if isinstance(subject, Unknown):
        # What is known only in part is judged by its beginning: "repo:owner/${var.name}:ref:…".
        return True if ":" in subject.draft and owned(subject.draft, host) else subject
    return owned(subject, host) if subject else False


def _expression_bound(expression: str, host: str) -> bool:
    found = _CLAIM.findall(expression)
    return any_true(*(claim == "job_workflow_ref" or owned(value, host) for claim, value in found)) is True
