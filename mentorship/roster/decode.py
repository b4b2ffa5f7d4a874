"""From bytes to text: which of the world's encodings is this, and is it text at all?"""

import codecs
from dataclasses import dataclass

from mentorship.roster.fold import CONTROL
from mentorship.roster.vocabulary import Unreadable

MAX_BYTES = 10 * 1024 * 1024

# What a person may choose from when the guess made a mess of the names.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1254": "Windows-1254",
    "iso8859-1": "ISO 8859-1",
    "iso8859-2": "ISO 8859-2",
    "iso8859-15": "ISO 8859-15",
    "mac-roman": "Mac Roman",
    "cp850": "DOS 850",
    "shift_jis": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "euc-kr": "EUC-KR",
}

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

SIGNATURES = (
    (b"PK\x03\x04", "spreadsheet"),  # xlsx, ods and numbers are all zip archives
    (b"PK\x05\x06", "spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "old_spreadsheet"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "binary"),
    (b"\x89PNG", "binary"),
    (b"\xff\xd8\xff", "binary"),
    (b"GIF8", "binary"),
    (b"Rar!", "binary"),
    (b"7z\xbc\xaf", "binary"),
    (b"\x7fELF", "binary"),
    (b"SQLite format", "binary"),
)
WEB_PAGES = ("<!doctype", "<html", "<?xml", "<table")
SAMPLE = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    is_guess: bool = False


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text and how it was read. Raises Unreadable, and nothing else, whatever the bytes are."""
    if len(data) > MAX_BYTES:
        raise Unreadable("too_big", MAX_BYTES)
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("empty")
    for signature, code in SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(code)
    found = _asked(data, encoding) if encoding else _guessed(data)
    _refuse_what_is_no_list(found.text)
    return found


def _asked(data: bytes, encoding: str) -> Decoded:
    if encoding not in ENCODINGS:
        raise Unreadable("encoding_unknown")
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    return Decoded(text, ENCODINGS[encoding])


def _guessed(data: bytes) -> Decoded:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding.removesuffix("-sig").upper())
    if byte_order := _byte_order_of_silent_utf16(data):
        return Decoded(data.decode(byte_order, "replace"), "UTF-16", is_guess=True)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _western(data)


def _byte_order_of_silent_utf16(data: bytes) -> str:
    """Every other byte of mostly Latin UTF-16 is NUL; a stray NUL in other text is not that."""
    sample = data[:SAMPLE]
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if low > half * 0.6 and high < half * 0.1:
        return "utf-16-le"
    if high > half * 0.6 and low < half * 0.1:
        return "utf-16-be"
    return ""


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken places is still UTF-8: most letters beyond ASCII came out whole."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for sign in text if sign > "\x7f") - broken
    return Decoded(text, "UTF-8", is_guess=True) if whole > 2 * broken else None


def _western(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("cp1252"), "Windows-1252", is_guess=True)
    except UnicodeDecodeError:
        return Decoded(data.decode("iso8859-1"), "ISO 8859-1", is_guess=True)


def _refuse_what_is_no_list(text: str) -> None:
    start = text[:SAMPLE].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(WEB_PAGES):
        raise Unreadable("web_page")
    sample = text[:SAMPLE]
    if len(CONTROL.findall(sample)) > max(4, len(sample) * 0.1):
        raise Unreadable("binary")
    if not text.strip("\x00 \t\r\n\ufeff"):
        raise Unreadable("empty")
