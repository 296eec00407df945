"""Registries, builds and rules about what may be deployed on Google Cloud.

Defaults, Terraform registry, hashicorp/google: ``google_artifact_registry_repository`` is encrypted by Google and its
tags can be moved unless ``docker_config.immutable_tags``; ``vulnerability_scanning_config`` INHERITED follows the
project, which scans once the API containerscanning.googleapis.com is on (Artifact Analysis documentation, "Enable or
disable automatic scanning"). Builds are logged to Cloud Storage and Cloud Logging unless ``options.logging`` is NONE
(Cloud Build documentation, "Store and manage build logs"). Workers of ``google_cloudbuild_worker_pool`` have external
addresses unless ``no_external_ip``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.containers import Registry
from pcicheck.model.kinds.detection import Coverage, Detector
from pcicheck.model.kinds.workload import Build, BuildPool, DeploymentPolicy, ScanningService
from pcicheck.model.logic import any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.gcp.access import grants_of, is_public, read_grants
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.workload.common import made
from pcicheck.providers.plain_secrets import in_variables
from pcicheck.providers.reading import is_one_of, only

SCANNING_API = "containerscanning.googleapis.com"
_ELSEWHERE = "Google Cloud settles it outside the registry"
_NOT_DOCKER = Inapplicable("it holds no container images")
_PROJECT_DECIDES = Unknown("whether the project's scanning service is on does not stand in this input")
_IN_A_FILE = Unknown("the build is described in a file of the source code")
_NOT_A_SETTING = "Cloud Build has no such setting"


def repository(document: Document) -> Iterator[Resource]:
    """A repository of Artifact Registry."""
    images = is_one_of(document, "format", Unknown("no format is stated"), "docker")
    facts = only(
        Registry,
        _ELSEWHERE,
        immutable_tags=_if_images(images, document.flag("docker_config.immutable_tags", False)),
        anonymous_pull=_if_images(images, is_public(grants_of(document))),
        scan_on_push=_if_images(images, _scans(document)),
        encryption=kms_encryption(document, "kms_key_name"),
    )
    yield from made(document, facts)


def container_registry(document: Document) -> Iterator[Resource]:
    """The older Container Registry, whose images lie in a bucket that its own IAM opens or closes."""
    public = any_true(*(_lets_in(document, form) for form in ("member", "binding", "policy")))
    facts = only(Registry, _ELSEWHERE, anonymous_pull=public, scan_on_push=_scans(document))
    yield from made(document, facts)


def build_trigger(document: Document) -> Iterator[Resource]:
    """A trigger of Cloud Build with the build that it starts."""
    logging = document.text("build.options.logging", "LEGACY")
    described = document.block("build") is not None
    logged: Fact[bool] = logging if isinstance(logging, Unknown) else logging.upper() != "NONE" if logging else True
    facts = only(
        Build,
        _NOT_A_SETTING,
        plain_secrets=_plain_secrets(document, described=described),
        logged=logged if described else _IN_A_FILE,
    )
    yield from made(document, facts)


def worker_pool(document: Document) -> Iterator[Resource]:
    """Private workers of Cloud Build."""
    public = negated(document.flag("worker_config.no_external_ip", False))
    yield from made(document, BuildPool(public_addresses=public))


def deployment_policy(document: Document) -> Iterator[Resource]:
    """The policy of Binary Authorization of a project."""
    rule = "default_admission_rule"
    facts = DeploymentPolicy(
        admits_all=is_one_of(document, f"{rule}.evaluation_mode", Unknown("no mode is stated"), "always_allow"),
        enforced=is_one_of(
            document, f"{rule}.enforcement_mode", Unknown("no mode is stated"), "enforced_block_and_audit_log"
        ),
    )
    yield from made(document, facts)


def project_services(document: Document) -> Iterator[Resource]:
    """What a project turns on; the older ``google_project_services`` lists everything that is on."""
    if document.type == "google_project_services":
        services = document.texts("services")
        images = (
            services
            if isinstance(services, Unknown)
            else any_true(*(name if isinstance(name, Unknown) else name == SCANNING_API for name in services))
        )
        yield from made(document, ScanningService(scans_images=images), "scanning" if images is True else "")
        if images is not True:
            return
    elif document.text("service") != SCANNING_API:
        return
    why = "it scans container images only"
    covers = only(Coverage, why, images=True)
    yield from made(document, only(Detector, why, purpose="vulnerabilities", enabled=True, covers=covers))


def _if_images(images: bool | Unknown, answer: Fact[bool]) -> Fact[bool]:
    if isinstance(images, Unknown):
        return images
    return answer if images else _NOT_DOCKER


def _scans(document: Document) -> Fact[bool]:
    if is_one_of(document, "vulnerability_scanning_config.enablement_config", "inherited", "disabled") is True:
        return False
    apis = document.surroundings.of_type("google_project_service")
    return True if any(api.get("service") == SCANNING_API for api in apis) else _PROJECT_DECIDES


def _lets_in(document: Document, form: str) -> bool | Unknown:
    grants = document.surroundings.of_type(f"google_storage_bucket_iam_{form}")
    return any_true(
        *(
            is_public(read_grants(grant))
            for grant in grants
            if any(found is document for found in grant.follow_all("bucket", document.type))
        )
    )


def _plain_secrets(document: Document, *, described: bool) -> Fact[tuple[str, ...]]:
    variables: dict[str, Any] = {}
    substitutions = document.get("substitutions")
    if isinstance(substitutions, Unknown):
        return substitutions
    if isinstance(substitutions, dict):
        variables |= substitutions
    steps = document.blocks("build.step")
    if isinstance(steps, Unknown):
        return steps
    for block, path in ((document, "build.options.env"), *((step, "env") for step in steps)):
        variables |= _assignments(block, path)
    found = in_variables(variables)
    return found if found or described else _IN_A_FILE


def _assignments(block: Block, path: str) -> dict[str, Any]:
    entries = block.texts(path)
    if isinstance(entries, Unknown):
        return {"secret": entries}
    return dict(entry.split("=", 1) for entry in entries if isinstance(entry, str) and "=" in entry)
