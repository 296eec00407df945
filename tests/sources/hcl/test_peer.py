"""What tfparse (the parser of Cloud Custodian) evaluates to a value, we evaluate to the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tfparse

from pcicheck.model.value import Unknown
from tests.sources.hcl.configuration import documents

FILES = {
    "main.tf": """
    variable "env" { default = "prod" }
    variable "ports" { default = [22, 443] }
    variable "people" { default = { ann = "admin", bob = "user" } }
    variable "settings" {
      type    = object({ size = number, tags = optional(map(string), { a = "b" }) })
      default = { size = 3 }
    }
    locals {
      name   = "pay-${var.env}"
      admins = [for name, role in var.people : name if role == "admin"]
      merged = merge({ x = 1 }, { y = upper("b") })
      nested = flatten([for p in var.ports : [for n, r in var.people : "${n}:${p}:${r}"]])
    }
    resource "aws_sqs_queue" "a" {
      name  = local.name
      tags  = merge(var.settings.tags, { first = local.admins[0], count = length(local.nested) })
      delay = var.settings.size * 10
      last  = element(local.nested, length(local.nested) - 1)
      fifo  = contains(keys(var.people), "ann") && !startswith(local.name, "dev")
      text  = <<-EOT
        ${join(",", [for p in var.ports : format("%05d", p)])}
          ${try(var.people.zed, "nobody")}
      EOT
      json  = jsonencode({ Version = "1", Rules = [for p in var.ports : { port = p }] })
      net   = cidrsubnet("10.0.0.0/8", 8, 7)
      maybe = var.env == "prod" ? "yes" : "no"
    }
    resource "aws_sqs_queue" "many" {
      for_each = var.people
      name     = "${each.key}-${each.value}"
    }
    resource "aws_sqs_queue" "two" {
      count = length(var.ports)
      name  = "q${count.index}-${var.ports[count.index]}"
    }
    resource "aws_security_group" "g" {
      dynamic "ingress" {
        for_each = { for p in var.ports : tostring(p) => p }
        content {
          from_port = ingress.value
          to_port   = tonumber(ingress.key)
        }
      }
    }
    module "m" {
      source   = "./m"
      for_each = toset(["eu", "us"])
      region   = each.key
    }
    """,
    "m/main.tf": 'variable "region" {}\nresource "aws_sqs_queue" "q" { name = "q-${var.region}" }\n',
}


def _theirs(folder: Path) -> dict[str, dict[str, Any]]:
    found = tfparse.load_from_path(str(folder))
    return {
        item["__tfmeta"]["path"]: item
        for kind in ("aws_sqs_queue", "aws_security_group")
        for item in found.get(kind, [])
    }


def _compare(path: str, ours: Any, theirs: Any) -> int:
    """The number of leaves that both know; they must be equal."""
    if isinstance(ours, Unknown) or theirs is None:
        return 0
    if isinstance(ours, list) and isinstance(theirs, dict) and len(ours) == 1:
        theirs = [theirs]  # tfparse writes a single block without its list
    if isinstance(ours, dict):
        return sum(_compare(f"{path}.{name}", value, theirs.get(name)) for name, value in ours.items())
    if isinstance(ours, list):
        assert len(ours) == len(theirs), path
        return sum(_compare(f"{path}[{i}]", *pair) for i, pair in enumerate(zip(ours, theirs, strict=True)))
    assert ours == theirs, path
    return 1


def test_values_agree_with_tfparse(tmp_path: Path) -> None:
    ours = documents(tmp_path, FILES)
    theirs = _theirs(tmp_path)
    assert set(ours) == set(theirs)
    leaves = 0
    for address, document in ours.items():
        assert not isinstance(document.values, Unknown)
        meta = theirs[address]["__tfmeta"]
        assert (document.origin.line, document.origin.end_line) == (meta["line_start"], meta["line_end"])
        values = {name: value for name, value in document.values.items() if name != "lifecycle"}
        leaves += _compare(address, values, theirs[address])
    assert leaves >= 20
