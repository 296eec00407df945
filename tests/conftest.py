"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

_IN_CHILDREN = ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """A test marked ``unmeasured`` is not measured for coverage, nor its fixtures, nor what it starts.

    Measuring takes as long again as the tests themselves; these run lines that others run too.
    """
    coverage = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if coverage is None or not item.get_closest_marker("unmeasured"):
        return (yield)
    with pytest.MonkeyPatch.context() as environment:
        for name in _IN_CHILDREN:
            environment.delenv(name, raising=False)
        coverage.pause()
        try:
            return (yield)
        finally:
            coverage.resume()
