"""Expressions and functions, with what Terraform's documentation says of each."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from pcicheck.model.value import SENSITIVE, Unknown
from pcicheck.providers.reading import is_set
from tests.sources.hcl.configuration import documents, value

GIVEN = """
variable "nothing" {}
variable "list" { default = ["a", "b"] }
variable "map" { default = { a = 1, b = 2 } }
variable "people" { default = [{ name = "x", on = true }, { name = "y", on = false }] }
resource "aws_kms_key" "k" {}
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3 - 4 / 2", 5),
        ("(1 + 2) * 3", 9),
        ("-3 % 2", -1),
        ("2 >= 2 && !(1 > 2) || false", True),
        ('"a" == "a" ? "yes" : "no"', "yes"),
        ("1 == true", False),
        ('"${var.list[0]}-${var.map["b"]}"', "a-2"),
        ('"$${kept} %%{kept} \\"q\\" \\u00e9\\n"', '${kept} %{kept} "q" é\n'),
        ('"%{ if true }yes%{ else }no%{ endif }"', "yes"),
        ('"%{ for x in var.list ~}\n ${x},%{ endfor }"', "a,b,"),
        ('"${true}"', True),
        ("[True, FALSE]", [True, False]),
        ("[for x in var.list : upper(x)]", ["A", "B"]),
        ('[for i, x in var.list : i if x != "a"]', [1]),
        ("{for k, v in var.map : v => k}", {"1": "a", "2": "b"}),
        ("{for p in var.people : tostring(p.on) => p.name...}", {"true": ["x"], "false": ["y"]}),
        ("var.people[*].name", ["x", "y"]),
        ("var.people.*.on", [True, False]),
        ("var.list.1", "b"),
        ("null", None),
        ("1.5e3", 1500.0),
        ('{ "a b" = 1, (var.list[0]) = 2, c : 3 }', {"a b": 1, "a": 2, "c": 3}),
        ("var.nothing || true", True),
        ("false && var.nothing", False),
        ('var.nothing ? "same" : "same"', "same"),
        ("length([var.nothing, 1])", 2),
        ('try(var.map.zzz, "fallback")', "fallback"),
        ("can(var.map.zzz)", False),
        ('contains(["a", var.nothing], "a")', True),
        ('lookup(var.map, "z", 9)', 9),
        ("merge(var.map, { b = 3 })", {"a": 1, "b": 3}),
        ('concat(var.list, ["c"])', ["a", "b", "c"]),
        ("flatten([[1, [2]], [3]])", [1, 2, 3]),
        ('toset(["b", "a", "b"])', ["a", "b"]),
        ('coalesce(null, "", "x")', "x"),
        ("one([])", None),
        ("element(var.list, 3)", "b"),
        ("slice(var.list, 0, 1)", ["a"]),
        ('zipmap(["a"], [1])', {"a": 1}),
        ("keys(var.map)", ["a", "b"]),
        ("setproduct([1], [2, 3])", [[1, 2], [1, 3]]),
        ("range(0, 6, 2)", [0, 2, 4]),
        ("sum([1, 2.5])", 3.5),
        ("max(1, 7, 3)", 7),
        ('format("%s-%03d-%t-%q-%%", "a", 7, true, "x")', 'a-007-true-"x"-%'),
        ('formatlist("%s!", var.list)', ["a!", "b!"]),
        ('join(",", var.list)', "a,b"),
        ('split(",", "a,b")', ["a", "b"]),
        ('replace("a-b", "/(.)-(.)/", "$2$1")', "ba"),
        ('regex("[0-9]+", "a12")', "12"),
        ('regexall("[a-z]", "a1b")', ["a", "b"]),
        ('substr("hello", 1, 3)', "ell"),
        ('trimprefix("abc", "a")', "bc"),
        ('title("hello world")', "Hello World"),
        ('jsondecode("{\\"a\\": [1]}").a[0]', 1),
        ("jsonencode({ a = [true, null] })", '{"a":[true,null]}'),
        ('yamldecode("a: [1]")', {"a": [1]}),
        ('base64decode(base64encode("x"))', "x"),
        ('sha256("a")', "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
        ('cidrsubnet("10.0.0.0/16", 8, 2)', "10.0.2.0/24"),
        ('cidrhost("10.0.0.0/24", 5)', "10.0.0.5"),
        ('cidrsubnets("10.1.0.0/16", 4, 4, 8)', ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24"]),
        ('timeadd("2026-01-01T00:00:00Z", "36h")', "2026-01-02T12:00:00Z"),
        ('tobool("true")', True),
        ('aws_kms_key.k.arn != ""', True),
        ("aws_kms_key.k == null", False),
        ("alltrue([])", True),
        ("anytrue([false, true])", True),
        ('transpose({ a = ["x"] })', {"x": ["a"]}),
        ("terraform.workspace", "default"),
    ],
)
def test_known(tmp_path: Path, expression: str, expected: Any) -> None:
    found = value(tmp_path, expression, GIVEN)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("var.nothing", "the variable 'nothing' has no default and no value was given"),
        ('"x-${var.nothing}"', "has no default"),
        ("var.nothing == 1", "has no default"),
        ("var.nothing ? 1 : 2", "has no default"),
        ("[for x in var.nothing : x]", "has no default"),
        ("concat(var.list, var.nothing)", "has no default"),
        ("aws_kms_key.k.arn", "aws_kms_key.k.arn is known only after apply"),
        ("aws_kms_key.zzz.arn", "aws_kms_key.zzz is not declared"),
        ("local.zzz", "the local 'zzz' is not declared"),
        ("nonsense(1)", "the function nonsense is not evaluated here"),
        ("provider::aws::arn_parse(1)", "the function provider::aws::arn_parse is not evaluated here"),
        ("timestamp()", "timestamp() gives a value only when Terraform runs"),
        ("var.map.zzz", "there is no attribute 'zzz'"),
        ("var.list[7]", "there is no element 7"),
        ("1 / 0", "division by zero"),
        ('regex("[0-9]+", "abc")', "matches nothing"),
        ('file("/etc/passwd")', "/etc/passwd lies outside the folder that is scanned"),
        ('file("../../../../etc/passwd")', "lies outside the folder that is scanned"),
        ('file("missing.json")', "missing.json cannot be read"),
        ("range(100000000000)", "larger than pcicheck evaluates"),
        ('format("%s", null, var.nothing)', "has no default"),
        ("setproduct(range(1000), range(1000))", "too many elements"),
    ],
)
def test_unknown(tmp_path: Path, expression: str, reason: str) -> None:
    found = value(tmp_path, expression, GIVEN)
    assert isinstance(found, Unknown)
    assert reason in found.reason


def test_heredocs(tmp_path: Path) -> None:
    found = value(tmp_path, "<<-EOT\n    a ${1 + 1}\n      b\n\n    c\n  EOT")
    assert found == "a 2\n  b\n\nc\n"
    assert value(tmp_path, "<<EOT\n  kept\nEOT") == "  kept\n"


def test_a_text_known_in_part_has_a_draft(tmp_path: Path) -> None:
    found = value(tmp_path, 'jsonencode({ Resource = "${aws_kms_key.k.arn}/x", Any = var.nothing })', GIVEN)
    assert isinstance(found, Unknown)
    assert found.draft == '{"Any":"${unknown}","Resource":"${aws_kms_key.k.arn}/x"}'
    assert found.refers == ()


def test_references_travel_through_everything(tmp_path: Path) -> None:
    for expression in (
        "aws_kms_key.k.arn",
        "[aws_kms_key.k.arn][0]",
        '{ a = aws_kms_key.k }["a"].key_id',
        "coalesce(null, aws_kms_key.k.arn)",
        "true ? aws_kms_key.k.arn : null",
        'try(aws_kms_key.k.arn, "")',
        "one(aws_kms_key.k[*].arn)",
        "element([aws_kms_key.k.arn], 0)",
        '"${aws_kms_key.k.arn}:*"',
    ):
        found = value(tmp_path, expression, GIVEN)
        assert isinstance(found, Unknown), expression
        assert found.refers == ("aws_kms_key.k",), expression


@pytest.mark.parametrize(
    "expression",
    [
        "timestamp()",
        'timeadd(timestamp(), "24h")',
        '"${formatdate("YYYY-MM-DD", timestamp())}T00:00:00Z"',
        "uuid()",
    ],
)
def test_what_a_run_makes_up_is_something(tmp_path: Path, expression: str) -> None:
    source = f'resource "aws_iam_policy" "p" {{\n  policy = {expression}\n}}\n'
    found = documents(tmp_path, {"main.tf": source})["aws_iam_policy.p"]
    assert isinstance(found.get("policy"), Unknown)
    assert is_set(found, "policy") is True


def test_what_an_unknown_condition_decides_refers_to_nothing(tmp_path: Path) -> None:
    found = value(tmp_path, "var.nothing ? aws_kms_key.k.arn : null", GIVEN)
    assert isinstance(found, Unknown)
    assert found.refers == ()


def test_sensitive_values_are_not_read(tmp_path: Path) -> None:
    more = 'variable "secret" {\n  default = "hunter2"\n  sensitive = true\n}'
    assert value(tmp_path, "var.secret", more) == SENSITIVE
    assert value(tmp_path, '"x${var.secret}"', more) == SENSITIVE
    assert value(tmp_path, 'sensitive("x")') == SENSITIVE


def test_types_convert_as_declared(tmp_path: Path) -> None:
    more = """
    variable "o" {
      type = object({ on = optional(bool, true), size = number, note = optional(string), tags = optional(map(string), {}) })
      default = { size = "3", extra = 1 }
    }
    variable "flag" {
      type = bool
      default = "true"
    }
    variable "never" {
      type     = string
      default  = "d"
      nullable = false
    }
    """
    assert value(tmp_path, "var.o", more) == {"on": True, "size": 3, "note": None, "tags": {}}
    assert value(tmp_path, "var.flag", more) is True


def test_growth_is_bounded(tmp_path: Path) -> None:
    doubling = "\n".join(f'  a{i} = "${{local.a{i - 1}}}${{local.a{i - 1}}}"' for i in range(1, 60))
    found = value(tmp_path, "local.a59", f'locals {{\n  a0 = "xxxxxxxx"\n{doubling}\n}}')
    assert isinstance(found, Unknown)
    assert "larger than pcicheck evaluates" in found.reason


def test_locals_that_refer_to_themselves(tmp_path: Path) -> None:
    found = value(tmp_path, "local.a", "locals {\n  a = local.b\n  b = local.a\n}")
    assert isinstance(found, Unknown)
    assert "refers to itself" in found.reason


def test_templates_and_files(tmp_path: Path) -> None:
    (tmp_path / "t.tpl").write_text("%{ for n in names }${n};%{ endfor }")
    (tmp_path / "p.json").write_text('{"a": 1}')
    assert value(tmp_path, 'templatefile("t.tpl", { names = ["x", "y"] })') == "x;y;"
    assert value(tmp_path, 'jsondecode(file("${path.module}/p.json")).a') == 1
    assert value(tmp_path, 'fileexists("nope")') is False
    more = 'data "template_file" "t" {\n  template = "v=$${v}"\n  vars = { v = 1 }\n}'
    assert value(tmp_path, "data.template_file.t.rendered", more) == "v=1"


def test_math_agrees_with_python(tmp_path: Path) -> None:
    assert math.isclose(value(tmp_path, "log(8, 2)"), 3)
    assert value(tmp_path, "pow(2, 10)") == 1024
    assert value(tmp_path, "ceil(1.2)") == 2


def test_arguments_that_are_lists(tmp_path: Path) -> None:
    assert value(tmp_path, "max([1, 5]...)") == 5
    found = documents(tmp_path, {"main.tf": 'resource "x_y" "z" {\n  a = merge([for k in ["p"] : { (k) = 1 }]...)\n}'})
    assert found["x_y.z"].get("a") == {"p": 1}
