"""The one way in which a spreadsheet file leaves us: no cell of it can run as a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

RUNS = ("=", "+", "-", "@", "\t", "\r")
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
    return f"'{text}" if text.startswith(RUNS) else text
