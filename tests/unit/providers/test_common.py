"""Labels, environments and schemas that no case of a rule tells apart."""

from __future__ import annotations

import pytest

from pcicheck.providers.common.labels import environment_named
from pcicheck.providers.headers import header_policy
from pcicheck.providers.schemas import field_name, of_avro, of_json_schema, of_protobuf


@pytest.mark.parametrize(
    ("label", "environment"),
    [
        ("prod", "production"),
        ("Production", "production"),
        ("prd-eu-1", "production"),
        ("live", "production"),
        ("non-prod", "pre_production"),
        ("preprod", "pre_production"),
        ("Pre-Production", "pre_production"),
        ("uat2", "pre_production"),
        ("shared", None),
        ("products", None),
        ("", None),
    ],
)
def test_environment_named(label: str, environment: str | None) -> None:
    assert environment_named(label) == environment


def test_field_names_are_split_into_words() -> None:
    assert field_name("cardTrack2Data") == "card_track2_data"
    assert field_name(" PIN-Block ") == "pin_block"


def test_fields_of_nested_schemas() -> None:
    inner = {"name": "card", "type": {"type": "record", "fields": [{"name": "cvv", "type": "string"}]}}
    assert of_avro({"type": "record", "fields": [inner]}) == ("card", "cvv")
    assert of_json_schema('{"properties": {"a": {"items": {"properties": {"pinBlock": {}}}}}}') == ("a", "pin_block")
    text = 'syntax = "proto3";\nmessage Pay {\n  repeated string track2 = 1;\n  map<string, string> more = 2;\n}'
    assert of_protobuf(text) == ("track2", "more")


def test_the_first_directive_of_a_name_counts() -> None:
    assert header_policy("script-src 'self'; script-src *", False).scripts_restricted is True
    assert header_policy("default-src *; script-src 'self'", False).scripts_restricted is True
    assert header_policy("img-src 'self'", False).scripts_restricted is False
