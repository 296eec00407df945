"""Who is told of an alert, by everything that the scan holds: servers, Alertmanager's files and its objects."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import PurePath
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.beside import beside
from pcicheck.providers.prometheus.routing import Labels, Route, Told, Tree, outcomes, receivers_of, tree_of

CONFIG = "alertmanager:config"
SERVER = "prometheus:server"
OBJECT = "k8s:monitoring.coreos.com/AlertmanagerConfig"
_NOWHERE = Unknown("no configuration of Alertmanager is in the scan; name it too")
_DROPPED = Unknown("alert_relabel_configs of the server may drop it")
_PARTLY = Unknown("some branch that may take it tells nobody; which one takes it depends on labels of the series")
_NAMESPACE = "namespace"


def told(document: Document, rule: Block, name: str) -> tuple[str | Unknown, ...] | Unknown:
    """Receivers that are told of an alert, with how; empty for nobody."""
    loading = [server for server in document.surroundings.of_type(SERVER) if _loads(server, document)]
    if loading and all(server.has("alerting.alertmanagers") is False for server in loading):
        return ()
    if any(_drops(server) for server in loading):
        return _DROPPED
    labels = _labels(rule, name)
    answers = [_by(tree, labels) for tree in beside(document, _trees)]
    if not answers:
        return _by_objects(document, labels)
    if len({isinstance(answer, Unknown) or not answer for answer in answers}) > 1:
        return next((answer for answer in answers if isinstance(answer, Unknown)), _PARTLY)
    unsure = next((answer for answer in answers if isinstance(answer, Unknown)), None)
    return unsure or tuple(dict.fromkeys(one for answer in answers if isinstance(answer, tuple) for one in answer))


def _labels(rule: Block, name: str) -> Labels:
    written = rule.get("labels")
    labels: Labels = {}
    for label, value in written.items() if isinstance(written, dict) else ():
        templated = isinstance(value, str) and "{{" in value
        labels[str(label)] = (
            value
            if isinstance(value, Unknown)
            else Unknown("a template fills the label in")
            if templated
            else str(value)
        )
    return labels | {"alertname": name}


def _loads(server: Document, rules: Document) -> bool:
    """Whether a server's patterns for rule files fit the file of an alert."""
    listed = server.texts("rule_files")
    name = PurePath(rules.origin.file or "").name
    patterns = () if isinstance(listed, Unknown) else listed
    return any(isinstance(one, str) and fnmatch(name, PurePath(one).name) for one in patterns)


def _drops(server: Document) -> bool:
    configs = server.blocks("alerting.alert_relabel_configs")
    return isinstance(configs, Unknown) or any(one.get("action") in ("drop", "keep") for one in configs)


def _trees(document: Document) -> tuple[Tree | Unknown, ...]:
    """The trees of every Alertmanager of the input."""
    return tuple(tree_of(config) for config in document.surroundings.of_type(CONFIG))


def _by(tree: Tree | Unknown, labels: Labels) -> tuple[str | Unknown, ...] | Unknown:
    """Who is told by one tree."""
    if isinstance(tree, Unknown):
        return tree
    found = outcomes(tree, labels)
    if isinstance(found, Unknown):
        return found
    answers = [reached(one, tree.receivers) for one in sorted(found, key=sorted)]
    unsure = next((answer for answer in answers if isinstance(answer, Unknown)), None)
    if unsure is None and any(answers) and not all(answers):
        return _PARTLY
    return unsure or tuple(dict.fromkeys(one for answer in answers if isinstance(answer, tuple) for one in answer))


def reached(names: Told, receivers: dict[str, tuple[str, ...] | Unknown]) -> tuple[str, ...] | Unknown:
    """Integrations behind the names of receivers."""
    found: list[str] = []
    unsure: Unknown | None = None
    for name in sorted(names):
        kinds = receivers.get(name, Unknown(f"the receiver {name} is not among the receivers"))
        if isinstance(kinds, Unknown):
            unsure = unsure or kinds
        else:
            found += [f"{name} ({kind})" for kind in kinds]
    return tuple(found) or unsure or ()


def _by_objects(document: Document, labels: Labels) -> tuple[str | Unknown, ...] | Unknown:
    """Who is told by objects of the operator, each of which only takes alerts of its namespace unless the operator is
    told otherwise. What takes the rest stands in a secret."""
    objects = document.surroundings.of_type(OBJECT)
    namespace = labels.get(_NAMESPACE)
    for one in objects:
        spec = one.get("spec")
        route = spec.get("route") if isinstance(spec, dict) else None
        if (
            isinstance(route, dict)
            and isinstance(namespace, str)
            and namespace == one.get("metadata.namespace", "default")
        ):
            found = _by(Tree(_free(route), receivers_of(Block(spec))), labels)
            if isinstance(found, Unknown) or found:
                return found
    if objects:
        return Unknown(
            "objects of Alertmanager take alerts by labels that only the series carry; name its own file too"
        )
    return _NOWHERE


def _free(route: dict[str, Any]) -> Route:
    """The route of an object below a root that tells nobody."""
    tree = tree_of(Block({"route": {"receiver": "", "routes": [route]}}))
    return tree.root if isinstance(tree, Tree) else Route("route", None, (), False, False, ())
