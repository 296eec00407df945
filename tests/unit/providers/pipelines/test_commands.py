"""What is found in commands of pipelines."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.pipelines import commands
from pcicheck.providers.pipelines.deploying import deploys
from pcicheck.providers.pipelines.files import secret_paths
from pcicheck.providers.pipelines.scans import scans_in
from pcicheck.providers.pipelines.steps import component, loose_image


@pytest.mark.parametrize(
    ("line", "fails"),
    [
        ("checkov -d .", True),
        ("docker run --rm -v $PWD:/tf bridgecrew/checkov -d /tf", True),
        ("checkov -d . -s", False),
        ("checkov -d . || true", False),
        ("checkov -d . || exit 1", "unknown"),
        ("if ! checkov -d .; then echo bad; fi", "unknown"),
        ("trivy fs .", False),
        ("trivy image --exit-code=1 app", True),
        ("trivy image --exit-code 0 app", False),
        ("trivy image --exit-code $CODE app", "unknown"),
        ("trivy fs $TRIVY_ARGS .", "unknown"),
        ("grype dir:. --fail-on high", True),
        ("grype app:latest", False),
        ("trufflehog git file://. --fail", True),
        ("snyk test", True),
        ("snyk monitor", False),
        ("npm audit | tee audit.txt", False),
    ],
)
def test_whether_a_command_fails_the_script(line: str, fails: Any) -> None:
    ((_, _, found, _),) = scans_in(line, pipefail=False)
    assert ("unknown" if isinstance(found, Unknown) else found) == fails


@pytest.mark.parametrize(
    "line",
    [
        "pip install checkov",
        "npm audit fix",
        "brew install trivy",
        "# checkov -d .",
        "trivy --version",
        "echo 'npm audit'",
    ],
)
def test_what_is_no_scan(line: str) -> None:
    assert list(scans_in(line, pipefail=False)) == []


def test_a_pipe_counts_where_the_shell_watches_it() -> None:
    text = "set -euo pipefail\nnpm audit | tee audit.txt"
    assert [fails for _, _, fails, _ in scans_in(text, pipefail=False)] == [True]
    assert [fails for _, _, fails, _ in scans_in("npm audit | tee x", pipefail=True)] == [True]


def test_what_trivy_looks_at_is_told_by_its_options() -> None:
    looks = [found for _, found, _, _ in scans_in("trivy fs --scanners vuln,misconfig --exit-code 1 .", pipefail=False)]
    assert looks == [("dependencies", "infrastructure")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("echo ${{ github.event.issue.title }}", ["github.event.issue.title"]),
        ("echo ${{github.head_ref}}", ["github.head_ref"]),
        ("echo ${{ github.event.pull_request.head.sha }}", []),
        ("echo ${{ github.event.inputs.name }}", []),
        ("echo github.head_ref", []),
    ],
)
def test_injections(text: str, found: list[str]) -> None:
    assert commands.injections(text) == found


@pytest.mark.parametrize(
    ("uses", "pinned"),
    [
        ("a/b@" + "0" * 40, True),
        ("a/b/c@" + "A" * 40, True),
        ("a/b@v1", False),
        ("a/b@" + "0" * 39, False),
        ("a/b", False),
        ("./x", None),
        ("docker://a:1", None),
    ],
)
def test_components(uses: str, pinned: bool | None) -> None:
    found = component(uses)
    assert (found.pinned if found else None) == pinned


def test_images() -> None:
    assert loose_image("a@sha256:" + "0" * 64) is None
    assert loose_image({"image": "a:1"}) == "a:1"
    assert isinstance(loose_image("$IMAGE"), Unknown)
    assert loose_image(5) is None


@pytest.mark.parametrize(
    ("path", "secret"),
    [("a/.env", True), (".env.prod", True), (".env.example", False), ("x.tfstate", True), ("ca-cert.pem", False)],
)
def test_files_that_hold_secrets_by_their_names(path: str, secret: bool) -> None:
    assert bool(list(secret_paths(path))) == secret


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("terraform -chdir=infra apply -auto-approve", True),
        ("terraform plan", False),
        ("kubectl apply --dry-run=client -f .", False),
        ("helm upgrade --install a b", True),
        ("echo terraform apply", False),
    ],
)
def test_deployments(line: str, is_one: bool) -> None:
    assert deploys([], [line]) == is_one
