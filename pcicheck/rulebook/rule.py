"""What a rule file holds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

Severity = Literal["critical", "high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")
Category = Literal["cde", "connected", "security"]
IN_SCOPE: tuple[Category, ...] = ("cde", "connected", "security")

RuleId = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$", max_length=64)]
Words = Annotated[str, Meta(min_length=8)]


class Binding(Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule says about one requirement."""

    id: str
    """Requirement id, quoted, such as "3.6.1.2"."""
    basis: Literal["direct", "additional"]
    """``direct`` where the testing procedure asks to see just this; ``additional`` where it only helps."""
    shows: Words
    """What a pass shows towards the requirement, completing "it shows that …"."""


class Param(Struct, frozen=True, forbid_unknown_fields=True):
    """A threshold that the entity may set in ``pcicheck.yaml``."""

    what: Words
    """What the number or list means, with its unit."""
    default: Any | UnsetType = UNSET
    """Value where the entity sets none. Thresholds that PCI DSS leaves to the entity have none."""


class Exists(Struct, frozen=True, forbid_unknown_fields=True):
    """A question about a population: is there at least one such resource?"""

    where: dict[str, Any]
    """The condition that one resource of the rule's kind must meet."""
    per: tuple[Literal["account", "region"], ...] = ("account",)
    """The groups in each of which one must exist."""


class Fix(Struct, frozen=True, forbid_unknown_fields=True):
    """How to mend a failing resource."""

    terraform: dict[str, str] = {}
    """Terraform type to what to write there."""
    config: dict[str, str] = {}
    """Native type of a manifest or configuration file, such as ``redis:server``, to what to write there."""
    console: str = ""
    """What to do by hand, or with the cloud's command line."""

    @property
    def by_type(self) -> dict[str, str]:
        """Native type to what to write there."""
        return self.terraform | self.config


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule, as its file says it."""

    id: RuleId
    """Names the good state; never reused."""
    title: Words
    """The good state as a sentence."""
    kind: str
    """The neutral kind that it judges."""
    severity: Severity
    """How bad a failure is."""
    requirements: Annotated[list[Binding], Meta(min_length=1, max_length=3)]
    """The requirements that it speaks for, the main one first."""
    why: Words
    """One or two sentences that a developer and an assessor both accept."""
    assertion: dict[str, Any] | UnsetType = field(default=UNSET, name="assert")
    """The condition that a good resource meets."""
    exists: Exists | UnsetType = UNSET
    """Instead of ``assert``: the resource that must exist."""
    when: dict[str, Any] = {}
    """The condition under which the rule applies at all."""
    scope: tuple[Category, ...] = IN_SCOPE
    """Scope categories that it judges."""
    providers: list[str] = []
    """Providers that it can judge; empty for every provider that has the kind."""
    params: dict[str, Param] = {}
    """Thresholds, used in conditions as ``$name``."""
    fix: Fix = Fix()
    """How to mend it."""
    maps: dict[
        Literal["checkov", "trivy", "prowler", "security_hub", "cis", "regula", "kube_linter", "kyverno"], list[str]
    ] = {}
    """Ids under which other tools ask the same question. ``cis`` numbers are those of the CIS AWS Foundations Benchmark
    v3.0.0; ``trivy`` ids stand in both spellings, ``AVD-AWS-0107`` and ``AWS-0107``."""
    aliases: list[RuleId] = []
    """Earlier ids of this rule."""

    def asks(self, requirement: str) -> bool:
        """Whether it speaks for ``requirement`` or anything below it ("3.5" covers "3.5.1")."""
        return any(b.id == requirement or b.id.startswith(f"{requirement}.") for b in self.requirements)
