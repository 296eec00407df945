"""Results to render in report tests: a small realistic run, and runs with as many findings as a test wants.

>>> results = make_results()                    # thirty findings, every verdict, exceptions, gaps
>>> results = make_results(many_findings(1000)) # the same run with other findings
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pcicheck.model.origin import Gap, Origin
from pcicheck.results.finding import AppliedException, Finding, Verdict, fingerprint
from pcicheck.results.results import (
    BindingRecord,
    ExceptionSummary,
    Header,
    InputRecord,
    Results,
    RuleRecord,
    Spool,
)
from pcicheck.results.rollup import Tally, roll_up
from pcicheck.rulebook.condition import FactTest
from pcicheck.rulebook.load import CompiledRule
from pcicheck.rulebook.requirements import catalogue
from tests.reports_rulebook import RULES

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>document.title='owned'</script>",
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<!--<svg/onload=alert(1)>",
    "=HYPERLINK('http://example.invalid')",
    "back\u202egnihton\u202c tab\there bell\x07",
)
"""Names that a hostile input may carry. A report shows them as text."""

PROD, TEST = "111122223333", "444455556666"
PLAN, CODE = "deploy/prod.plan.json", "infra/"
CLEAN = ("card-vault", "settlement", "disputes", "audit-trail")


COMPENSATION = {
    "constraints": "The settlement partner reads this bucket with a tool that knows provider-held keys only.",
    "definition": "Files are encrypted by the entity with PGP before they are written, with keys held in the HSM.",
    "objective": "Only the entity and its partner can read settlement files; the same holds with the PGP layer.",
    "risk": "Somebody at the provider could read files at rest; they would read PGP messages.",
    "validation": "A sample of files is taken each month and tested to be PGP messages; report SEC-311.",
    "maintenance": "A pipeline step refuses plain files; the PGP keys are renewed every twelve months.",
}
COVERED = AppliedException(
    id="EXC-7",
    type="compensating_control",
    owner="Ines Okafor",
    approver="Bela Nagy",
    expires="2027-03-31",
    reason="The partner cannot use our key; the files are encrypted before they are written.",
    ticket="RISK-482",
)
EXCEPTIONS = [
    ExceptionSummary(
        id=COVERED.id,
        type=COVERED.type,
        owner=COVERED.owner,
        approver=COVERED.approver,
        expires=COVERED.expires,
        expired=False,
        used=True,
        reason=COVERED.reason,
        ticket=COVERED.ticket,
        rules=["store-customer-key"],
        resources=["module.partner.aws_s3_bucket.settlement*"],
        compensating_control=COMPENSATION,
    ),
    ExceptionSummary(
        id="EXC-3",
        type="accepted_risk",
        owner="Jon Petersen",
        approver="Bela Nagy",
        expires="2026-06-30",
        expired=True,
        used=False,
        reason="The old log group goes away with the migration in June.",
        ticket="",
        rules=["audit-log-kept-a-year"],
        resources=["aws_cloudwatch_log_group.legacy"],
        compensating_control=None,
    ),
]
GAPS = [
    Gap(
        kind="unsupported_type",
        where="aws_appflow_flow",
        why="pcicheck has no adapter for this type; judge these by hand.",
        count=3,
    ),
    Gap(
        kind="unreadable",
        where="infra/legacy/network.tf",
        why="line 41: a closing brace is missing; mend the file and scan again.",
        blinds=("endpoint-modern-tls",),
    ),
    Gap(
        kind="denied",
        where="kms:GetKeyRotationStatus in eu-central-1",
        why="The scanning role may not ask; grant the action and scan again.",
        count=12,
        blinds=("keys-rotate",),
    ),
]


def finding(
    compiled: CompiledRule,
    verdict: Verdict,
    address: str,
    *,
    reason: str = "",
    observed: Any = None,
    native_type: str = "aws_s3_bucket",
    exception: AppliedException | None = None,
    related: tuple[str, ...] = (),
    account: str | None = PROD,
    region: str | None = "eu-west-1",
    scope: str = "cde",
    line: int | None = None,
) -> Finding:
    """One finding, filled as the engine fills it."""
    rule = compiled.rule
    test = compiled.assertion
    assert isinstance(test, FactTest)
    expected = f"{test.path} {test.operator.replace('_', ' ')} {test.argument}"
    observed = {test.path: observed} if not isinstance(observed, dict) or "unknown" in observed else observed
    provider = {"google": "google", "azurerm": "azure"}.get(native_type.split("_")[0], "aws")
    said = {
        "pass": "",
        "fail": f": expected {expected}, found {test.path} is {observed.get(test.path)}",
        "unknown": f": cannot be judged, {reason}",
        "not_applicable": f": not applicable, {reason}",
    }
    return Finding(
        rule=rule.id,
        verdict=verdict,
        reason=reason,
        severity=rule.severity,
        requirements=[binding.id for binding in rule.requirements],
        kind=rule.kind,
        provider=provider,
        native_type=native_type,
        address=address,
        native_address=address,
        related=list(related),
        account=account,
        region=region,
        scope=scope,
        scope_basis="label pci-scope=cde" if scope == "cde" else "declared in scope.yaml",
        origin=Origin(
            source="terraform-plan",
            file=PLAN if line is None else f"{CODE}main.tf",
            line=line,
            end_line=line + 14 if line else None,
            address=address,
        ),
        observed=observed,
        expected=expected,
        message=rule.title + said[verdict],
        exception=exception,
        fingerprint=fingerprint(rule.id, provider, account, region, address),
    )


def some_findings() -> Iterator[Finding]:
    """Twenty-nine findings: every verdict, an exception, side-cars, two accounts, three providers."""
    key, public, tls, logs, rotate = RULES
    for number, name in enumerate(CLEAN):
        address = f"module.vault.aws_s3_bucket.this[{name!r}]".replace("'", '"')
        yield finding(key, "pass", address, observed="customer", line=12 + 20 * number)
        yield finding(public, "pass", address, observed=False, line=12 + 20 * number)
    sidecar = ("aws_s3_bucket_public_access_block.exports", "aws_s3_bucket_policy.exports")
    yield finding(key, "fail", "aws_s3_bucket.exports", observed="provider", related=sidecar, line=97)
    yield finding(
        public,
        "fail",
        "aws_s3_bucket.exports",
        observed={"public": True, "policy.principals": ["*"]},
        related=sidecar,
        line=97,
    )
    yield finding(
        key,
        "fail",
        "module.partner.aws_s3_bucket.settlement[0]",
        observed="provider",
        exception=COVERED,
        line=142,
    )
    yield finding(public, "pass", "module.partner.aws_s3_bucket.settlement[0]", observed=False, line=142)
    apply = {"unknown": "known only after apply"}
    yield finding(key, "unknown", "aws_s3_bucket.reports", reason=apply["unknown"], observed=apply)
    yield finding(
        public,
        "pass",
        "google_storage_bucket.receipts",
        observed=False,
        native_type="google_storage_bucket",
        account="pay-prod",
        region="europe-west3",
    )
    for verdict, version in (("pass", "1.3"), ("pass", "1.2"), ("fail", "1.0"), ("fail", None)):
        yield finding(
            tls,
            "fail" if verdict == "fail" else "pass",
            f"aws_lb_listener.public_{version or 'default'}",
            observed=version,
            native_type="aws_lb_listener",
            line=30,
        )
    yield finding(
        tls,
        "unknown",
        "azurerm_application_gateway.checkout",
        reason="variable ssl_policy has no value",
        observed={"unknown": "variable ssl_policy has no value"},
        native_type="azurerm_application_gateway",
        account="7d1f-azure-pay",
        region="westeurope",
    )
    for days in (400, 365, 90, 30):
        yield finding(
            logs,
            "pass" if days >= 365 else "fail",
            f"aws_cloudwatch_log_group.days_{days}",
            observed=days,
            native_type="aws_cloudwatch_log_group",
            account=TEST,
            region="eu-central-1",
            scope="connected",
        )
    out = "scope category is out (declared in scope.yaml)"
    for name in ("marketing", "website"):
        yield finding(
            key, "not_applicable", f"aws_s3_bucket.{name}", reason=out, observed={}, scope="out", account=TEST
        )
    yield finding(rotate, "pass", "aws_kms_key.cardholder", observed=True, native_type="aws_kms_key")
    yield finding(rotate, "pass", "aws_kms_key.tokens", observed=True, native_type="aws_kms_key")
    denied = {"unknown": "kms:GetKeyRotationStatus was denied"}
    yield finding(
        rotate,
        "unknown",
        "aws_kms_key.backup",
        reason=denied["unknown"],
        observed=denied,
        native_type="aws_kms_key",
    )


def many_findings(count: int) -> Iterator[Finding]:
    """``count`` findings over ``count / 5`` resources, every verdict among them, the same each time."""
    verdicts: tuple[Verdict, ...] = (
        "pass",
        "pass",
        "fail",
        "pass",
        "unknown",
        "pass",
        "pass",
        "not_applicable",
    )
    for number in range(count):
        compiled = RULES[number % len(RULES)]
        thing = number // len(RULES)
        verdict = verdicts[(number * 7 + thing) % len(verdicts)]
        yield finding(
            compiled,
            verdict,
            f'module.cell["{thing % 97:02}"].aws_s3_bucket.store[{thing}]',
            reason={"unknown": "known only after apply", "not_applicable": "applies only when labelled"}.get(
                verdict, ""
            ),
            observed={"unknown": "known only after apply"} if verdict == "unknown" else thing % 13,
            account=(PROD, TEST)[thing % 2],
            region=("eu-west-1", "eu-central-1", "us-east-1")[thing % 3],
            scope=("cde", "connected", "security")[thing % 3],
            line=thing % 900 + 1,
        )


def hostile_findings() -> Iterator[Finding]:
    """Findings whose every free text comes from :data:`HOSTILE`."""
    for number, text in enumerate(HOSTILE):
        made = finding(RULES[number % 2], "fail", f"aws_s3_bucket.{text}", observed=text, account=text, region=text)
        made.related = [text]
        made.message = text
        made.scope_basis = text
        made.origin = Origin(source="terraform-plan", file=text, line=number + 1)
        yield made


def make_results(findings: Iterable[Finding] | None = None, **header: Any) -> Results:
    """Results of a run over two inputs. ``header`` replaces header fields."""
    spool = Spool()
    spool.write_all(iter(some_findings() if findings is None else findings))
    known = catalogue()
    tallies = spool.counter.by_rule
    requirements = roll_up(known, RULES, tallies, GAPS, {"9.4.1": "The entity keeps no media with card data on it."})
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    fields: dict[str, Any] = {
        "tool_version": "0.1.0",
        "rulebook_version": "0.1.0",
        "rulebook_digest": "5f1d7a84db00d2fce00b31a7fc73224f5f1d7a84db00d2fce00b31a7fc73224f",
        "standard": "PCI DSS v4.0.1",
        "entity": "Northwind Payments plc",
        "entity_type": "service_provider",
        "scope_statement": "The card vault, the checkout and everything that connects to them, in two AWS accounts, "
        "one Google Cloud project and one Azure subscription. Marketing sites are declared out of scope.",
        "started": "2026-11-20T09:14:02Z",
        "finished": "2026-11-20T09:14:03Z",
        "identity": "ci-scanner on build-4; arn:aws:sts::111122223333:assumed-role/pci-read/ci",
        "command": f"pcicheck scan {PLAN} {CODE} --config pcicheck.yaml --output evidence/",
        "inputs": [
            InputRecord(
                name=PLAN,
                source="terraform-plan",
                sha256="9c" * 32,
                size=66_412_118,
                native=50_212,
                resources=18_340,
            ),
            InputRecord(name=CODE, source="terraform-hcl", sha256="e3" * 32, size=48_210, native=212, resources=96),
        ],
        "gaps": GAPS,
        "warnings": ["exception EXC-3 of Jon Petersen expired on 2026-06-30; its findings count again"],
        "scope": {"cde": 14, "connected": 4, "security": 0, "out": 2},
        "tally": total,
        "by_severity": spool.counter.by_severity,
        "exceptions": EXCEPTIONS,
        "principals": known.principals,
        "groups": known.groups,
    } | header
    return Results(
        Header(**fields),
        lambda: requirements,
        lambda: [record(each, tallies.get(each.rule.id, Tally())) for each in RULES],
        spool,
    )


def record(compiled: CompiledRule, tally: Tally) -> RuleRecord:
    """A rule as the results keep it."""
    rule = compiled.rule
    test = compiled.assertion
    assert isinstance(test, FactTest)
    return RuleRecord(
        id=rule.id,
        title=rule.title,
        kind=rule.kind,
        severity=rule.severity,
        why=rule.why,
        expected=f"{test.path} {test.operator.replace('_', ' ')} {test.argument}",
        applies_when="",
        requirements=[BindingRecord(id=b.id, basis=b.basis, shows=b.shows) for b in rule.requirements],
        scope=list(rule.scope),
        by_type=rule.fix.by_type,
        console=rule.fix.console,
        maps={str(tool): ids for tool, ids in rule.maps.items()},
        aliases=rule.aliases,
        existence=False,
        tally=tally,
    )
