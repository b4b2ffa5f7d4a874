"""How good, how fair and how fast matching is, as numbers that anybody can measure again.

Importing this first sets the number of threads, and makes the pure engine importable by a Python
that has none of the site's packages.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")

if find_spec("celery") is None:
    bare = ModuleType("mentorship")
    bare.__path__ = [str(ROOT / "mentorship")]
    sys.modules["mentorship"] = bare
