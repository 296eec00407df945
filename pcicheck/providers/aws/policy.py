"""AWS policy documents: JSON texts and ``aws_iam_policy_document`` data sources, read alike.

Grammar: AWS IAM User Guide, "Grammar of the IAM JSON policy language". Data source: Terraform registry,
hashicorp/aws, ``aws_iam_policy_document`` (``effect`` defaults to Allow; ``test``/``variable``/``values``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document, decoded
from pcicheck.model.value import Unknown

Texts = tuple[str | Unknown, ...]
DATA_SOURCE = "data.aws_iam_policy_document"


class PolicyCondition(Struct, frozen=True):
    """One condition of a statement."""

    operator: str
    """Operator in lower case, such as ``stringequals``."""
    key: str
    """Context key in lower case, such as ``aws:sourceaccount``."""
    values: Texts
    """Values that satisfy it."""


class Statement(Struct, frozen=True):
    """One statement of a policy."""

    allow: bool
    """Whether it allows; else it denies."""
    principals: Texts = ()
    """``*`` or ``AWS:…``, ``Service:…``, ``Federated:…``; empty in identity policies."""
    not_principals: Texts = ()
    """The same for NotPrincipal."""
    actions: Texts = ()
    """Actions as written."""
    not_actions: Texts = ()
    """NotAction as written."""
    resources: Texts = ()
    """Resources as written."""
    not_resources: Texts = ()
    """NotResource as written."""
    conditions: tuple[PolicyCondition, ...] = ()
    """All of them must hold."""
    sid: str = ""
    """Statement id."""


_NO_PAIRS = Unknown("the conditions of a statement are not known")
Policy = tuple[Statement | Unknown, ...]
"""The statements of a policy; one that is not known stands as ``Unknown``."""


def read_policy(document: Document, path: str = "policy") -> Policy | None | Unknown:
    """The policy at ``path``: a JSON text, or the policy document that the attribute refers to.

    ``None`` where none is set; ``Unknown`` where it cannot be known or is not valid JSON.
    """
    value = document.get(path)
    if value is None or value == "":
        return None
    if isinstance(value, Unknown):
        source = document.follow(path, DATA_SOURCE)
        if source is None and value.draft:
            return parse_policy(document.json(path))
        return from_data_source(source) if source else value
    return parse_policy(value)


def resolved(document: Document, text: Unknown) -> Policy | Unknown:
    """The policy that one of several texts of ``document`` will hold, where it comes from one policy document."""
    made = [source for source in document.surroundings.of_type(DATA_SOURCE) if source.address in text.refers]
    return from_data_source(made[0]) if len(made) == len(text.refers) == 1 and made[0] is not document else text


def parse_policy(text: Any) -> Policy | Unknown:
    """Read a policy from JSON text or from data already decoded."""
    return _parse_text(text) if isinstance(text, str) else _parse_data(text)


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> Policy | Unknown:
    """Modules repeat the same policy over and over; it is read once."""
    try:
        return _parse_data(decoded(text))
    except (ValueError, RecursionError):
        return Unknown("the policy is not valid JSON")


def _parse_data(text: Any) -> Policy | Unknown:
    if isinstance(text, Unknown):
        return text
    if not isinstance(text, dict):
        return Unknown("the policy is not a JSON object")
    written = text.get("Statement")
    statements = written if isinstance(written, list) else [written] if written else []
    return tuple(
        _from_json(item) if isinstance(item, dict) else Unknown("a statement is no object") for item in statements
    )


def from_data_source(document: Document) -> Policy | Unknown:
    """Read a policy document data source, with the documents that it builds on."""
    text = document.get("json")
    if isinstance(text, str) and text:
        return parse_policy(text)
    base = _included(document, ("source_policy_documents", "source_json"))
    override = _included(document, ("override_policy_documents", "override_json"))
    own = document.blocks("statement")
    statements = own if isinstance(own, Unknown) else tuple(_from_block(block) for block in own)
    merged = _overlaid(list(base), (statements,) if isinstance(statements, Unknown) else statements)
    for statement in override:
        merged = _overlaid(merged, (statement,))
    return tuple(merged)


def _overlaid(below: list[Statement | Unknown], layer: Policy) -> list[Statement | Unknown]:
    """Statements, replaced by those of a layer above with the same Sid. Two with one Sid in the same layer, which the
    provider refuses, both stay: neither may hide what the other allows."""
    above = {statement.sid for statement in layer if isinstance(statement, Statement) and statement.sid}
    kept = [old for old in below if not (isinstance(old, Statement) and old.sid in above)]
    return [*kept, *layer]


def _included(document: Document, paths: Iterable[str]) -> Policy:
    found: list[Statement | Unknown] = []
    for path in paths:
        texts = document.texts(path)
        missing, named = 0, set[str]()
        for text in (texts,) if isinstance(texts, Unknown) else texts:
            policy = _one_of(document, text) if text != "" else ()
            if isinstance(policy, Unknown):
                missing += 1
                continue
            found += policy
            named.update(text.refers if isinstance(text, Unknown) else ())
        if missing:
            others = [s for s in document.follow_all(path, DATA_SOURCE) if s is not document and s.address not in named]
            for source in others:
                inner = from_data_source(source)
                found += (inner,) if isinstance(inner, Unknown) else inner
            found += [Unknown(f"{path} is not known")] if len(others) < missing else []
    return tuple(found)


def _one_of(document: Document, text: str | Unknown) -> Policy | Unknown:
    """The policy that one of several texts holds, or that stands in what is known of it."""
    if isinstance(text, str):
        return parse_policy(text)
    policy = resolved(document, text)
    draft = Block({"text": text}).json("text") if isinstance(policy, Unknown) and text.draft else policy
    return parse_policy(draft) if isinstance(draft, dict) else policy


def _from_json(raw: dict[str, Any]) -> Statement:
    return Statement(
        allow=str(raw.get("Effect", "")).lower() == "allow",
        principals=_principals(raw.get("Principal")),
        not_principals=_principals(raw.get("NotPrincipal")),
        actions=_texts(raw.get("Action")),
        not_actions=_texts(raw.get("NotAction")),
        resources=_texts(raw.get("Resource")),
        not_resources=_texts(raw.get("NotResource")),
        conditions=tuple(_json_conditions(raw.get("Condition"))),
        sid=str(raw.get("Sid") or ""),
    )


def _json_conditions(raw: Any) -> Iterator[PolicyCondition]:
    """The conditions of a statement; those that are not known stand as one without a key."""
    for operator, pairs in raw.items() if isinstance(raw, dict) else (("", raw),):
        if isinstance(pairs, dict):
            for key, values in pairs.items():
                yield PolicyCondition(str(operator).lower(), str(key).lower(), _texts(values))
        elif pairs:
            yield PolicyCondition("", "", (pairs if isinstance(pairs, Unknown) else _NO_PAIRS,))


def _from_block(block: Block) -> Statement | Unknown:
    if isinstance(block.values, Unknown):
        return block.values
    effect = block.text("effect", "Allow")
    if isinstance(effect, Unknown):
        return effect
    lists = [block.texts(name) for name in ("actions", "not_actions", "resources", "not_resources")]
    conditions = block.blocks("condition")
    return Statement(
        allow=str(effect).lower() == "allow",
        principals=_block_principals(block, "principals"),
        not_principals=_block_principals(block, "not_principals"),
        actions=_listed(lists[0]),
        not_actions=_listed(lists[1]),
        resources=_listed(lists[2]),
        not_resources=_listed(lists[3]),
        conditions=(PolicyCondition("", "", (conditions,)),)
        if isinstance(conditions, Unknown)
        else tuple(map(_condition, conditions)),
        sid=str(block.get("sid") or ""),
    )


def _condition(block: Block) -> PolicyCondition:
    """One condition; of a key that is not known, what is known of it stands there, as in JSON."""
    operator, key = block.text("test"), block.text("variable")
    written = _named(key) if isinstance(key, Unknown) else key or ""
    unsure = next((part for part in (operator, written) if isinstance(part, Unknown)), None)
    if unsure:
        return PolicyCondition("", "", (unsure,))
    return PolicyCondition(str(operator or "").lower(), str(written).lower(), _listed(block.texts("values")))


def _block_principals(block: Block, path: str) -> Texts:
    blocks = block.blocks(path)
    if isinstance(blocks, Unknown):
        return (blocks,)
    found: list[str | Unknown] = []
    for item in blocks:
        kind = item.text("type")
        for name in _listed(item.texts("identifiers")):
            if isinstance(kind, Unknown) or isinstance(name, Unknown):
                found.append(name if isinstance(name, Unknown) else Unknown("the principal's type is not known"))
            else:
                found.append("*" if kind == "*" else f"{kind}:{name}")
    return tuple(found)


def _principals(raw: Any) -> Texts:
    if isinstance(raw, dict):
        return tuple(
            name if isinstance(name, Unknown) else f"{kind}:{name}"
            for kind, names in raw.items()
            for name in _texts(names)
        )
    return _texts(raw)


def _texts(raw: Any) -> Texts:
    if raw is None:
        return ()
    return tuple(_text(item) for item in raw) if isinstance(raw, list) else (_text(raw),)


def _text(value: Any) -> str | Unknown:
    if isinstance(value, Unknown):
        return _named(value)
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _listed(texts: Texts | Unknown) -> Texts:
    if isinstance(texts, Unknown):
        return (texts,)
    return tuple(_named(text) if isinstance(text, Unknown) else text for text in texts)


def _named(text: Unknown) -> str | Unknown:
    """An attribute of a named resource, or a text that is known in part, stands for one thing: it is no wildcard."""
    if text.refers and not text.draft:
        return f"${{{text.refers[0]}}}"
    return text.draft if text.draft not in ("", "${unknown}") else text
