"""One stylesheet out of one file per component.

Cascade layers decide what wins, so the files may be joined in any order once `layers.css` has
declared the layers. Pure: paths in, text out.
"""

import re
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANKS = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,])\s*")
FIRST = "layers.css"


def source_files(folder: Path) -> list[Path]:
    """The declaration of the layers first, then by name."""
    return sorted(folder.glob("*.css"), key=lambda path: (path.name != FIRST, path.name))


def joined(folder: Path) -> str:
    return "".join(squeezed(path.read_text(encoding="utf-8")) for path in source_files(folder))


def squeezed(css: str) -> str:
    """Without comments and spare blanks. Strings with runs of blanks are not written in our CSS."""
    css = BLANKS.sub(" ", COMMENT.sub("", css))
    return AROUND.sub(r"\1", css).replace(";}", "}").strip()
