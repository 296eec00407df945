"""Cloud Functions, Cloud Run and App Engine.

Defaults, Terraform registry, hashicorp/google: ``ingress_settings`` ALLOW_ALL and no ``vpc_connector`` in
``google_cloudfunctions_function`` and ``google_cloudfunctions2_function``, whose second generation has them in
``service_config``; ``https_trigger_security_level`` lets plain HTTP through unless it is SECURE_ALWAYS (Cloud Functions
API, ``SecurityLevel``); ``ingress`` of ``google_cloud_run_v2_service`` and the annotation
``run.googleapis.com/ingress`` of ``google_cloud_run_service`` admit all traffic (Cloud Run documentation, "Restrict
network ingress"). Only callers with the role of an invoker get through, nobody by default, unless
``invoker_iam_disabled``. An account that is not named is the project's default one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.containers import Container, ContainerService, ContainerWorkload
from pcicheck.model.kinds.workload import Application, Function, FunctionEndpoint
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.workload.access import anyone_may_call
from pcicheck.providers.gcp.workload.common import is_shared_account, made
from pcicheck.providers.plain_secrets import in_variables
from pcicheck.providers.reading import is_one_of, is_set, only

_NO_RUNTIME = Unknown("no runtime is stated")
_OPEN_RUNTIME = Inapplicable("its runtime is a container image, or named without a version")
_RUNTIME = re.compile(r"(?P<language>[a-z]+)(?P<digits>\d\d+)")
_NO_VARIABLES = Inapplicable("it has no environment variables")
_NO_POLICY = Inapplicable("functions of the first generation have no rule about their code")
_NO_ADDRESS = Inapplicable("no HTTP request triggers it")
_REDIRECTED = Inapplicable("the platform redirects plain HTTP by itself")
_PLATFORM = "Cloud Run decides it for all containers alike"
_APP_ENGINE = "App Engine has no such setting"
_INTERNAL = ("internal", "internal-and-cloud-load-balancing")
_INTERNAL_V2 = ("ingress_traffic_internal_only", "ingress_traffic_internal_load_balancer")
_INTERNAL_FUNCTION = ("allow_internal_only", "allow_internal_and_gclb")
_SERVICE_V1 = "google_cloud_run_service"


def function(document: Document) -> Iterator[Resource]:
    """A function of the first or the second generation."""
    second = document.type == "google_cloudfunctions2_function"
    at = "service_config." if second else ""
    variables = document.get(f"{at}environment_variables")
    with_http = True if second else document.flag("trigger_http", False)
    connected = any_true(is_set(document, f"{at}vpc_connector"), is_set(document, f"{at}direct_vpc_network_interface"))
    facts = Function(
        runtime=document.text("build_config.runtime" if second else "runtime", _NO_RUNTIME),
        private_network=connected,
        code_signed=is_set(document, "service_config.binary_authorization_policy") if second else _NO_POLICY,
        environment=bool(variables),
        environment_encryption=kms_encryption(document, "kms_key_name")
        if variables
        else Encryption(at_rest=_NO_VARIABLES, key_owner=_NO_VARIABLES, key=_NO_VARIABLES),
        plain_secrets=in_variables(variables),
        internal_only=is_one_of(document, f"{at}ingress_settings", "allow_all", *_INTERNAL_FUNCTION),
        tls_only=_REDIRECTED if second else _tls_only(document, with_http),
        shared_identity=is_shared_account(document, f"{at}service_account_email"),
    )
    yield from made(document, facts)
    if with_http is not False:
        authenticated = _negated(anyone_may_call(document)) if with_http is True else with_http
        yield from made(document, FunctionEndpoint(authenticated=authenticated), "address")


def _tls_only(document: Document, with_http: bool | None | Unknown) -> Fact[bool]:
    if with_http is not True:
        return with_http or _NO_ADDRESS
    return is_one_of(document, "https_trigger_security_level", "secure_optional", "secure_always")


def run_service(document: Document) -> Iterator[Resource]:
    """A service or worker pool of Cloud Run, with its containers."""
    if document.type == _SERVICE_V1:
        ingress = _annotation(document, "run.googleapis.com/ingress")
        internal: Fact[bool] = ingress if isinstance(ingress, Unknown) else ingress in _INTERNAL
        account, containers = "template.spec.service_account_name", "template.spec.containers"
    else:
        internal = is_one_of(document, "ingress", "ingress_traffic_all", *_INTERNAL_V2)
        account, containers = "template.service_account", "template.containers"
    facts = only(
        ContainerService,
        _PLATFORM,
        internal_only=internal,
        authenticated=_negated(any_true(document.flag("invoker_iam_disabled", False), anyone_may_call(document))),
        shared_identity=is_shared_account(document, account),
    )
    yield from made(document, facts)
    yield from made(document, _workload(document, containers), "containers")


def run_job(document: Document) -> Iterator[Resource]:
    """A job of Cloud Run."""
    yield from made(document, _workload(document, "template.template.containers"))


def app_engine_version(document: Document) -> Iterator[Resource]:
    """A version of an App Engine service, standard or flexible."""
    facts = only(
        Application,
        _APP_ENGINE,
        runtimes=_runtimes(document),
        own_identity=_negated(is_shared_account(document, "service_account")),
        plain_secrets=in_variables(document.get("env_variables")),
        private_network=any_true(
            is_set(document, "vpc_access_connector"), is_set(document, "vpc_access"), is_set(document, "network")
        ),
    )
    yield from made(document, facts)


def _runtimes(document: Document) -> Fact[tuple[str | Unknown, ...]]:
    """The runtime as other platforms write it: ``python39`` is ``python 3.9``."""
    runtime = document.text("runtime", _NO_RUNTIME)
    if not isinstance(runtime, str):
        return runtime or _NO_RUNTIME
    found = _RUNTIME.fullmatch(runtime.lower())
    if found is None:
        return _OPEN_RUNTIME
    language, digits = found["language"], found["digits"]
    if language in ("java", "nodejs"):
        return (f"{language.removesuffix('js')} {digits}",)
    return (f"{language} {digits[0]}.{digits[1:]}",)


def _negated(answer: bool | Unknown) -> bool | Unknown:
    return answer if isinstance(answer, Unknown) else not answer


def _annotation(document: Document, name: str) -> str | Unknown:
    for path in ("metadata.annotations", "template.metadata.annotations"):
        written = document.get(path)
        if isinstance(written, Unknown):
            return written
        value = written.get(name) if isinstance(written, dict) else None
        if value is not None:
            return value if isinstance(value, Unknown) else str(value).lower()
    return "all"


def _workload(document: Document, path: str) -> ContainerWorkload:
    blocks = document.blocks(path)
    containers: Any = blocks if isinstance(blocks, Unknown) else tuple(_container(block) for block in blocks)
    return only(ContainerWorkload, _PLATFORM, containers=containers)


def _container(block: Block) -> Container | Unknown:
    if isinstance(block.values, Unknown):
        return block.values
    decided = Inapplicable(_PLATFORM)
    return Container(
        name=block.text("name"),
        privileged=decided,
        read_only_root=decided,
        root=decided,
        logged=decided,
        plain_secrets=_plain_secrets(block),
    )


def _plain_secrets(block: Block) -> tuple[str, ...] | Unknown:
    variables = block.blocks("env")
    if isinstance(variables, Unknown):
        return variables
    return in_variables({str(variable.text("name")): variable.get("value") for variable in variables})
