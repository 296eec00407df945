"""Steps that build container images, sign what is built, and list what is in it."""

from __future__ import annotations

import re

from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.pipelines.steps import Step

_BUILDS = re.compile(
    r"\bdocker\s+(?:buildx\s+)?(?:build|bake)\b|\bko\s+(?:build|publish)\b|\bbuildah\s+(?:bud|build)\b"
    r"|\bpodman\s+(?:image\s+)?build\b|\bnerdctl\s+build\b|\bkaniko/executor\b"
)
_BUILD_ACTIONS = ("docker/build-push-action@", "docker/bake-action@", "redhat-actions/buildah-build@")
_SIGNS = re.compile(r"\bcosign\s+(?:sign|attest)\b|\bnotation\s+sign\b|\bdocker\s+trust\s+sign\b|\bgh\s+attestation\b")
_SIGN_ACTIONS = ("actions/attest-build-provenance@", "actions/attest@", "notaryproject/notation-action/sign@")
_LISTS = re.compile(
    r"\bsyft\s+\S|--format[= ]+['\"]?(?:cyclonedx|spdx)|\bcyclonedx\b|\bcdxgen\b|\bdocker\s+sbom\b|\bbom\s+generate\b"
    r"|\bcosign\s+attest\b.*\b(?:spdx|cyclonedx)|--sbom[= ]true|\bsbom\b.*\bcosign\b|\bcosign\b.*\bsbom\b",
    re.IGNORECASE,
)
_LIST_ACTIONS = ("anchore/sbom-action@", "actions/attest-sbom@", "cyclonedx/", "advanced-security/spdx-dependency")


def builds_images(steps: list[Step]) -> bool:
    """Whether some step builds a container image."""
    return any(_does(step, _BUILD_ACTIONS, _BUILDS) for step in steps)


def signs(steps: list[Step], hidden: str = "") -> Fact[bool]:
    """Whether some step signs or attests what is built. ``hidden`` is code that is called and not shown."""
    return any(_does(step, _SIGN_ACTIONS, _SIGNS) for step in steps) or _otherwise(steps, hidden)


def lists_components(steps: list[Step], hidden: str = "") -> Fact[bool]:
    """Whether some step makes a list of components."""
    found = any(
        _does(step, _LIST_ACTIONS, _LISTS)
        or _attached(step)
        or str(step.input("format")).lower() in ("cyclonedx", "spdx", "spdx-json")
        for step in steps
    )
    return found or _otherwise(steps, hidden)


def _otherwise(steps: list[Step], hidden: str) -> Fact[bool]:
    own = hidden or next((step.uses for step in steps if step.uses.startswith("./")), "")
    return Unknown(f"it is not among the steps; {own}, which is called too, may do it") if own else False


def _does(step: Step, actions: tuple[str, ...], commands: re.Pattern[str]) -> bool:
    return step.uses.lower().startswith(actions) or bool(step.run and commands.search(step.run))


def _attached(step: Step) -> bool:
    """Whether an image build is told to attach a list of components."""
    asked = str(step.input("sbom")).lower() not in ("none", "", "false")
    return step.uses.startswith("docker/build-push-action@") and asked
