"""Scope categories: everything is in until something declares otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcicheck.errors import ConfigError
from pcicheck.model.kinds.storage import ObjectStore
from pcicheck.model.origin import Origin
from pcicheck.model.resource import Resource
from pcicheck.scope.declaration import ScopeDeclaration, categorise, load_scope


def _resource(address: str = "aws_s3_bucket.a", account: str | None = None, **labels: str) -> Resource:
    return Resource(
        facts=ObjectStore(),
        address=address,
        provider="aws",
        native_type="aws_s3_bucket",
        native_address=address,
        origin=Origin(source="test"),
        account=account,
        region="eu-west-1",
        labels=labels,
    )


def _category(declaration: ScopeDeclaration, resource: Resource) -> tuple[str, str, list[str]]:
    warnings: list[str] = []
    categorise(declaration)(resource, warnings.append)
    return resource.scope, resource.scope_basis, warnings


def _load(folder: Path, text: str) -> ScopeDeclaration:
    path = folder / "scope.yaml"
    path.write_text(text, "utf-8")
    return load_scope(path)


def test_the_default_is_in_scope() -> None:
    assert _category(ScopeDeclaration(), _resource())[:2] == ("cde", "assumed: nothing declares it otherwise")


@pytest.mark.parametrize(
    ("label", "value", "category"),
    [
        ("pci-scope", "cde", "cde"),
        ("pci:scope", "Connected", "connected"),
        ("pci_scope", "security_impacting", "security"),
        ("pci-scope", "out-of-scope", "out"),
    ],
)
def test_labels_declare(label: str, value: str, category: str) -> None:
    assert _category(ScopeDeclaration(), _resource(**{label: value})) == (category, f"label {label}={value}", [])


def test_a_label_that_names_no_category_warns_and_counts_for_nothing() -> None:
    category, _, warnings = _category(ScopeDeclaration(), _resource(**{"pci-scope": "cdee"}))
    assert category == "cde"
    assert "did you mean 'cde'" in warnings[0]


def test_labels_can_be_ignored(tmp_path: Path) -> None:
    assert _category(_load(tmp_path, "label: null\n"), _resource(**{"pci-scope": "out"}))[0] == "cde"


@pytest.mark.parametrize(
    ("selector", "address", "matches"),
    [
        ("address: aws_s3_bucket.a", "aws_s3_bucket.a", True),
        ("address: aws_s3_bucket.*", "aws_s3_bucket.zzz", True),
        ("module: module.logging", "module.logging.aws_s3_bucket.a", True),
        ("module: logging", 'module.logging["eu"].module.x.aws_s3_bucket.a', True),
        ("module: log", "module.logging.aws_s3_bucket.a", False),
        ("name: public_*", "aws_s3_bucket.public_site", True),
        ("native_type: aws_s3_bucket", "aws_s3_bucket.a", True),
        ("account: '123456789012'", "aws_s3_bucket.a", True),
        ("account: '999999999999'", "aws_s3_bucket.a", False),
        ("region: eu-*", "aws_s3_bucket.a", True),
        ("labels: {team: web*}", "aws_s3_bucket.a", True),
        ("labels: {team: data}", "aws_s3_bucket.a", False),
        ("name: a, region: us-*", "aws_s3_bucket.a", False),
    ],
)
def test_selectors(tmp_path: Path, selector: str, address: str, matches: bool) -> None:
    text = f"selectors:\n  - {{category: connected, {selector}}}\n"
    resource = _resource(address, "123456789012", team="website")
    assert (_category(_load(tmp_path, text), resource)[0] == "connected") is matches


def test_the_first_selector_wins_over_later_ones_and_labels(tmp_path: Path) -> None:
    text = "selectors:\n  - {category: security, name: a}\n  - {category: out, name: a, reason: not used}\n"
    resource = _resource(**{"pci-scope": "connected"})
    assert _category(_load(tmp_path, text), resource)[:2] == ("security", "declared by name a")


def test_another_default(tmp_path: Path) -> None:
    assert _category(_load(tmp_path, "default: connected\n"), _resource())[:2] == ("connected", "the declared default")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selectors:\n  - {category: out, name: a}\n", r"scope.yaml:2: category 'out' needs a reason"),
        ("selectors:\n  - {category: cde}\n", r"scope.yaml:2: selects everything"),
        ("selectors:\n  - {category: outside, name: a}\n", r"scope.yaml:2: Invalid enum value 'outside'"),
        ("selector: []\n", r"unknown field `selector`"),
        ("- a\n", r"scope.yaml:1: Expected `object`"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        _load(tmp_path, text)
