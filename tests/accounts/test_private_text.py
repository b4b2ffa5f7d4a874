"""Private text: in the database sealed, on the page for its reader, everywhere else [private]."""

from __future__ import annotations

import ast
import copy
import json
import logging
import pickle
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context as TemplateContext
from django.template import Template
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter
from kombu.utils.json import dumps as task_arguments

from accounts.keyring import LostKey
from accounts.models import Draft, User
from accounts.private import (
    CannotLeave,
    NotYours,
    PrivateText,
    open_for,
    open_many_for,
)
from tests import rules
from tests.accounts.factories import BITS, make_draft, make_master_key
from tests.factories import make_person

pytestmark = pytest.mark.django_db
CANARY = "kanarie-7f3a heute"


def fresh(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


# --- who reads -------------------------------------------------------------------------------


def test_the_words_come_back_for_their_reader() -> None:
    draft = make_draft(text=CANARY)
    assert open_for(fresh(draft), "text", draft.person) == CANARY


def test_they_come_back_before_and_after_saving_alike() -> None:
    person = make_person()
    draft = Draft(person=person, place="here", text=CANARY, kept_at=person.joined_at)
    before = open_for(draft, "text", person)
    draft.save()
    assert (before, open_for(draft, "text", person)) == (CANARY, CANARY)


def test_everybody_else_is_refused(mentor: Any, coordinator: Any, outsider: Any) -> None:
    draft = make_draft(text=CANARY)
    owner = User.objects.create_superuser("owner@example.org")
    for stranger in (mentor, coordinator, outsider, owner, AnonymousUser()):
        with pytest.raises(NotYours):
            open_for(draft, "text", stranger)


def test_one_text_that_is_not_yours_closes_the_whole_list() -> None:
    mine, theirs = make_draft(text=CANARY), make_draft(text=CANARY)
    with pytest.raises(NotYours):
        open_many_for([mine, theirs], "text", mine.person)


def test_the_row_is_asked_before_any_key_is_fetched(django_assert_num_queries: Any) -> None:
    draft, outsider = fresh(make_draft(text=CANARY)), make_person()
    with django_assert_num_queries(0), pytest.raises(NotYours):
        open_for(draft, "text", outsider)


@pytest.mark.parametrize("words", ["", " ", "ünï 你好 🦋", "a\0b", "x" * 50_000, "l1\r\nl2\n"])
def test_any_words_survive(words: str) -> None:
    draft = make_draft(text=words)
    assert open_for(fresh(draft), "text", draft.person) == words


def test_half_a_character_becomes_a_question_mark() -> None:
    draft = make_draft(text="a\ud800b")
    assert open_for(fresh(draft), "text", draft.person) == "a?b"


def test_one_place_alone_opens_sealed_bytes() -> None:
    """The decrypt primitive has one caller; so have the words; and each asks the row first."""
    assert callers_of("decrypt") == ["accounts/sealing.py:unseal"]
    assert callers_of("unseal") == [
        "accounts/models/person_key.py:opened",
        "accounts/private.py:_unsealed",
    ]
    assert callers_of("_unsealed") == ["accounts/private.py:open_all_for"]


def callers_of(name: str) -> list[str]:
    return sorted(
        f"{source.path}:{function.name}"
        for source in rules.project()
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and called(call.func) == name
    )


def called(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


# --- what it shows ---------------------------------------------------------------------------


SHOWINGS: list[tuple[str, Callable[[PrivateText], str]]] = [
    ("str", str),
    ("repr", repr),
    ("format", lambda text: f"{text:>40} {text!r} {text!s}"),
    ("percent", lambda text: "%s %r" % (text, text)),  # noqa: UP031
    ("in a list", lambda text: str([text, {"a": text}])),
    ("ascii", ascii),
    ("template", lambda text: Template("{{ t }}{{ t|safe }}").render(TemplateContext({"t": text}))),
    ("json with a default", lambda text: json.dumps({"t": text}, default=str)),
    ("attributes", lambda text: str([getattr(text, name, "") for name in dir(text)
                                     if not name.startswith("_")])),
]  # fmt: skip


@pytest.mark.parametrize("show", [show for _, show in SHOWINGS], ids=[name for name, _ in SHOWINGS])
def test_it_never_shows_its_words(show: Callable[[PrivateText], str]) -> None:
    draft = make_draft(text=CANARY)
    waiting = Draft(text=CANARY)
    for text in (draft.text, fresh(draft).text, waiting.text):
        shown = show(text)
        assert "kanarie" not in shown
        assert shown.replace("[private]", "").isascii()


def test_it_is_true_when_it_says_something() -> None:
    person = make_person()
    saved = [make_draft(person=person, text=words, place=words or "-") for words in ("", "words")]
    assert [bool(fresh(draft).text) for draft in saved] == [False, True]
    assert [bool(Draft(text=words).text) for words in ("", "words")] == [False, True]


def test_it_has_no_name_for_its_words() -> None:
    assert [name for name in dir(PrivateText("words")) if not name.startswith("_")] == []


def test_it_cannot_be_pickled_nor_the_row_that_holds_it() -> None:
    draft = make_draft(text=CANARY)
    for thing in (draft.text, draft, fresh(draft), Draft(text=CANARY)):
        with pytest.raises(CannotLeave):
            pickle.dumps(thing)


def test_it_cannot_become_json_nor_the_argument_of_a_task() -> None:
    text = make_draft(text=CANARY).text
    with pytest.raises(TypeError):
        json.dumps({"text": text})
    with pytest.raises(TypeError):
        task_arguments([text])


def test_a_copy_is_as_closed_as_the_text() -> None:
    text = PrivateText(CANARY)
    assert (copy.copy(text) is text, copy.deepcopy([text])[0] is text) == (True, True)


def test_a_log_says_private(caplog: Any) -> None:
    draft = make_draft(text=CANARY)
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("%s %r", draft.text, Draft(text=CANARY).text)
    assert caplog.messages == ["[private] [private]"]


class TalkativeFilter(SafeExceptionReporterFilter):
    """Django's own way with DEBUG on: every variable of every frame."""

    def is_active(self, request: Any) -> bool:
        return False


def report(error: tuple[Any, BaseException, TracebackType | None]) -> str:
    reporter = ExceptionReporter(None, *error)
    reporter.filter = TalkativeFilter()
    return reporter.get_traceback_html() + reporter.get_traceback_text()


def test_an_error_report_that_lists_every_variable_says_private() -> None:
    def view(draft: Draft, again: Draft) -> None:
        text, other, seen = draft.text, [again.text], "-".join(["seen", "here"])
        raise ZeroDivisionError(f"{text} {other} {seen}")

    draft = make_draft(text=CANARY)
    try:
        view(draft, Draft(text=CANARY))
    except ZeroDivisionError:
        shown = report(sys.exc_info())  # type: ignore[arg-type]
    assert ("seen-here" in shown, "[private]" in shown, CANARY in shown) == (True, True, False)


def test_a_failure_while_sealing_reports_no_words(settings: Any) -> None:
    draft = make_draft(text=CANARY)
    settings.JOURNAL_KEYS = [make_master_key(key_id="other", bits=BITS["c"])]
    draft.text = CANARY
    with pytest.raises(LostKey) as lost:
        draft.save(update_fields=["text"])
    shown = report(lost._excinfo)  # type: ignore[arg-type]
    assert "for_writing" in shown
    assert CANARY not in shown + repr(lost.value)
