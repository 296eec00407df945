"""Lambda functions and their addresses.

Defaults, Terraform registry, hashicorp/aws, ``aws_lambda_function``: outside any VPC without ``vpc_config``, no code
signing without ``code_signing_config_arn``, ``package_type`` Zip (an Image has neither runtime nor code signing).
Environment variables are always encrypted, with the key aws/lambda where ``kms_key_arn`` names none (AWS Lambda
Developer Guide, "Securing Lambda environment variables"). ``aws_lambda_function_url.authorization_type`` is required.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.workload import Function, FunctionEndpoint
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.data.common import holds, is_set, made
from pcicheck.providers.aws.kms import kms_encryption
from pcicheck.providers.plain_secrets import in_variables

_IMAGE = Inapplicable("a container image brings its own runtime and signature")
_NO_VARIABLES = Inapplicable("it has no environment variables")
_NO_RUNTIME = Unknown("no runtime is stated")
_NO_TYPE = Unknown("no authorization type is stated")


def function(document: Document) -> Iterator[Resource]:
    """A function."""
    image = _is_image(document)
    variables = _has_variables(document)
    runtime: Fact[str] = document.text("runtime", _NO_RUNTIME)
    facts = Function(
        runtime=_IMAGE if image is True else image if isinstance(image, Unknown) else runtime,
        private_network=_in_network(document),
        code_signed=_IMAGE if image is True else is_set(document, "code_signing_config_arn"),
        environment=variables,
        environment_encryption=Encryption(at_rest=_NO_VARIABLES, key_owner=_NO_VARIABLES, key=_NO_VARIABLES)
        if variables is False
        else kms_encryption(document, "kms_key_arn"),
        plain_secrets=in_variables(document.get("environment.variables")),
    )
    yield from made(document, facts, "function_name", "qualified_arn", "invoke_arn")


def function_url(document: Document) -> Iterator[Resource]:
    """An address of a function, which stands beside it in what is found."""
    kind = document.text("authorization_type", _NO_TYPE)
    authenticated = kind if isinstance(kind, Unknown) else str(kind).upper() != "NONE"
    origins = holds(document.texts("cors.allow_origins"), "*")
    called = document.follow("function_name", "aws_lambda_function")
    for endpoint in made(document, FunctionEndpoint(authenticated=authenticated, any_origin=origins), "function_url"):
        endpoint.related = endpoint.related if called is None else (*endpoint.related, called.address)
        yield endpoint


def _is_image(document: Document) -> bool | Unknown:
    kind = document.text("package_type", "Zip")
    return kind if isinstance(kind, Unknown) else str(kind).lower() == "image"


def _in_network(document: Document) -> bool | Unknown:
    block = document.block("vpc_config")
    if block is None or isinstance(block, Unknown):
        return block or False
    if isinstance(block.values, Unknown):
        return block.values
    subnets = block.get("subnet_ids")
    return isinstance(subnets, Unknown) or bool(subnets)


def _has_variables(document: Document) -> bool | Unknown:
    block = document.block("environment")
    if block is None or isinstance(block, Unknown):
        return block or False
    return bool(block.get("variables") != {})
