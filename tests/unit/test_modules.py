"""Every module stands by itself."""

from __future__ import annotations

import subprocess
import sys

EVERY = """
import importlib, pkgutil, pcicheck
for found in pkgutil.walk_packages(pcicheck.__path__, "pcicheck."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
"""


def test_every_module_can_be_imported() -> None:
    """A new process imports each in the order of names, so that none rests on what another happened to import."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", EVERY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
