"""Families of parameter groups, and what engines require by default."""

from __future__ import annotations

import pytest

from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.aws.data.settings import default_requires_tls, family_of


@pytest.mark.parametrize(
    ("text", "engine", "version"),
    [
        ("postgres15", "postgres", 15.0),
        ("postgres9.6", "postgres", 9.6),
        ("default.mysql8.0", "mysql", 8.0),
        ("default.aurora-mysql8.0", "aurora-mysql", 8.0),
        ("aurora-postgresql16", "aurora-postgresql", 16.0),
        ("aurora5.6", "aurora", 5.6),
        ("sqlserver-se-15.0", "sqlserver", 15.0),
        ("oracle-ee-cdb-19", "oracle", 19.0),
        ("custom-oracle-ee-19", "oracle", 19.0),
        ("db2-ae-11.5", "db2", 11.5),
        ("docdb5.0", "docdb", 5.0),
        ("default.neptune1", "neptune", 1.0),
        ("default.redshift-2.0", "redshift", 2.0),
        ("db2-ae", "db2", None),
        ("???", "???", None),
    ],
)
def test_families_are_split_into_engine_and_version(text: str, engine: str, version: float | None) -> None:
    assert family_of(text) == (engine, version)


@pytest.mark.parametrize(
    ("engine", "version", "required"),
    [
        ("postgres", 14.9, False),
        ("postgres", 15.0, True),
        ("aurora-postgresql", 16.4, False),
        ("aurora-postgresql", 17.0, True),
        ("mysql", 8.4, False),
        ("mariadb", 10.6, False),
        ("mariadb", 11.8, True),
        ("docdb", None, True),
        ("neptune", None, True),
        ("redshift", 1.0, False),
        ("redshift", 2.0, True),
    ],
)
def test_versions_decide_the_default(engine: str, version: float | None, required: bool) -> None:
    assert default_requires_tls(engine, version) is required


def test_without_a_version_the_default_is_unknown() -> None:
    assert isinstance(default_requires_tls("postgres", None), Unknown)


def test_an_engine_without_such_a_parameter_is_not_asked() -> None:
    assert isinstance(default_requires_tls("oracle", 19.0), Inapplicable)
