"""Builds the web fonts out of their packages, so that no font file lives in the tree."""

import hashlib
import json
import logging
import os
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]  # Basic, Latin-1 and Latin Extended-A
SYMBOLS = "●▲○✓◔☎→←–—‘’‚“”„…−×€"
FEATURES = [*subset.Options().layout_features, "tnum", "lnum"]
MOST_BYTES = 80 * 1024


@dataclass(frozen=True, kw_only=True)
class Face:
    """One file to build: where it comes from, and which axes of a variable font are fixed."""

    name: str
    package: str
    source: str
    axes: dict[str, float] = field(default_factory=dict)

    @property
    def module(self) -> str:
        return self.package.replace("-", "_")


FACES = [
    Face(
        name="fraunces",
        package="fontpkg-fraunces",
        source="Fraunces[SOFT,WONK,opsz,wght].ttf",
        axes={"SOFT": 50, "WONK": 0, "opsz": 36, "wght": 560},
    ),
    Face(
        name="atkinson-regular",
        package="fontpkg-atkinson-hyperlegible",
        source="AtkinsonHyperlegible-Regular.ttf",
    ),
    Face(
        name="atkinson-bold",
        package="fontpkg-atkinson-hyperlegible",
        source="AtkinsonHyperlegible-Bold.ttf",
    ),
]


class Command(BaseCommand):
    help = "Subset the fonts into static/fonts/; does nothing when they are up to date."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "static" / "fonts"
        if is_fresh(folder):
            return
        self.stderr.write("Building the fonts ...")
        logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells every glyph
        folder.mkdir(parents=True, exist_ok=True)
        weight = sum(build(face, folder) for face in FACES)
        if weight > MOST_BYTES:
            raise CommandError(f"The fonts weigh {weight} bytes; at most {MOST_BYTES} are allowed.")
        put(folder / "stamp", recipe().encode())


def recipe() -> str:
    """Names everything the result depends on."""
    packages = {name: version(name) for name in {"fonttools", *(face.package for face in FACES)}}
    faces = [asdict(face) for face in FACES]
    text = json.dumps([packages, faces, LATIN, SYMBOLS, FEATURES], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def is_fresh(folder: Path) -> bool:
    stamp = folder / "stamp"
    built = all((folder / f"{face.name}.woff2").exists() for face in FACES)
    return built and stamp.exists() and stamp.read_text() == recipe()


def build(face: Face, folder: Path) -> int:
    """Writes the face and its licence, which has to travel with it; the bytes to be loaded."""
    package = files(face.module)
    font = TTFont(str(package / "files" / face.source), recalcTimestamp=False)
    if face.axes:
        instancer.instantiateVariableFont(font, face.axes, inplace=True)
    options = subset.Options(layout_features=FEATURES, flavor="woff2")
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, family, style, licence
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *map(ord, SYMBOLS)])
    subsetter.subset(font)
    draft = folder / f"{face.name}.{os.getpid()}"
    subset.save_font(font, str(draft), options)
    draft.replace(folder / f"{face.name}.woff2")
    put(folder / f"{face.name}-licence.txt", (package / "LICENSE").read_bytes())
    return (folder / f"{face.name}.woff2").stat().st_size


def put(path: Path, content: bytes) -> None:
    """Two processes may build at once; a reader never sees half a file."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
