"""One stylesheet and one script: current, light, and joined without losing a word."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from mentorship import assets
from mentorship.management.commands import build_assets
from mentorship.management.commands.build_assets import BUILT, STATIC

MOST_CSS, MOST_JS = 10_000, 2_500
EXPRESSION = re.compile(r"{%.*?%}|{{.*?}}")
OWN_LOOK = {"email", "pictures"}  # letters carry their styles; a picture is drawn by its parts


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_built_files_are_what_their_sources_make() -> None:
    assert (BUILT / "app.css").read_text() == assets.stylesheet(STATIC / "css")
    assert (BUILT / "app.js").read_text() == assets.script(STATIC / "js")


def test_the_stylesheet_fits_its_budget() -> None:
    assert weight(BUILT / "app.css") <= MOST_CSS


def test_the_script_fits_its_budget() -> None:
    assert weight(BUILT / "app.js") <= MOST_JS


def test_the_layers_are_declared_before_anything_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@layer late { a { color: red; } }")
    (tmp_path / "layers.css").write_text("/* the order */\n@layer early, late;\n")
    assert assets.stylesheet(tmp_path) == "@layer early,late;@layer late{a{color:red}}"


def test_every_sheet_stays_in_a_declared_layer() -> None:
    declared = (STATIC / "css" / "layers.css").read_text().partition("@layer ")[2].rstrip(";\n")
    used = {
        line.split()[1]
        for sheet in (STATIC / "css").glob("*.css")
        if sheet.name != "layers.css"
        for line in map(str.strip, sheet.read_text().splitlines())
        if line.startswith("@layer ")
    }
    assert used - set(declared.split(", ")) == set()


def test_every_class_of_a_template_is_drawn() -> None:
    drawn = set(re.findall(r"\.([a-zA-Z][\w-]*)", assets.stylesheet(STATIC / "css")))
    used = {
        (name, path.name)
        for path in (STATIC.parent / "templates").rglob("*.html")
        if not OWN_LOOK & set(path.parts)
        for names in re.findall(r'class="([^"]*)"', EXPRESSION.sub("{}", path.read_text()))
        for name in names.split()
        if "{}" not in name
    }
    assert sorted((name, where) for name, where in used if name not in drawn) == []


def test_each_script_has_a_scope_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("// says why\nconst one = 1;\n\n  two();\n")
    (tmp_path / "b.js").write_text("const one = 2;\n")
    joined = '"use strict";\n(()=>{\nconst one = 1;\ntwo();\n})();\n(()=>{\nconst one = 2;\n})();\n'
    assert assets.script(tmp_path) == joined


def test_a_stale_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_assets, "BUILT", tmp_path)
    with pytest.raises(CommandError, match=r"app\.css, app\.js: stale"):
        call_command("build_assets", check=True)
    call_command("build_assets")
    call_command("build_assets", check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["app.css", "app.js"]
