"""The one way in which a spreadsheet file leaves us: no cell of it can run as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

# What begins a formula, also as the wide letters of East Asian keyboards, and what cells are split
# at. Blank and unseen letters before it are skipped by some programs.
RUNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
SPLITS = ("\t", "\r", "\n")
UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\xa0\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
)
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else


class Spreadsheet:
    """Rows for a CSV file. What a spreadsheet would run gets an apostrophe and stays text."""

    def __init__(self, *header: Any) -> None:
        self._out = io.StringIO(newline="")
        self._writer = csv.writer(self._out)
        self.add(*header)

    def add(self, *cells: Any) -> None:
        self._writer.writerow([inert(cell) for cell in cells])

    @property
    def text(self) -> str:
        return BYTE_ORDER_MARK + self._out.getvalue()

    def download(self, name: str) -> HttpResponse:
        """As a file whose name cannot lead anywhere."""
        response = HttpResponse(self.text, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{slugify(name) or "list"}.csv"'
        return response


def inert(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    begins = UNSEEN.sub("", text, count=1)
    return f"'{text}" if text.startswith(SPLITS) or begins.startswith(RUNS) else text
