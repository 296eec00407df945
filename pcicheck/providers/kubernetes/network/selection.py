"""Which pods the network policies of an input select, and whether they leave a direction open.

Kubernetes, "Network Policies": an empty ``podSelector`` selects every pod of the namespace; a pod that some policy
selects for a direction is closed in it but for what policies allow together. Cilium, "Network Policy": a rule that
holds ``ingress`` (``egress``) closes that direction unless ``enableDefaultDeny`` says otherwise; ``ingress: [{}]``
allows nothing; the entity ``all`` is everybody, ``world`` everything outside the cluster. Calico, "Network policy"
v3: a policy closes the directions in its ``types``, by default Ingress, and Egress where egress rules are written;
``all()`` or no selector selects everything; rules are tried in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import span, wide
from pcicheck.providers.kubernetes.beside import objects
from pcicheck.providers.kubernetes.manifest import Manifest

INGRESS, EGRESS = "ingress", "egress"
DIRECTIONS = (INGRESS, EGRESS)
CILIUM, CILIUM_ALL = "cilium.io/CiliumNetworkPolicy", "cilium.io/CiliumClusterwideNetworkPolicy"
CALICO_GROUPS = ("projectcalico.org", "crd.projectcalico.org")
_EVERYBODY = ("all",)
_SELECTOR = re.compile(r"""^\s*([\w./-]+)\s*==\s*["']([^"']*)["']\s*$""")
_NOT_IN = re.compile(r"""^\s*[\w./-]+\s+not\s+in\s+\{([^}]*)\}\s*$""")
_NAMES = re.compile(r"""["']([^"']+)["']""")
_HARD = Unknown("its selector is too involved to be judged here")
_NO_NAMESPACE = "kubernetes.io/metadata.name"

Labels = dict[str, Any]


class Selection(Struct, frozen=True):
    """What one policy selects. Plain data, so that it may be kept."""

    namespace: str | None | Unknown
    """Namespace of the pods; ``None`` for all."""
    spared: tuple[str, ...]
    """Namespaces that it leaves out where it is for all."""
    selector: Any
    """Selector as Kubernetes writes it; empty for every pod."""
    closed: dict[str, bool | Unknown]
    """Directions in which pods that it selects are closed but for what is allowed."""
    opened: dict[str, bool | Unknown]
    """Directions in which it lets everybody in, or out to everywhere, on every port."""

    def covers(self, namespace: str) -> bool | Unknown:
        """Whether it holds in a namespace."""
        if self.namespace is None:
            return namespace not in self.spared
        return self.namespace if isinstance(self.namespace, Unknown) else self.namespace == namespace

    @property
    def everyone(self) -> bool | Unknown:
        """Whether it selects every pod."""
        return self.selector if isinstance(self.selector, Unknown) else not _conditions(self.selector)


class Selections(Struct, frozen=True):
    """What every policy of an input selects."""

    inside: dict[str, list[Selection]]
    """Those of one namespace each."""
    others: list[Selection]
    """Those of all namespaces, and of unknown ones."""

    def of(self, namespace: str) -> list[Selection]:
        """Those that may hold in a namespace."""
        return self.inside.get(namespace, []) + self.others

    @property
    def any(self) -> bool:
        """Whether there is any."""
        return bool(self.inside or self.others)


def selections(document: Document) -> Selections:
    """What every policy in the input selects."""
    found = Selections({}, [])
    for one in (*_plain(document), *_cilium(document), *_calico(document)):
        place = one.namespace
        (found.inside.setdefault(place, []) if isinstance(place, str) else found.others).append(one)
    return found


def selects(selector: Any, labels: Labels | Unknown) -> bool | Unknown:
    """Whether a selector fits labels."""
    if isinstance(selector, Unknown):
        return selector
    if not isinstance(selector, dict) or not _conditions(selector):
        return True
    if isinstance(labels, Unknown):
        return labels
    block = Block(selector)
    wanted, expressions = block.get("matchLabels", {}), block.blocks("matchExpressions")
    if isinstance(wanted, Unknown) or isinstance(expressions, Unknown):
        return wanted if isinstance(wanted, Unknown) else expressions  # type: ignore[return-value]
    items = wanted.items() if isinstance(wanted, dict) else ()
    return all_true(
        *(_equal(labels.get(_plain_key(key)), value) for key, value in items), *(_met(e, labels) for e in expressions)
    )


def policy_types(manifest: Manifest) -> tuple[str | Unknown, ...] | Unknown:
    """Directions that a network policy filters, in lower case."""
    written = manifest.texts("spec.policyTypes")
    if isinstance(written, Unknown):
        return written
    if written:
        return tuple(word if isinstance(word, Unknown) else word.lower() for word in written)
    outgoing = manifest.get("spec.egress")
    return (INGRESS,) if outgoing in (None, []) else DIRECTIONS


def _plain(document: Document) -> Iterator[Selection]:
    for policy in objects(document, "NetworkPolicy"):
        if isinstance(policy.values, Unknown):
            unknown: dict[str, bool | Unknown] = dict.fromkeys(DIRECTIONS, policy.values)
            yield Selection(policy.namespace, (), {}, unknown, dict.fromkeys(DIRECTIONS, False))
            continue
        types = policy_types(policy)
        closed = {d: types if isinstance(types, Unknown) else _among(d, types) for d in DIRECTIONS}
        opened = {d: _opens(policy.get(f"spec.{d}"), peers) for d, peers in ((INGRESS, "from"), (EGRESS, "to"))}
        yield Selection(policy.namespace, (), policy.get("spec.podSelector", {}), closed, opened)


def _among(direction: str, types: tuple[str | Unknown, ...]) -> bool | Unknown:
    return any_true(*(word if isinstance(word, Unknown) else word == direction for word in types))


def _opens(rules: Any, peers: str) -> bool | Unknown:
    """Whether one of the rules lets through everything."""
    if isinstance(rules, Unknown):
        return rules
    return any_true(*(_opens_all(Block(rule), peers) for rule in _items(rules)))


def _opens_all(rule: Block, peers: str) -> bool | Unknown:
    """Whether a rule names neither peers nor ports, or only peers that are everybody."""
    if isinstance(rule.values, Unknown):
        return rule.values
    ports, named = rule.get("ports"), rule.get(peers)
    if isinstance(ports, Unknown) or isinstance(named, Unknown):
        return ports if isinstance(ports, Unknown) else named
    if ports:
        return False
    return not named or any_true(*(_is_everybody(Block(peer)) for peer in _items(named)))


def _is_everybody(peer: Block) -> bool | Unknown:
    if _is_every_pod(peer):
        return True
    cidr = peer.text("ipBlock.cidr")
    if isinstance(cidr, Unknown):
        return cidr
    found = span(cidr) if cidr else None
    return found is not None and not peer.get("ipBlock.except") and bool(wide((found,)))


def _is_every_pod(peer: Block) -> bool:
    """Whether it is every pod of every namespace: other tenants, and whatever gets into the cluster."""
    return peer.get("namespaceSelector") == {} and not peer.get("podSelector") and not peer.get("ipBlock")


def _items(value: Any) -> list[Any]:
    items = value if isinstance(value, list) else [value]
    return [item if isinstance(item, (dict, Unknown)) else {} for item in items if item is not None]


def _cilium(document: Document) -> Iterator[Selection]:
    for kind in (CILIUM, CILIUM_ALL):
        for policy in objects(document, kind):
            place = policy.namespace if kind == CILIUM else None
            for spec in cilium_specs(policy):
                if isinstance(spec.values, Unknown):
                    unknown: dict[str, bool | Unknown] = dict.fromkeys(DIRECTIONS, spec.values)
                    yield Selection(place, (), {}, unknown, dict.fromkeys(DIRECTIONS, False))
                elif spec.get("endpointSelector") is not None:
                    closed = {d: _cilium_closes(spec, d) for d in DIRECTIONS}
                    opened = {
                        INGRESS: _cilium_opens(spec, INGRESS, "from"),
                        EGRESS: _cilium_opens(spec, EGRESS, "to"),
                    }
                    yield Selection(place, (), spec.get("endpointSelector", {}), closed, opened)


def cilium_specs(policy: Manifest) -> tuple[Block, ...]:
    """The rules of a policy of Cilium, of which it may hold several."""
    if isinstance(policy.values, Unknown):
        return (Block(policy.values),)
    found = [block for name in ("spec", "specs") for block in _blocks(policy, name)]
    return tuple(found)


def _blocks(block: Block, name: str) -> tuple[Block, ...]:
    found = block.blocks(name)
    return (Block(found),) if isinstance(found, Unknown) else found


def _cilium_closes(spec: Block, direction: str) -> bool | Unknown:
    written = spec.flag(f"enableDefaultDeny.{direction}")
    if written is not None:
        return written
    return any_true(spec.has(direction), spec.has(f"{direction}Deny"))


def _cilium_opens(spec: Block, direction: str, word: str) -> bool | Unknown:
    return any_true(*(cilium_everybody(rule, word) for rule in _blocks(spec, direction)))


def cilium_everybody(rule: Block, word: str) -> bool | Unknown:
    """Whether a rule of Cilium is for everybody on every port."""
    if isinstance(rule.values, Unknown):
        return rule.values
    if rule.has("toPorts") is not False:
        return False
    entities = rule.texts(f"{word}Entities")
    if isinstance(entities, Unknown):
        return entities
    return any_true(*(e if isinstance(e, Unknown) else e in _EVERYBODY for e in entities))


def _calico(document: Document) -> Iterator[Selection]:
    for group in CALICO_GROUPS:
        for kind in ("NetworkPolicy", "GlobalNetworkPolicy"):
            for policy in objects(document, f"{group}/{kind}"):
                yield _of_calico(policy, everywhere=kind != "NetworkPolicy")


def _of_calico(policy: Manifest, *, everywhere: bool) -> Selection:
    place: str | None | Unknown = policy.namespace
    spared: tuple[str, ...] = ()
    if everywhere:
        place, spared = _calico_places(policy.text("spec.namespaceSelector"))
    types = policy.texts("spec.types")
    if not types:
        types = ("Ingress", "Egress") if policy.has("spec.egress") is True else ("Ingress",)
    lowered = types if isinstance(types, Unknown) else tuple(t if isinstance(t, Unknown) else t.lower() for t in types)
    closed = {d: lowered if isinstance(lowered, Unknown) else _among(d, lowered) for d in DIRECTIONS}
    opened = {INGRESS: _calico_opens(policy, INGRESS, "source"), EGRESS: _calico_opens(policy, EGRESS, "destination")}
    return Selection(place, spared, _calico_selector(policy.text("spec.selector")), closed, opened)


def _calico_places(text: Any) -> tuple[str | None | Unknown, tuple[str, ...]]:
    if isinstance(text, Unknown):
        return text, ()
    if not text or text.strip() in ("all()", "global()"):
        return None, ()
    if match := _NOT_IN.match(text):
        return None, tuple(_NAMES.findall(match[1]))
    if (match := _SELECTOR.match(text)) and match[1] in (_NO_NAMESPACE, "projectcalico.org/name"):
        return match[2], ()
    return _HARD, ()


def _calico_selector(text: Any) -> Any:
    if isinstance(text, Unknown):
        return text
    if not text or text.strip() == "all()":
        return {}
    if match := _NOT_IN.match(text):
        return {} if "namespace" in text else _HARD
    match = _SELECTOR.match(text)
    return {"matchLabels": {match[1]: match[2]}} if match else _HARD


def _calico_opens(policy: Manifest, direction: str, word: str) -> bool | Unknown:
    """Whether the first rule that is for everybody allows it."""
    for rule in _blocks(policy, f"spec.{direction}"):
        if isinstance(rule.values, Unknown):
            return rule.values
        action = rule.text("action", "Allow")
        if isinstance(action, Unknown):
            return action
        limited = any(rule.has(name) is not False for name in (word, "protocol", "notProtocol", "http", "icmp"))
        if not limited and str(action).lower() != "log":
            return str(action).lower() == "allow"
    return False


def _conditions(selector: Any) -> bool:
    return isinstance(selector, dict) and any(value not in (None, {}, []) for value in selector.values())


def _plain_key(key: Any) -> str:
    """A key without the source that Cilium may write before it."""
    return str(key).removeprefix("k8s:").removeprefix("any:")


def _equal(found: Any, wanted: Any) -> bool | Unknown:
    if isinstance(found, Unknown) or isinstance(wanted, Unknown):
        return found if isinstance(found, Unknown) else wanted
    return found is not None and str(found) == str(wanted)


def _met(expression: Block, labels: Labels) -> bool | Unknown:
    if isinstance(expression.values, Unknown):
        return expression.values
    key, operator, values = expression.text("key"), expression.text("operator"), expression.texts("values")
    for part in (key, operator, values):
        if isinstance(part, Unknown):
            return part
    found = labels.get(_plain_key(key))
    if isinstance(found, Unknown):
        return found
    there = found is not None
    among = there and str(found) in (values if isinstance(values, tuple) else ())
    known = {"In": among, "NotIn": not among, "Exists": there, "DoesNotExist": not there}
    return known.get(str(operator), _HARD)
