"""Whatever is owed, somebody writes; whatever somebody writes, is owed by somebody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from mentorship.outbox.letterbooks import NobodyWrites, check_letters, writer_of, writers
from tests import rules

POSTING = {"post", "draft", "_owe", "_remind", "_tell_partner"}


def kinds_posted() -> Iterator[str]:
    """Kinds that stand literally in a call which posts."""
    for source in rules.project():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and node.args and _posts(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def _posts(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in POSTING


def words_of_the_code(*, without: set[str]) -> set[str]:
    return {
        node.value
        for source in rules.project()
        if source.path not in without
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_whatever_is_posted_has_a_letter() -> None:
    posted = set(kinds_posted())
    assert len(posted) > 15
    assert posted - writers().keys() == set()


def test_whatever_has_a_letter_is_posted_somewhere() -> None:
    books = {f"{write.__module__.replace('.', '/')}.py" for write in writers().values()}
    assert writers().keys() - words_of_the_code(without=books) == set()


def test_the_books_and_planners_of_the_settings_are_complete() -> None:
    assert check_letters(None) == []


def test_a_missing_book_and_a_missing_twin_are_told(settings: Any) -> None:
    settings.LETTER_BOOKS = ["mentorship.nowhere"]
    settings.PLANNERS = ["mentorship.reminders.nothing"]
    assert [problem.id for problem in check_letters(None)] == ["samehorizon.E002"] * 2
    settings.LETTER_BOOKS, settings.PLANNERS = ["tests.mentorship.book"], []
    assert {problem.id for problem in check_letters(None)} == {"samehorizon.E003"}


def test_two_books_may_not_write_the_same_kind(settings: Any) -> None:
    settings.LETTER_BOOKS = ["tests.mentorship.book", "tests.mentorship.second_book"]
    with pytest.raises(ImproperlyConfigured, match="both write greeting"):
        writers()


def test_a_kind_without_a_writer_is_named() -> None:
    with pytest.raises(NobodyWrites, match="unheard_of"):
        writer_of("unheard_of")
