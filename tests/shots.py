"""`./samehorizon shots`: pictures of every page, both themes, phone and desktop, into shots/.

`--only goal brief` takes pages whose names begin so; `--readme` takes the README's three instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALBUM = "tests/pages/album.py"


def main(arguments: Sequence[str]) -> int:
    told = _parser().parse_args(arguments)
    out = Path(told.out) if told.out else ROOT / ("docs/img" if told.readme else "shots")
    os.environ["SAMEHORIZON_SHOTS"] = str(out.resolve())
    os.environ["SAMEHORIZON_SHOTS_ONLY"] = ",".join(told.only)
    os.chdir(ROOT)
    test = "test_take_those_of_the_readme" if told.readme else "test_take_all"
    code = pytest.main(
        [f"{ALBUM}::{test}", "-q", "--no-header", "--show-capture=no", "-W", "ignore"]
    )
    if code == 0:
        print(f"The pictures are in {out}" + ("" if told.readme else "/index.html"))
    return int(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./samehorizon shots")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--out", metavar="FOLDER")
    parser.add_argument("--readme", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
