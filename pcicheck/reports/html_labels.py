"""The labels of the HTML report: how members of closed sets are called, and what they mean."""

from __future__ import annotations

from typing import NamedTuple


class Label(NamedTuple):
    """How a member of a closed set is shown. The icon is a symbol of ``reports/html/icons.j2``."""

    text: str
    icon: str
    meaning: str


STATES: dict[str, Label] = {
    "contradicted": Label(
        "Contradicted",
        "fail",
        "At least one direct check failed on something in scope. Evidence against the requirement being in place.",
    ),
    "partly_supported": Label(
        "Partly supported",
        "part",
        "Some checks passed, but others could not be judged, support it only indirectly, or an input was missing.",
    ),
    "supported": Label(
        "Supported",
        "pass",
        "Every direct check passed on everything it was put to. Evidence for the tested aspect only, "
        "never by itself the finding In Place: the other testing procedures stay open.",
    ),
    "attested": Label(
        "Attested", "seal", "A person vouches for it in a current, signed statement. Nothing was tested here."
    ),
    "attestation_overdue": Label(
        "Attestation overdue", "clock", "A person vouched for it, and that statement has run out."
    ),
    "not_applicable": Label(
        "Declared not applicable",
        "na",
        "The entity declares that it does not apply. An assessor confirms that by testing.",
    ),
    "not_assessed": Label("Not assessed", "open", "Nothing here speaks for it or against it. Not a pass."),
    "superseded": Label("Superseded", "arrow", "Replaced by another requirement on 31 March 2025."),
}
VERDICTS: dict[str, Label] = {
    "fail": Label("Failed", "fail", "The facts contradict what the rule expects."),
    "pass": Label("Passed", "pass", "All facts are known, and they are what the rule expects."),
    "unknown": Label("Not judged", "open", "A fact is not known. The reason is given. Neither a pass nor a failure."),
    "not_applicable": Label("Not applicable", "na", "The rule does not concern this resource. The reason is given."),
}
SEVERITIES: dict[str, str] = {"critical": "Critical", "high": "High", "medium": "Medium", "low": "Low"}
AUTOMATION: dict[str, Label] = {
    "config": Label("Mostly", "", "Configuration can show most of it."),
    "partial": Label("Partly", "", "Configuration can show some of it."),
    "manual": Label("No", "", "People, processes or premises: configuration shows nothing of it."),
}
SCOPES: dict[str, str] = {
    "cde": "Cardholder data environment",
    "connected": "Connected to it",
    "security": "Security-impacting",
    "out": "Declared out of scope",
}
GAPS: dict[str, str] = {
    "unreadable": "Could not be read",
    "unsupported_type": "Type not understood",
    "unsupported": "Not offered there",
    "orphan": "Belongs to nothing that was found",
    "denied": "Access was denied",
    "incomplete": "Incomplete",
}
EXCEPTIONS: dict[str, str] = {
    "compensating_control": "Compensating control",
    "false_positive": "False positive",
    "accepted_risk": "Accepted risk (PCI DSS knows no such thing: it stays not in place)",
    "customized_approach": "Customised approach",
    "inline": "Comment in the configuration",
}
ENTITIES: dict[str, str] = {
    "service_provider": "Service provider",
    "multi_tenant_service_provider": "Multi-tenant service provider",
    "designated_entity": "Designated entity",
}
WORKSHEET: dict[str, str] = {
    "constraints": "1. Constraints",
    "definition": "2. Definition of compensating controls",
    "objective": "3. Objective",
    "risk": "4. Identified risk",
    "validation": "5. Validation",
    "maintenance": "6. Maintenance",
}


def worded(name: str, labels: dict[str, str]) -> str:
    """The label of ``name``; a name without one reads as a sentence."""
    return labels.get(name) or name.replace("_", " ").capitalize()
