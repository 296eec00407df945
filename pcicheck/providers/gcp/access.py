"""Who may do what on Google Cloud: IAM members, bindings and policies, read alike.

The three ways to write a grant (Terraform registry, hashicorp/google, ``google_*_iam``): ``_iam_member`` has ``role``
and one ``member``, ``_iam_binding`` has ``role`` and ``members``, ``_iam_policy`` has ``policy_data``, a JSON text
which ``data.google_iam_policy`` makes of ``binding`` blocks. The JSON is that of the IAM API (``bindings`` with
``role``, ``members``, ``condition``). Public principals: IAM documentation, "Principal identifiers": ``allUsers`` and
``allAuthenticatedUsers``, and ``principalSet://goog/public:all`` in the newer form. Roles for these two cannot be
conditional (same documentation, "Overview of IAM Conditions"), so a condition never makes them less public.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import any_true
from pcicheck.model.value import Unknown

Texts = tuple[str | Unknown, ...]
DATA_SOURCE = "data.google_iam_policy"
ANYONE, ANY_ACCOUNT = "anyone", "any_account"
_PUBLIC = {
    "allusers": ANYONE,
    "principalset://goog/public:all": ANYONE,
    "allauthenticatedusers": ANY_ACCOUNT,
}
_WHO = ("members", "member")
"""Only one of the two is right in each place. People mix them up, and what they mean is plain."""
_NO_EXPRESSION = Unknown("the condition is not known")


class Grant(Struct, frozen=True):
    """One role, given to some members."""

    role: str | Unknown
    """Role as written, such as ``roles/storage.objectViewer``."""
    members: Texts
    """Members as written. One that Terraform makes and that has no name yet is named by its address, as in
    ``serviceAccount:google_service_account.app`` or ``resource:google_project.pay``."""
    condition: str | None | Unknown = None
    """CEL expression under which it holds; ``None`` for always."""


Grants = tuple[Grant | Unknown, ...]
"""What somebody is given; a grant that is not known stands as ``Unknown``."""


def grants_of(document: Document) -> Grants:
    """All grants on a resource, from its IAM side-cars.

    One ``Unknown`` where neither a side-car nor the resource itself is in the input.
    """
    cars = [car for native_type, found in document.sidecars.items() if "_iam_" in native_type for car in found]
    if not cars and isinstance(document.values, Unknown):
        return (document.values,)
    return tuple(grant for car in cars for grant in read_grants(car))


def read_grants(document: Document) -> Grants:
    """The grants that one ``_iam_member``, ``_iam_binding``, ``_iam_policy`` or policy data source writes down."""
    if isinstance(document.values, Unknown):
        return (document.values,)
    if document.type.endswith("_iam_policy"):
        return _from_data_source(document) if document.type == DATA_SOURCE else _from_policy(document)
    return (_grant(document, tuple(who for path in _WHO for who in _members(document, document, path))),)


def parse_policy(text: Any) -> Grants:
    """The grants of an IAM policy, from JSON text or from data already decoded."""
    return _parse_text(text) if isinstance(text, str) else tuple(_from_json(text))


def public_principal(member: str) -> str | None:
    """``anyone`` on the internet, ``any_account`` of Google, or ``None`` for somebody whom the owner names."""
    return _PUBLIC.get(member.lower())


def is_public(grants: Grants, role: Callable[[str], bool] | None = None) -> bool | Unknown:
    """Whether everyone, or everyone with a Google account, is given something; ``role`` picks which roles count."""
    return any_true(*(_is_public(grant, role) for grant in grants))


def _is_public(grant: Grant | Unknown, role: Callable[[str], bool] | None) -> bool | Unknown:
    if isinstance(grant, Unknown):
        return grant
    if role is not None and isinstance(grant.role, str) and not role(grant.role):
        return False
    answer = any_true(*(m if isinstance(m, Unknown) else public_principal(m) is not None for m in grant.members))
    return grant.role if answer is True and role is not None and isinstance(grant.role, Unknown) else answer


def _grant(block: Block, members: Texts) -> Grant:
    role = block.text("role", Unknown("the role is not known"))
    condition = block.block("condition")
    expression = condition.text("expression", _NO_EXPRESSION) if isinstance(condition, Block) else condition
    return Grant("" if role is None else role, members, expression)


def _members(document: Document, block: Block, path: str) -> Texts:
    """Members of a block of ``document``. What is known only after apply is the name of something that Terraform
    makes, never one of the public words, when its expression leads to such a thing."""
    texts = _listed(block.texts(path.rpartition(".")[2]))
    known = tuple(text for text in texts if isinstance(text, str))
    if len(known) == len(texts):
        return known
    unknown = [text for text in texts if isinstance(text, Unknown)]
    if all(_is_part_known(text) for text in unknown):
        return (*known, *(text.draft for text in unknown))
    return (*known, *(tuple(_made(document, path)) or unknown))


def _is_part_known(text: Unknown) -> bool:
    """Whether it begins with ``serviceAccount:`` or the like, so that only the name behind it is open."""
    return ":" in text.draft.partition("${")[0]


def _made(document: Document, path: str) -> Iterator[str]:
    found = (target.address for target in document.follow_all(path))
    for address in dict.fromkeys((*document.surroundings.names(document, path), *found)):
        if "google_" in address:
            yield f"{_sort_of_member(address)}:{address}"


def _sort_of_member(address: str) -> str:
    if "service_account" in address or "service_identity" in address or "_sink." in address:
        return "serviceAccount"
    return "group" if "google_cloud_identity_group" in address else "resource"


def _from_policy(document: Document) -> Grants:
    data = document.get("policy_data")
    if isinstance(data, Unknown):
        source = document.follow("policy_data", DATA_SOURCE)
        return _from_data_source(source) if source else (data,)
    return () if data in (None, "") else parse_policy(data)


def _from_data_source(document: Document) -> Grants:
    if isinstance(document.values, Unknown):
        return (document.values,)
    text = document.get("policy_data")
    if isinstance(text, str) and text:
        return parse_policy(text)
    blocks = document.blocks("binding")
    if isinstance(blocks, Unknown):
        return (blocks,)
    # Bindings are a set, so an expression can be told to belong to one of them only where there is one.
    alone = len(blocks) == 1
    return tuple(
        block.values
        if isinstance(block.values, Unknown)
        else _grant(block, tuple(who for path in _WHO for who in _bound(document, block, path, alone)))
        for block in blocks
    )


def _bound(document: Document, block: Block, path: str, alone: bool) -> Texts:
    return _members(document, block, f"binding.{path}") if alone else _listed(block.texts(path))


@lru_cache(maxsize=1024)
def _parse_text(text: str) -> Grants:
    try:
        return tuple(_from_json(json.loads(text)))
    except (ValueError, RecursionError):
        return (Unknown("the IAM policy is not valid JSON"),)


def _from_json(policy: Any) -> Iterator[Grant | Unknown]:
    bindings = policy.get("bindings") if isinstance(policy, dict) else Unknown("the IAM policy is not a JSON object")
    if isinstance(bindings, Unknown):
        yield bindings
        return
    for binding in bindings if isinstance(bindings, list) else ():
        if isinstance(binding, dict):
            block = Block(binding)
            yield _grant(block, _listed(block.texts("members")))
        else:
            yield Unknown("a binding is not an object")


def _listed(texts: Texts | Unknown) -> Texts:
    return (texts,) if isinstance(texts, Unknown) else texts
