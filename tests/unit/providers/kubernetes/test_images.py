"""Names of container images, read apart."""

from __future__ import annotations

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.workload.images import Image


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("nginx", "docker.io/library/nginx"),
        ("nginx:1.25", "docker.io/library/nginx"),
        ("team/app:1", "docker.io/team/app"),
        ("eu.foo.io/nginx", "eu.foo.io/nginx"),
        ("registry:5000/a/b:2", "registry:5000/a/b"),
        ("localhost/app", "localhost/app"),
        ("bar.io/app:1.2@sha256:0123", "bar.io/app"),
        ("bar.io/app@sha256:0123", "bar.io/app"),
    ],
)
def test_the_name_has_a_registry_and_no_tag(written: str, name: str) -> None:
    assert Image(Block({"image": written})).name() == name


@pytest.mark.parametrize("written", [{}, {"image": Unknown("a template fills it in")}, {"image": ["a"]}])
def test_the_name_is_not_known(written: dict[str, object]) -> None:
    assert isinstance(Image(Block(written)).name(), Unknown)


def test_a_tag_that_is_not_known_leaves_the_name_known() -> None:
    image = Image(Block({"image": Unknown("known after apply", draft="bar.io/app:${var.tag}")}))

    assert image.name() == "bar.io/app"
