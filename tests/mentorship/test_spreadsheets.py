"""What leaves us as a spreadsheet file can run nothing, and its name leads nowhere."""

import csv
import io

import pytest

from mentorship.spreadsheets import Spreadsheet

HOSTILE = ("=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0")


def test_no_cell_starts_what_a_spreadsheet_would_run() -> None:
    sheet = Spreadsheet("Name", "=Header")
    for cell in HOSTILE:
        sheet.add(cell, 3)
    cells = [cell for row in csv.reader(io.StringIO(sheet.text.lstrip("\ufeff"))) for cell in row]
    assert len(cells) == 2 + 2 * len(HOSTILE)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_plain_cells_stay_as_they_are() -> None:
    sheet = Spreadsheet("Name", "Note")
    sheet.add("Zo\u00eb", 'a "b", c')
    sheet.add(None, 0)
    rows = list(csv.reader(io.StringIO(sheet.text.lstrip("\ufeff"))))
    assert rows == [["Name", "Note"], ["Zo\u00eb", 'a "b", c'], ["", "0"]]


@pytest.mark.parametrize(
    ("name", "file"),
    [("Spring people", "spring-people.csv"), ('../"x\r\ny', "x-y.csv"), ("", "list.csv")],
)
def test_a_file_name_cannot_lead_anywhere(name: str, file: str) -> None:
    response = Spreadsheet("a").download(name)
    assert response["Content-Disposition"] == f'attachment; filename="{file}"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
