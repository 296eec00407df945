"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from coverage import Coverage

_IN_CHILDREN = ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """A test marked ``unmeasured`` is not measured for coverage, nor its fixtures, nor what it starts.

    Measuring takes five times as long as the tests themselves; these run lines that others run too.
    """
    if not item.get_closest_marker("unmeasured"):
        return (yield)
    stopped: list[Coverage] = []
    with pytest.MonkeyPatch.context() as environment:
        for name in _IN_CHILDREN:
            environment.delenv(name, raising=False)
        while (running := Coverage.current()) is not None:  # a worker of xdist has one inside another
            running.stop()
            stopped.append(running)
        try:
            return (yield)
        finally:
            for coverage in reversed(stopped):
                coverage.start()
