"""The fonts are small, hold what we write, and are built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from mentorship.management.commands import build_fonts


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    for face in build_fonts.FACES:
        build_fonts.build(face, folder)
    return folder


def test_all_faces_together_weigh_at_most_80_kilobytes(built: Path) -> None:
    assert sum(path.stat().st_size for path in built.glob("*.woff2")) <= 80 * 1024


@pytest.mark.parametrize("name", ["fraunces", "atkinson-regular", "atkinson-bold"])
def test_a_face_is_woff2_and_writes_european_names(built: Path, name: str) -> None:
    font = TTFont(built / f"{name}.woff2")
    wanted = "Amara Żółć, Çağla Ødegård, Łukasz Šťastný, François: “Größe” – 3−1…"
    assert font.flavor == "woff2"
    assert [sign for sign in wanted if ord(sign) not in font.getBestCmap()] == []


def test_the_heading_face_is_fixed_at_one_weight(built: Path) -> None:
    font = TTFont(built / "fraunces.woff2")
    assert ("fvar" in font, font["OS/2"].usWeightClass) == (False, 560)


def test_text_has_tabular_figures(built: Path) -> None:
    records = TTFont(built / "atkinson-regular.woff2")["GSUB"].table.FeatureList.FeatureRecord
    assert "tnum" in {record.FeatureTag for record in records}


def test_each_face_travels_with_its_licence(built: Path) -> None:
    for face in build_fonts.FACES:
        assert "SIL OPEN FONT LICENSE" in (built / f"{face.name}-licence.txt").read_text().upper()


def test_the_same_bytes_come_out_again(built: Path, tmp_path: Path) -> None:
    face = build_fonts.FACES[1]
    build_fonts.build(face, tmp_path)
    name = f"{face.name}.woff2"
    assert (tmp_path / name).read_bytes() == (built / name).read_bytes()


def test_fonts_that_are_fresh_are_left_alone(settings: object) -> None:
    call_command("build_fonts")
    stamp = settings.BASE_DIR / "static" / "fonts" / "stamp"  # type: ignore[attr-defined]
    before = stamp.stat().st_mtime_ns
    call_command("build_fonts")
    assert stamp.stat().st_mtime_ns == before
