"""One stylesheet and one script out of one file per component and per behaviour.

Cascade layers decide which style wins, so the sheets may be joined in any order once `layers.css`
has declared the layers; each script gets a scope of its own. Pure: paths in, text out.
"""

import re
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANKS = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,>])\s*")
AFTER_COLON = re.compile(r":\s+")
FIRST = "layers.css"


def stylesheet(folder: Path) -> str:
    """The declaration of the layers first, then by name."""
    sheets = sorted(folder.glob("*.css"), key=lambda path: (path.name != FIRST, path.name))
    return "".join(_squeezed(sheet.read_text(encoding="utf-8")) for sheet in sheets)


def script(folder: Path) -> str:
    behaviours = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    return '"use strict";\n' + "".join(f"(()=>{{\n{_terse(text)}}})();\n" for text in behaviours)


def _squeezed(css: str) -> str:
    """Without comments and spare blanks. Strings with runs of blanks are not written in our CSS."""
    css = AFTER_COLON.sub(":", BLANKS.sub(" ", COMMENT.sub("", css)))
    return AROUND.sub(r"\1", css).replace(";}", "}").strip()


def _terse(js: str) -> str:
    """Without indentation, blank lines and lines that are only a comment."""
    lines = (line.strip() for line in js.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
