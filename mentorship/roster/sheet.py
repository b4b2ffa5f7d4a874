"""From text to records, each knowing its line in an editor and its row in a spreadsheet."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import cast

from mentorship.roster.addresses import addresses_in, is_mailbox
from mentorship.roster.decode import Decoded, decode
from mentorship.roster.fold import CONTROL, visible
from mentorship.roster.headers import reads_as_header
from mentorship.roster.vocabulary import Line, Sheet, Unreadable

MAX_ROWS = 20_000
MAX_COLUMNS = 200
DELIMITERS = (",", ";", "\t", "|")
SNIFFED_RECORDS = 60
HEADER_WITHIN = 10
NEWLINE = re.compile(r"\r\n|\r|\n")
# What Excel writes above the first record to say how it parted the cells.
DECLARATION = re.compile(r'\A"?sep=([,;\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)


def read(data: bytes, encoding: str | None = None) -> Sheet:
    """The list in these bytes. Raises Unreadable, and nothing else, whatever the bytes are."""
    decoded = decode(data, encoding)
    declared = DECLARATION.match(decoded.text)
    delimiter = declared.group(1) if declared else sniff(decoded.text)
    start = declared.end() if declared else 0
    records = _bounded(records_of(decoded.text, delimiter, start))
    filled = [line for line in records if any(cell.strip() for cell in line.cells)]
    return _sheet(decoded, delimiter, _one_per_address(filled), len(records) - len(filled))


def _bounded(found: Iterator[Line]) -> list[Line]:
    records = list(islice(found, 2 * MAX_ROWS + 1))
    if len(records) > 2 * MAX_ROWS:
        raise Unreadable("too_many_rows", MAX_ROWS)
    return records


def _sheet(decoded: Decoded, delimiter: str, filled: list[Line], blank: int) -> Sheet:
    at = _header_place(filled)
    body = filled if at is None else filled[at + 1 :]
    header = () if at is None else tuple(cell.strip() for cell in filled[at].cells)
    people = [_cleaned(line) for line in body if at is None or line.cells != filled[at].cells]
    if not people:
        raise Unreadable("no_rows")
    if len(people) > MAX_ROWS:
        raise Unreadable("too_many_rows", MAX_ROWS)
    width = _width(header, people)
    return Sheet(
        encoding=decoded.encoding,
        encoding_is_guess=decoded.is_guess,
        delimiter=delimiter,
        header=tuple(visible(cell) for cell in header) + ("",) * (width - len(header)),
        header_row=None if at is None else filled[at].row,
        lines=tuple(_marked_if_too_wide(line, width) for line in people),
        blank=blank,
        before_header=at or 0,
    )


def _width(header: tuple[str, ...], people: list[Line]) -> int:
    width = len(header) or max(len(line.cells) for line in people)
    if width > MAX_COLUMNS:
        raise Unreadable("too_many_columns", MAX_COLUMNS)
    return width


def _marked_if_too_wide(line: Line, width: int) -> Line:
    if not any(cell.strip() for cell in line.cells[width:]):
        return line
    return replace(line, marks=(*line.marks, "too_many_cells"))


def _cleaned(line: Line) -> Line:
    if not any(CONTROL.search(cell) for cell in line.cells):
        return line
    cells = tuple(CONTROL.sub("", cell) for cell in line.cells)
    return replace(line, cells=cells, marks=(*line.marks, "hidden_characters"))


def _one_per_address(filled: list[Line]) -> list[Line]:
    """A pasted line of recipients, `a@example.org, b@example.org`, is a list of people too."""
    if len(filled) != 1 or len(filled[0].cells) < 2:
        return filled
    cells = [cell for cell in filled[0].cells if cell.strip()]
    if not all(len(addresses_in(cell)) == 1 for cell in cells):
        return filled
    return [replace(filled[0], row=n, cells=(cell,)) for n, cell in enumerate(cells, 1)]


# -- which row holds the headers ------------------------------------------------------------


def _header_place(filled: list[Line]) -> int | None:
    """The first row that reads as headers; else the first full row before any address."""
    first_person = next(
        (i for i, line in enumerate(filled) if any(map(is_mailbox, line.cells))), len(filled)
    )
    candidates = filled[: min(first_person, HEADER_WITHIN)]
    for place, line in enumerate(candidates):
        if reads_as_header(line.cells):
            return place
    usual = _usual_width(filled[:SNIFFED_RECORDS])
    for place, line in enumerate(candidates):
        if len(line.cells) == usual and all(cell.strip() for cell in line.cells):
            return place
    return None


def _usual_width(records: list[Line]) -> int:
    widths = Counter(len(line.cells) for line in records)
    return widths.most_common(1)[0][0] if widths else 0


# -- how the cells are parted ---------------------------------------------------------------


def sniff(text: str) -> str:
    """The delimiter that gives rows of one width with whole e-mail addresses in them."""
    return max(DELIMITERS, key=lambda delimiter: _fitness(text, delimiter))


def _fitness(text: str, delimiter: str) -> tuple[float, int]:
    found = islice(records_of(text, delimiter), SNIFFED_RECORDS)
    filled = [line for line in found if any(cell.strip() for cell in line.cells)]
    if not filled:
        return 0.0, 0
    usual = _usual_width(filled)
    even = sum(len(line.cells) == usual for line in filled) / len(filled) if usual > 1 else 0
    whole = sum(any(map(is_mailbox, line.cells)) for line in filled) / len(filled)
    return round(even + whole, 3), usual


def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    """One cell and what ends it. Possessive, so that a quote that never closes costs one look.

    A quote counts as one only if its partner is followed by the end of the cell: otherwise it
    was a stray sign, and must not swallow the people after it.
    """
    d = re.escape(delimiter)
    end = rf"({d}|\r\n|\r|\n|\Z)"
    return re.compile(rf'[ ]*+"((?:[^"]++|"")*+)"[ ]*+{end}|([^{d}\r\n]*+){end}')


def records_of(text: str, delimiter: str, start: int = 0) -> Iterator[Line]:
    pattern = _cell_pattern(delimiter)
    number, row = 1 + len(NEWLINE.findall(text, 0, start)), 1
    begun, position, length = number, start, len(text)
    cells: list[str] = []
    marks: list[str] = []
    while position < length or cells:
        match = cast("re.Match[str]", pattern.match(text, position))  # plain text always fits
        cell, end = _cell(match)
        number += len(NEWLINE.findall(cell)) if match.group(1) is not None else 0
        if match.group(1) is None and cell.lstrip(" ").startswith('"'):
            marks.append("quote_open")
        cells.append(cell)
        position = match.end()
        if end == delimiter:
            continue
        yield Line(begun, row, tuple(cells), tuple(dict.fromkeys(marks)))
        number, row, cells, marks = number + 1, row + 1, [], []
        begun = number


def _cell(match: re.Match[str]) -> tuple[str, str]:
    quoted, after_quoted, plain, after_plain = match.groups()
    if quoted is not None:
        return quoted.replace('""', '"'), after_quoted
    return plain, after_plain
