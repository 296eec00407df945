"""Role based access control of Envoy, and tokens: whom they let in.

``config.rbac.v3.RBAC``: ALLOW (the default) lets in what some policy fits, and nobody where there is none; a filter
with ``shadow_rules`` only refuses nobody. ``jwt_authn``: the first rule that fits a request decides; a request that no
rule fits, or whose rule has no requirement, needs no token; ``allow_missing`` lets callers in without one.
"""

from __future__ import annotations

from typing import Any, Literal

from pcicheck.model.document import Block
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.filters import Filter
from pcicheck.providers.envoy.messages import choice
from pcicheck.providers.envoy.peers import is_any

Proof = Literal["none", "certificate", "name"]
_STRENGTH: tuple[Proof, ...] = ("none", "certificate", "name")
_BY_MATCHER = Unknown("its policies are written as a matcher, which is not judged")
_RUNTIME_RULES = Unknown("which tokens it asks for is decided by what other filters found out")
_DEPTH = 12


def enforces(rbac: Filter) -> bool | Unknown:
    """Whether an access control filter refuses anybody, rather than only count."""
    if rbac.unknown:
        return rbac.unknown
    return any_true(rbac.config.get("rules") is not None, rbac.config.get("matcher") is not None)


def proof_asked(rbac: Filter) -> Proof | Unknown:
    """What every caller that is let in must prove: nothing, that he has a certificate, or that it carries a name."""
    if rbac.unknown:
        return rbac.unknown
    if rbac.config.get("matcher") is not None and rbac.config.get("rules") is None:
        return _BY_MATCHER
    rules = rbac.config.block("rules")
    if rules is None or isinstance(rules, Unknown):
        return rules or "none"
    action = choice(rules, "action", "ALLOW", "DENY", "LOG")
    policies = rules.get("policies")
    if isinstance(action, Unknown) or isinstance(policies, Unknown):
        return action if isinstance(action, Unknown) else policies
    if action != "ALLOW" or not isinstance(policies, (dict, type(None))):
        return "none"
    every = [_weakest(Block(policy).get("principals")) for policy in (policies or {}).values()]
    return _least(every, "name")


def _weakest(principals: Any, depth: int = _DEPTH) -> Proof | Unknown:
    """What any one of several alternatives asks."""
    if not isinstance(principals, list) or not depth:
        return principals if isinstance(principals, Unknown) else "none"
    return _least([_proof(item, depth) for item in principals], "none")


def _least(proofs: list[Proof | Unknown], nothing: Proof) -> Proof | Unknown:
    """The least of several; ``nothing`` of none."""
    known = [proof for proof in proofs if not isinstance(proof, Unknown)]
    if "none" in known:
        return "none"
    unknown = next((proof for proof in proofs if isinstance(proof, Unknown)), None)
    if unknown is not None:
        return unknown
    return min(known, key=_STRENGTH.index, default=nothing)


def _proof(principal: Any, depth: int) -> Proof | Unknown:
    if not isinstance(principal, dict):
        return principal if isinstance(principal, Unknown) else "none"
    if "or_ids" in principal:
        return _weakest(Block(principal).get("or_ids.ids"), depth - 1)
    if "and_ids" in principal:
        every = Block(principal).get("and_ids.ids")
        proofs = [_proof(item, depth - 1) for item in every] if isinstance(every, list) and depth else []
        known = [proof for proof in proofs if not isinstance(proof, Unknown)]
        return max(known, key=_STRENGTH.index, default="none")
    if "authenticated" not in principal:
        return "none"
    named = Block(principal).get("authenticated.principal_name")
    if isinstance(named, Unknown):
        return named
    return "certificate" if named is None or is_any(named) else "name"


def asks_token(jwt: Filter, match: Block) -> bool | Unknown:
    """Whether the token filter lets nobody through on a route without a valid token."""
    if jwt.unknown:
        return jwt.unknown
    config = jwt.config
    named = config.text("per_route.requirement_name")
    if named:
        return named if isinstance(named, Unknown) else _strict(_named(config, named), config)
    rules = config.blocks("rules")
    if isinstance(rules, Unknown):
        return rules
    open_before: bool | Unknown = False
    for rule in rules:
        fit = _fits(rule.get("match"), match)
        if fit == "never":
            continue
        strict = _rule_is_strict(rule, config)
        if fit == "always":
            return all_true(strict, _closed(open_before) if strict is True else True)
        open_before = any_true(open_before, strict is False or strict)
    return _RUNTIME_RULES if config.get("filter_state_rules") is not None else False


def _closed(open_before: bool | Unknown) -> bool | Unknown:
    return True if open_before is False else Unknown("some of its paths are let in without a token")


def _rule_is_strict(rule: Block, config: Block) -> bool | Unknown:
    name = rule.text("requirement_name")
    if isinstance(name, Unknown):
        return name
    return _strict(_named(config, name) if name else rule.get("requires"), config)


def _named(config: Block, name: str) -> Any:
    held = config.get("requirement_map")
    return held.get(name) if isinstance(held, dict) else held


def _strict(requirement: Any, config: Block, depth: int = _DEPTH) -> bool | Unknown:
    """Whether a requirement is met by nobody who has no valid token."""
    if not isinstance(requirement, dict) or not depth:
        return requirement if isinstance(requirement, Unknown) else False
    block = Block(requirement)
    for way, combine in (("requires_any", all_true), ("requires_all", any_true)):
        if way in requirement:
            parts = block.get(f"{way}.requirements")
            if not isinstance(parts, list) or not parts:
                return parts if isinstance(parts, Unknown) else False
            return combine(*(_strict(part, config, depth - 1) for part in parts))
    return any_true(block.has("provider_name"), block.has("provider_and_audiences"))


def _fits(rule: Any, route: Block) -> Literal["always", "sometimes", "never"]:
    """Which of the requests of a route a rule's match fits."""
    if not isinstance(rule, dict):
        return "sometimes" if isinstance(rule, Unknown) else "never"
    block = Block(rule)
    extra = any(block.get(name) is not None for name in ("headers", "query_parameters", "runtime_fraction"))
    prefix = block.get("prefix", block.get("path_separated_prefix"))
    fit = _fits_path(block, prefix, route)
    return "sometimes" if extra and fit == "always" else fit


def _fits_path(rule: Block, prefix: Any, route: Block) -> Literal["always", "sometimes", "never"]:
    of_route = route.get("prefix", route.get("path_separated_prefix"))
    exact = route.get("path")
    if prefix in ("/", "") or rule.get("safe_regex.regex") in (".*", "/.*", "^/.*$"):
        return "always"
    if isinstance(prefix, str):
        text = exact if isinstance(exact, str) else of_route
        if not isinstance(text, str):
            return "sometimes"
        if text.startswith(prefix):
            return "always"
        return "sometimes" if exact is None and prefix.startswith(text) else "never"
    path = rule.get("path")
    if isinstance(path, str):
        if isinstance(exact, str):
            return "always" if exact == path else "never"
        return "never" if isinstance(of_route, str) and not path.startswith(of_route) else "sometimes"
    same = rule.get("safe_regex.regex") is not None and rule.get("safe_regex.regex") == route.get("safe_regex.regex")
    return "always" if same else "sometimes"
