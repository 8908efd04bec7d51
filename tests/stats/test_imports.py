"""The statistics start quickly: scipy is loaded only by the functions that need it."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import oarlock.stats


def test_no_module_loads_scipy_on_import() -> None:
    names = [f"oarlock.stats.{module.name}" for module in pkgutil.iter_modules(oarlock.stats.__path__)]
    told = f"import sys, {', '.join(names)}; sys.exit(any(name.split('.')[0] == 'scipy' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
