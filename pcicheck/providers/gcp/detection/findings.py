"""Security Command Center, posture and Chronicle.

A notification sends the findings that ``streaming_config.filter`` lets through to a Pub/Sub topic; an empty filter
lets all through. Modules that a customer adds have an ``enablement_state`` and work only where Security Command Center
itself does (Terraform registry, ``google_scc_*``). In its filters OR binds before AND, as in those of logs (Security
Command Center API, ``NotificationConfig``). A deployed posture measures against its policies all the time
(``google_securityposture_posture_deployment``). ``google_chronicle_rule_deployment``: ``enabled`` runs the rule,
``alerting`` makes its detections alerts, both false unless set.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.detection import Alert, Coverage, Detector
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.logging.query import read_query
from pcicheck.providers.reading import only

_NOTHING = Inapplicable("it is not said by this resource")
COVERS_NOTHING = only(Coverage, _NOTHING.reason)
ALL_THE_TIME = Inapplicable("it looks all the time")
_NO_PLAN = Inapplicable("it is not a plan that is switched on by itself")


def _finding(severity: str) -> dict[str, Any]:
    return {
        "name": "organizations/1/sources/2/findings/3",
        "parent": "organizations/1/sources/2",
        "resource_name": "//compute.googleapis.com/projects/p/zones/z/instances/i",
        "state": "ACTIVE",
        "category": "Malware: Cryptomining Bad IP",
        "severity": severity,
        "finding_class": "THREAT",
        "findingClass": "THREAT",
        "mute": "UNDEFINED",
    }


_THREATS = tuple(_finding(severity) for severity in ("HIGH", "CRITICAL"))


def notification(document: Document) -> Iterator[Resource]:
    """A stream of findings to a topic."""
    topic = document.text("pubsub_topic")
    facts = Alert(
        actions_enabled=True,
        receivers=() if topic is None else (topic,),
        watches=_watches(document),
        metric=None,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _watches(document: Document) -> Fact[tuple[Any, ...]]:
    written = document.text("streaming_config.filter", "")
    if isinstance(written, Unknown):
        return written
    passes = read_query(written or "")
    if isinstance(passes, Unknown):
        return Unknown("the filter of findings cannot be read")
    return ("threat_findings",) if all(passes(finding) for finding in _THREATS) else ()


def threat_module(document: Document) -> Iterator[Resource]:
    """A module of Event Threat Detection."""
    yield _detector(document, "threats")


def posture_module(document: Document) -> Iterator[Resource]:
    """A module of Security Health Analytics."""
    yield _detector(document, "posture")


def posture(document: Document) -> Iterator[Resource]:
    """A posture that is deployed."""
    facts = Detector(
        purpose="posture",
        whole_account=True,
        enabled=True,
        covers=COVERS_NOTHING,
        standards=Unknown("which policies a posture holds is said by another resource"),
        every_days=ALL_THE_TIME,
        protects=_NO_PLAN,
    )
    yield resource(document, facts)


def chronicle_rule(document: Document) -> Iterator[Resource]:
    """A detection rule of Chronicle, put to work."""
    facts = Detector(
        purpose="threats",
        whole_account=False,
        enabled=document.flag("enabled", False),
        covers=COVERS_NOTHING,
        standards=_NOTHING,
        every_days=ALL_THE_TIME,
        protects=_NO_PLAN,
    )
    yield resource(document, facts)


def _detector(document: Document, purpose: Any) -> Resource:
    state = document.text("enablement_state")
    enabled: Fact[bool] = state if isinstance(state, Unknown) else state == "ENABLED"
    facts = Detector(
        purpose=purpose,
        whole_account=True,
        enabled=enabled,
        covers=COVERS_NOTHING,
        standards=Unknown("a module measures against no named standard") if purpose == "posture" else _NOTHING,
        every_days=ALL_THE_TIME,
        protects=_NO_PLAN,
    )
    return resource(document, facts)
