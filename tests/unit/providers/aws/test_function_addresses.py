"""What is found about the address of a function names the function too."""

from __future__ import annotations

from typing import Any

import msgspec

from pcicheck.cases.shorthand import Ref, plan
from pcicheck.providers.adapt import adapt
from pcicheck.providers.registry import READ_TYPES
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.plan import read


def test_a_function_stands_beside_its_address() -> None:
    resources: dict[str, dict[str, Any]] = {
        "aws_lambda_function.f": {"function_name": "f", "runtime": "python3.13"},
        "aws_lambda_function_url.near": {"function_name": Ref(("aws_lambda_function.f.function_name",))},
        "aws_lambda_function_url.far": {"function_name": "elsewhere"},
    }
    documents = read(Input("plan.json", msgspec.json.encode(plan(resources))), READ_TYPES).documents
    related = {found.native_address: found.related for found in adapt(documents, [])}
    assert related["aws_lambda_function_url.near"] == ("aws_lambda_function.f",)
    assert related["aws_lambda_function_url.far"] == ()
