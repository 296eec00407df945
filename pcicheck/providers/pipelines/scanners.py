"""Programs that look for weaknesses: what they look at, and when what they find stops the build.

From the documentation of each: trivy (``--exit-code`` is 0, the action's ``exit-code`` too), checkov (fails unless
``--soft-fail``), tfsec and terrascan (fail), kics (fails unless ``--ignore-on-exit``), snyk (``test`` fails,
``monitor`` does not), grype (only with ``--fail-on``; its action fails unless ``fail-build`` is false), osv-
scanner, pip-audit, npm and yarn audit, govulncheck, cargo audit (fail), semgrep (``ci`` fails, ``scan`` with
``--error`` only), gosec and bandit (fail), gitleaks (fails), trufflehog (with ``--fail``; its action passes that),
prowler (fails), dependency-review-action (fails unless ``warn-only``), CodeQL (uploads; the repository's rules
decide).
"""

from __future__ import annotations

import re

from msgspec import Struct

INFRASTRUCTURE = "infrastructure"
DEPENDENCIES = "dependencies"
CODE = "code"
SECRETS = "secrets"


_NAME = re.compile(r"^[a-z]+(?:-[a-z]+)*")


class Command(Struct, frozen=True):
    """A program on the command line."""

    tool: str
    pattern: re.Pattern[str]
    categories: tuple[str, ...]
    fails: bool = True
    """What it does where no option says otherwise."""
    soft: str = ""
    """Options with which it never fails."""
    hard: str = ""
    """Options with which it fails."""


class Action(Struct, frozen=True):
    """An action that runs such a program."""

    tool: str
    categories: tuple[str, ...]
    fails: bool | None = True
    """What it does where no input says otherwise; ``None`` where settings of the repository decide."""
    soft: tuple[str, ...] = ()
    """Inputs that keep it from failing when they are true."""
    hard: tuple[str, ...] = ()
    """Inputs that make it fail when they are true, or a number that is not 0; false makes it pass."""
    arguments: tuple[str, ...] = ()
    """Inputs that hold options as on the command line."""


def _command(
    tool: str, program: str, categories: tuple[str, ...], *, fails: bool = True, soft: str = "", hard: str = ""
) -> Command:
    start = r"(?:^|[\s;&|(])(?:\S*/)?"
    tagged = _NAME.sub(lambda name: name[0] + r"(?::[\w.@-]+)?", program)  # run as an image of that name
    return Command(tool, re.compile(start + tagged), categories, fails, soft, hard)


_TRIVY_HARD = r"--exit-code[= ]+['\"]?(?!0\b)\S"
COMMANDS = (
    _command("trivy", r"trivy\s(?:.*\s)?(?:config|conf)\b", (INFRASTRUCTURE,), fails=False, hard=_TRIVY_HARD),
    _command(
        "trivy",
        r"trivy\s(?:.*\s)?(?:fs|filesystem|repo|repository|image|i|rootfs|sbom|k8s|vm)\b",
        (DEPENDENCIES,),
        fails=False,
        hard=_TRIVY_HARD,
    ),
    _command(
        "checkov", r"checkov\s.*(?:-d|-f|--directory|--file|--repo)\b", (INFRASTRUCTURE,), soft=r"--soft-fail\b|\s-s\b"
    ),
    _command("tfsec", r"tfsec(?:\s|$)(?!.*--version)", (INFRASTRUCTURE,), soft=r"--soft-fail\b|\s-s\b"),
    _command("kics", r"kics\s+scan\b", (INFRASTRUCTURE,), soft=r"--ignore-on-exit[= ]+['\"]?(?:all|results)"),
    _command("terrascan", r"terrascan\s+scan\b", (INFRASTRUCTURE,)),
    _command("conftest", r"conftest\s+test\b", (INFRASTRUCTURE,), soft=r"--no-fail\b"),
    _command("kube-linter", r"kube-linter\s+lint\b", (INFRASTRUCTURE,)),
    _command("regula", r"regula\s+run\b", (INFRASTRUCTURE,)),
    _command(
        "prowler",
        r"prowler\s+(?:aws|azure|gcp|kubernetes|iac)\b",
        (INFRASTRUCTURE,),
        soft=r"(?:\s-z\b|--ignore-exit-code-3)",
    ),
    _command("pcicheck", r"pcicheck\s+scan\b", (INFRASTRUCTURE,), soft=r"--fail-on[= ]+none\b"),
    _command("snyk iac", r"snyk\s+iac\s+test\b", (INFRASTRUCTURE,)),
    _command("snyk code", r"snyk\s+code\s+test\b", (CODE,)),
    _command("snyk", r"snyk\s+(?:container\s+)?test\b", (DEPENDENCIES,)),
    _command("snyk", r"snyk\s+(?:container\s+|iac\s+)?monitor\b", (DEPENDENCIES,), fails=False),
    _command("grype", r"grype\s+(?!version|db\b)\S", (DEPENDENCIES,), fails=False, hard=r"(?:--fail-on|\s-f)\b"),
    _command("osv-scanner", r"osv-scanner\s+\S", (DEPENDENCIES,)),
    _command("pip-audit", r"pip-audit\b(?!\s+--version)", (DEPENDENCIES,)),
    _command("npm audit", r"npm\s+audit\b(?!\s+(?:fix|signatures))", (DEPENDENCIES,)),
    _command("yarn audit", r"yarn\s+(?:npm\s+)?audit\b", (DEPENDENCIES,)),
    _command("pnpm audit", r"pnpm\s+audit\b", (DEPENDENCIES,), soft=r"--ignore-registry-errors\b(?=.*--no-exit)"),
    _command("safety", r"safety\s+(?:check|scan)\b", (DEPENDENCIES,), soft=r"--continue-on-error\b"),
    _command("govulncheck", r"govulncheck\s+\S", (DEPENDENCIES,), soft=r"-(?:json|format[= ]+\S)"),
    _command("cargo audit", r"cargo\s+audit\b", (DEPENDENCIES,)),
    _command("cargo deny", r"cargo\s+deny\b.*\bcheck\b", (DEPENDENCIES,)),
    _command("bundler-audit", r"bundle(?:r)?[- ]audit\b", (DEPENDENCIES,)),
    _command(
        "dependency-check", r"dependency-check(?:\.sh)?\s+\S", (DEPENDENCIES,), fails=False, hard=r"--failOnCVSS\b"
    ),
    _command("docker scout", r"docker\s+scout\s+cves\b", (DEPENDENCIES,), fails=False, hard=r"--exit-code\b|\s-e\b"),
    _command("semgrep ci", r"semgrep\s+ci\b", (CODE,), soft=r"--suppress-errors(?=.*--dry-run)|--dry-run\b"),
    _command("semgrep", r"semgrep\s+(?:scan\b|--|-f)", (CODE,), fails=False, hard=r"--error\b"),
    _command("gosec", r"gosec\s+\S", (CODE,), soft=r"-no-fail\b"),
    _command("bandit", r"bandit\s+\S", (CODE,), soft=r"--exit-zero\b"),
    _command("brakeman", r"brakeman\b", (CODE,), soft=r"--no-exit-on-warn\b"),
    _command("gitleaks", r"gitleaks\s+(?:detect|git|dir|protect)\b", (SECRETS,), soft=r"--exit-code[= ]+0\b"),
    _command("trufflehog", r"trufflehog\s+(?:git|github|filesystem)\b", (SECRETS,), fails=False, hard=r"--fail\b"),
    _command("detect-secrets", r"detect-secrets-hook\b", (SECRETS,)),
)
"""Programs, the more precise before those whose names they share."""

_TRIVY = Action("trivy", (DEPENDENCIES,), fails=False, hard=("exit-code",))
ACTIONS: dict[str, Action] = {
    "aquasecurity/trivy-action": _TRIVY,
    "bridgecrewio/checkov-action": Action("checkov", (INFRASTRUCTURE,), soft=("soft_fail",)),
    "aquasecurity/tfsec-action": Action(
        "tfsec", (INFRASTRUCTURE,), soft=("soft_fail",), arguments=("additional_args",)
    ),
    "aquasecurity/tfsec-pr-commenter-action": Action("tfsec", (INFRASTRUCTURE,), soft=("soft_fail_commenter",)),
    "aquasecurity/tfsec-sarif-action": Action("tfsec", (INFRASTRUCTURE,), fails=False),
    "checkmarx/kics-github-action": Action("kics", (INFRASTRUCTURE,), arguments=("ignore_on_exit",)),
    "tenable/terrascan-action": Action("terrascan", (INFRASTRUCTURE,), soft=("only_warn",)),
    "stackrox/kube-linter-action": Action("kube-linter", (INFRASTRUCTURE,)),
    "snyk/actions": Action("snyk", (DEPENDENCIES,)),
    "anchore/scan-action": Action("grype", (DEPENDENCIES,), hard=("fail-build",)),
    "docker/scout-action": Action("docker scout", (DEPENDENCIES,), fails=False, hard=("exit-code",)),
    "google/osv-scanner-action": Action("osv-scanner", (DEPENDENCIES,), hard=("fail-on-vuln",)),
    "actions/dependency-review-action": Action("dependency review", (DEPENDENCIES,), soft=("warn-only",)),
    "pypa/gh-action-pip-audit": Action("pip-audit", (DEPENDENCIES,), soft=("internal-be-careful-allow-failure",)),
    "golang/govulncheck-action": Action("govulncheck", (DEPENDENCIES,)),
    "rustsec/audit-check": Action("cargo audit", (DEPENDENCIES,)),
    "actions-rust-lang/audit": Action("cargo audit", (DEPENDENCIES,)),
    "embarkstudios/cargo-deny-action": Action("cargo deny", (DEPENDENCIES,)),
    "dependency-check/dependency-check_action": Action(
        "dependency-check", (DEPENDENCIES,), fails=False, arguments=("args",)
    ),
    "qualys/github_action_qscanner": Action("Qualys", (DEPENDENCIES,), fails=None),
    "github/codeql-action/analyze": Action("CodeQL", (CODE,), fails=None),
    "returntocorp/semgrep-action": Action("semgrep", (CODE,)),
    "semgrep/semgrep-action": Action("semgrep", (CODE,)),
    "securego/gosec": Action("gosec", (CODE,), arguments=("args",)),
    "bearer/bearer-action": Action("bearer", (CODE,)),
    "sonarsource/sonarqube-scan-action": Action("SonarQube", (CODE,), fails=None),
    "sonarsource/sonarcloud-github-action": Action("SonarQube", (CODE,), fails=None),
    "sonarsource/sonarqube-quality-gate-action": Action("SonarQube", (CODE,)),
    "gitleaks/gitleaks-action": Action("gitleaks", (SECRETS,)),
    "zricethezav/gitleaks-action": Action("gitleaks", (SECRETS,)),
    "trufflesecurity/trufflehog": Action("trufflehog", (SECRETS,)),
    "prowler-cloud/prowler": Action("prowler", (INFRASTRUCTURE,)),
}
"""Actions by name in small letters, without version; a longer name is of the action that it begins with."""

BY_TOOL = {command.tool: command for command in COMMANDS}
"""A program by its name, for the options that actions pass on."""


def action_of(uses: str) -> Action | None:
    """The scanner behind ``uses``."""
    name = uses.partition("@")[0].lower()
    parts = name.split("/")
    for length in range(len(parts), 1, -1):
        found = ACTIONS.get("/".join(parts[:length]))
        if found is not None:
            return found
    return Action("pcicheck", (INFRASTRUCTURE,)) if parts[-1] == "pcicheck" else None
