"""Modules, expansion, variables and roots."""

from __future__ import annotations

import json
from pathlib import Path

from pcicheck.model.value import Unknown
from pcicheck.sources.base import Variables
from tests.sources.hcl.configuration import documents, read, write

VOLUME = 'variable "enc" {}\nresource "aws_ebs_volume" "v" {\n  encrypted = var.enc\n}\noutput "id" { value = aws_ebs_volume.v.id }\n'


def test_count_and_for_each(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        {
            "main.tf": """
            variable "n" {}
            resource "a_b" "c" {
              count = 2
              v = count.index
            }
            resource "a_b" "m" {
              for_each = { x = 1, "y z" = 2 }
              v = "${each.key}${each.value}"
            }
            resource "a_b" "s" {
              for_each = toset(["p"])
              v = each.value
            }
            resource "a_b" "none" { count = 0 }
            resource "a_b" "maybe" {
              count = var.n
              v = "kept"
              i = count.index
            }
            resource "a_b" "each" {
              for_each = var.n
              v = each.key
            }
            resource "a_b" "chained" {
              for_each = a_b.m
              v = each.value.v
            }
            """
        },
    )
    assert {a: d.get("v") for a, d in found.items() if not isinstance(d.get("v"), Unknown)} == {
        "a_b.c[0]": 0,
        "a_b.c[1]": 1,
        'a_b.m["x"]': "x1",
        'a_b.m["y z"]': "y z2",
        'a_b.s["p"]': "p",
        "a_b.maybe[0]": "kept",
        'a_b.chained["x"]': "x1",
        'a_b.chained["y z"]': "y z2",
    }
    assert isinstance(found["a_b.each"].get("v"), Unknown)
    assert found["a_b.maybe[0]"].get("i") == 0


def test_dynamic_blocks(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        {
            "main.tf": """
            variable "n" {}
            resource "a_b" "c" {
              dynamic "rule" {
                for_each = [22, 443]
                content {
                  port = rule.value
                  dynamic "peer" {
                    for_each = { a = 1 }
                    iterator = p
                    content { name = "${p.key}${rule.key}" }
                  }
                }
              }
              rule { port = 80 }
              dynamic "none" {
                for_each = []
                content {}
              }
              dynamic "later" {
                for_each = var.n
                content {}
              }
              mixed { a = 1 }
              dynamic "mixed" {
                for_each = var.n
                content {}
              }
            }
            """
        },
    )["a_b.c"]
    assert found.get("rule") == [
        {"port": 22, "peer": [{"name": "a0"}]},
        {"port": 443, "peer": [{"name": "a1"}]},
        {"port": 80},
    ]
    assert not found.has("none")
    assert isinstance(found.get("later"), Unknown)
    first, second = found.get("mixed")
    assert first == {"a": 1}
    assert isinstance(second, Unknown)


def test_modules_with_inputs_and_outputs(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        {
            "main.tf": """
            module "many" {
              source   = "./mod"
              for_each = { x = true, y = false }
              enc      = each.value
            }
            module "two" {
              source = "./mod/../mod"
              count  = 2
              enc    = "true"
            }
            resource "aws_ebs_snapshot" "s" { volume_id = module.many["x"].id }
            """,
            "mod/main.tf": VOLUME,
        },
    )
    assert {a: d.get("encrypted") for a, d in found.items() if d.type == "aws_ebs_volume"} == {
        'module.many["x"].aws_ebs_volume.v': True,
        'module.many["y"].aws_ebs_volume.v': False,
        "module.two[0].aws_ebs_volume.v": "true",
        "module.two[1].aws_ebs_volume.v": "true",
    }
    snapshot = found["aws_ebs_snapshot.s"]
    assert snapshot.follow("volume_id") is found['module.many["x"].aws_ebs_volume.v']
    volume = found['module.many["x"].aws_ebs_volume.v']
    assert (volume.origin.line, volume.origin.end_line) == (2, 4)
    assert str(volume.origin.file).endswith("mod/main.tf")


def test_references_to_known_values_are_followed(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        {
            "main.tf": """
            locals { name = aws_s3_bucket.b.bucket }
            resource "aws_s3_bucket" "b" { bucket = "pay" }
            resource "aws_s3_bucket" "same" { bucket = "pay" }
            resource "aws_s3_bucket_versioning" "v" { bucket = local.name }
            """
        },
    )
    version = found["aws_s3_bucket_versioning.v"]
    assert version.get("bucket") == "pay"
    assert version.follow_all("bucket", "aws_s3_bucket") == [found["aws_s3_bucket.b"]]


def test_a_name_with_a_random_part_leads_to_what_it_names(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        {
            "main.tf": """
            resource "random_integer" "r" {}
            resource "aws_s3_bucket" "b" { bucket = "pay-${random_integer.r.result}" }
            resource "aws_s3_bucket_versioning" "v" { bucket = aws_s3_bucket.b.bucket }
            resource "aws_s3_bucket_versioning" "w" { bucket = "pay-${random_integer.r.result}" }
            """
        },
    )
    version = found["aws_s3_bucket_versioning.v"]
    assert version.follow("bucket", "aws_s3_bucket") is found["aws_s3_bucket.b"]
    assert version.surroundings.names(version, "bucket") == ["aws_s3_bucket.b"]
    other = found["aws_s3_bucket_versioning.w"]
    assert other.surroundings.names(other, "bucket") == ["random_integer.r"]


def test_variable_files_and_options(tmp_path: Path) -> None:
    files = {
        "main.tf": 'variable "a" { default = 0 }\nvariable "b" {}\nresource "x_y" "z" {\n  a = var.a\n  b = var.b\n}\n',
        "terraform.tfvars": "a = 1\nb = 1\n",
        "z.auto.tfvars.json": '{"a": 2}',
        "own.tfvars": 'b = ["own"]\n',
    }
    doc = documents(tmp_path, files)["x_y.z"]
    assert (doc.get("a"), doc.get("b")) == (2, 1)
    given = Variables((str(tmp_path / "own.tfvars"),), ("a=opt",))
    doc = documents(tmp_path, files, given)["x_y.z"]
    assert (doc.get("a"), doc.get("b")) == ("opt", ["own"])
    assert documents(tmp_path, files, Variables((), ('b={ k = "v" }',)))["x_y.z"].get("b") == {"k": "v"}


def test_roots_are_kept_apart(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "prod/main.tf": 'module "m" {\n  source = "../mod"\n  enc = true\n}\n',
            "dev/main.tf": 'module "m" {\n  source = "../mod"\n  enc = false\n}\n',
            "mod/main.tf": VOLUME,
        },
    )
    readings = read(tmp_path)
    assert [[d.get("encrypted") for d in reading.documents] for reading in readings] == [[False], [True]]


def test_modules_that_terraform_init_has_put_here(tmp_path: Path) -> None:
    manifest = {
        "Modules": [{"Key": "", "Dir": "."}, {"Key": "m", "Dir": ".terraform/modules/m", "Source": "reg/m/aws"}]
    }
    found = documents(
        tmp_path,
        {
            "main.tf": 'module "m" {\n  source = "reg/m/aws"\n  enc = true\n}\n',
            ".terraform/modules/modules.json": json.dumps(manifest),
            ".terraform/modules/m/main.tf": VOLUME,
        },
    )
    assert found["module.m.aws_ebs_volume.v"].get("encrypted") is True


def test_json_tofu_and_override_files(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        {
            "a.tf.json": json.dumps(
                {
                    "variable": {"on": {"default": True}},
                    "resource": {
                        "a_b": {
                            "c": {
                                "on": "${var.on}",
                                "name": 'x-${upper("a")}',
                                "count": 1,
                                "dynamic": {"rule": {"for_each": [1], "content": {"port": "${rule.value}"}}},
                                "plain": [{"k": "v"}],
                            }
                        }
                    },
                }
            ),
            "b.tofu": 'resource "a_b" "d" { v = "tofu" }',
            "b.tf": 'resource "a_b" "d" { v = "shadowed" }',
            "e.tf": 'resource "a_b" "e" {\n  v = 1\n  kept = 1\n  rule { p = 1 }\n}',
            "override.tf": 'resource "a_b" "e" {\n  v = 2\n  rule { p = 2 }\n}',
        },
    )
    made = {"on": True, "name": "x-A", "rule": [{"port": 1}], "plain": [{"k": "v"}], "lifecycle": []}
    assert found["a_b.c[0]"].values == made
    assert found["a_b.d"].get("v") == "tofu"
    assert found["a_b.e"].values == {"v": 2, "kept": 1, "rule": [{"p": 2}], "lifecycle": []}


def test_providers_give_region_and_tags(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        {
            "main.tf": """
            variable "r" { default = "eu-central-1" }
            provider "aws" {
              region = var.r
              default_tags { tags = { "pci:scope" = "cde" } }
            }
            provider "aws" {
              alias  = "us"
              region = "us-east-1"
            }
            resource "aws_sqs_queue" "here" { tags = { own = "1" } }
            resource "aws_sqs_queue" "there" { provider = aws.us }
            module "m" {
              source    = "./mod"
              providers = { aws = aws.us }
            }
            """,
            "mod/main.tf": 'resource "aws_sqs_queue" "q" {}',
        },
    )
    assert {a: d.region for a, d in found.items()} == {
        "aws_sqs_queue.here": "eu-central-1",
        "aws_sqs_queue.there": "us-east-1",
        "module.m.aws_sqs_queue.q": "us-east-1",
    }
    assert found["aws_sqs_queue.here"].get("tags_all") == {"pci:scope": "cde", "own": "1"}


def test_version_and_source_of_a_resource_are_attributes_like_any_other(tmp_path: Path) -> None:
    text = """
    resource "a_b" "c" {
      version    = "1.17"
      source     = "file.bin"
      provider   = a.west
      depends_on = [a_b.d]
    }
    """
    found = documents(tmp_path, {"main.tf": text})["a_b.c"]
    assert (found.get("version"), found.get("source"), found.get("provider"), found.get("depends_on")) == (
        "1.17",
        "file.bin",
        None,
        None,
    )


def test_what_is_not_declared_is_still_one_named_thing(tmp_path: Path) -> None:
    text = """
    resource "a_b" "c" {
      policy = <<EOF
    {"Principal": {"AWS": "${aws_iam_user.elsewhere.arn}"}, "Action": ["s3:GetObject",],}
    EOF
    }
    """
    decoded = documents(tmp_path, {"main.tf": text})["a_b.c"].json("policy")
    assert decoded["Principal"]["AWS"].refers == ("aws_iam_user.elsewhere",)
    assert decoded["Action"] == ["s3:GetObject"]


def test_default_labels_of_google(tmp_path: Path) -> None:
    found = documents(
        tmp_path,
        {
            "main.tf": """
            provider "google" {
              region         = "europe-west1"
              default_labels = { "pci-scope" = "cde", own = "0" }
            }
            resource "google_storage_bucket" "b" { labels = { own = "1" } }
            resource "google_project_iam_member" "m" { role = "roles/viewer" }
            """,
        },
    )
    assert found["google_storage_bucket.b"].get("terraform_labels") == {"pci-scope": "cde", "own": "1"}
    assert found["google_project_iam_member.m"].get("terraform_labels") is None
