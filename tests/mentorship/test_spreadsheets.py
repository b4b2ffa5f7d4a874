"""What leaves us as a spreadsheet file can run nothing, and its name leads nowhere."""

import csv
import io

import pytest

from mentorship.spreadsheets import Spreadsheet, inert

STARTS = ("=1+1", "+cmd", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0")
WIDE = ("\uff1d1+1", "\uff0bcmd", "\uff0d2", "\uff20SUM(A1)")
BEFORE = (
    " ",
    "   ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    " \n\t",
    "\xa0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\x00",
)
HOSTILE = (*STARTS, *WIDE, *(blank + cell for blank in BEFORE for cell in (*STARTS, *WIDE)))
HARMLESS = ("Zo\u00eb", " Zo\u00eb", "a=b", "1 - 2", "me@example.org", "\u2013 two", "", "   ")


@pytest.mark.parametrize("cell", HOSTILE, ids=ascii)
def test_what_a_spreadsheet_would_run_stays_text(cell: str) -> None:
    sheet = Spreadsheet("=Header", "Name")
    sheet.add(cell, 3)
    rows = list(csv.reader(io.StringIO(sheet.text.lstrip("\ufeff"), newline="")))
    assert rows == [["'=Header", "Name"], [f"'{cell}", "3"]]


@pytest.mark.parametrize("cell", HARMLESS, ids=ascii)
def test_what_no_spreadsheet_runs_is_left_alone(cell: str) -> None:
    assert inert(cell) == cell


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
