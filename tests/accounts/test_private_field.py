"""Private text in the database: sealed, bound to its place, and gone with its key."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from django.core import checks, serializers
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection, models, transaction
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext, isolate_apps

from accounts.keyring import LostKey
from accounts.models import Draft, PersonKey, User
from accounts.models.base import Row
from accounts.private import (
    ERASED,
    NotSealed,
    PrivateText,
    PrivateTextField,
    open_all_for,
    open_for,
    open_many_for,
    seal_for,
    seal_pending,
)
from accounts.sealing import Tampered
from tests.accounts.factories import BITS, make_draft, make_master_key
from tests.factories import make_person

pytestmark = pytest.mark.django_db
CANARY = "kanarie-7f3a heute"


def fresh(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


# --- what the database has -------------------------------------------------------------------


def every_value() -> Iterator[bytes]:
    """Each value of each table, as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    is_binary = isinstance(value, bytes | memoryview)
                    yield bytes(value) if is_binary else str(value).encode()


def test_a_dump_holds_no_words() -> None:
    people = [make_person() for _ in range(5)]
    canaries = [f"{CANARY} {number}" for number in range(50)]
    for number, words in enumerate(canaries):
        make_draft(person=people[number % 5], text=words, place=f"place {number}")
    dump = b"\n".join(every_value())
    assert b"place 49" in dump
    assert b"kanarie" not in dump


def test_no_query_carries_words() -> None:
    with CaptureQueriesContext(connection) as captured:
        draft = make_draft(text=CANARY)
        draft.text = f"{CANARY} again"
        draft.save(update_fields=["text"])
        open_for(fresh(draft), "text", draft.person)
    spoken = " ".join(query["sql"] for query in captured.captured_queries)
    assert "accounts_draft" in spoken
    assert "kanarie" not in spoken


def swap(one: Draft, other: Draft) -> None:
    """Put the sealed bytes of one row into another, as somebody with the database could."""
    Draft.objects.filter(pk=other.pk).update(text=fresh(one).text)


def test_text_swapped_between_rows_and_people_is_refused_every_time() -> None:
    people = [make_person() for _ in range(4)]
    drafts = [make_draft(person=person, text=f"{place}", place=f"place {place}")
              for person in people for place in range(3)]  # fmt: skip
    originals = {draft.pk: fresh(draft).text for draft in drafts}
    refused = 0
    for one, other in permutations(drafts, 2):
        Draft.objects.filter(pk=other.pk).update(text=originals[one.pk])
        with pytest.raises(Tampered):
            open_for(fresh(other), "text", other.person)
        Draft.objects.filter(pk=other.pk).update(text=originals[other.pk])
        refused += 1
    assert refused == 132
    assert [open_for(fresh(d), "text", d.person) for d in drafts] == ["0", "1", "2"] * 4


def test_a_search_can_only_ask_whether_there_is_text() -> None:
    make_draft(text="")
    some = make_draft(text=CANARY)
    assert list(Draft.objects.exclude(text="")) == [some]
    for search in ({"text": CANARY}, {"text__exact": CANARY}):
        with pytest.raises(NotSealed):
            Draft.objects.filter(**search).exists()
    for search in ({"text__contains": "k"}, {"text__in": [b"k"]}, {"text__gt": b"k"}):
        with pytest.raises(FieldError):
            Draft.objects.filter(**search).exists()


# --- ways of writing and reading -------------------------------------------------------------


def test_a_conditional_update_writes_sealed_text() -> None:
    draft = make_draft(text=CANARY)
    same = Draft.objects.filter(pk=draft.pk, place="here")
    assert same.update(text=seal_for(draft, "text", "new words")) == 1
    assert open_for(fresh(draft), "text", draft.person) == "new words"


@pytest.mark.parametrize("value", [CANARY, b"bytes", 7, PrivateText(CANARY)])
def test_an_update_with_anything_else_is_refused(value: Any) -> None:
    draft = make_draft(text="as it was")
    with pytest.raises(NotSealed), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(text=value)
    assert open_for(fresh(draft), "text", draft.person) == "as it was"


@pytest.mark.parametrize("value", [b"bytes", 7, ["words"], memoryview(b"bytes")])
def test_only_a_string_can_be_assigned(value: Any) -> None:
    with pytest.raises(NotSealed):
        Draft(text=value)


def test_fifty_texts_of_one_author_take_one_query(django_assert_num_queries: Any) -> None:
    person = make_person()
    for number in range(50):
        make_draft(person=person, text=f"text {number}", place=f"{number}")
    rows = list(Draft.objects.filter(person=person))
    with django_assert_num_queries(1):
        words = open_many_for(rows, "text", person)
    assert words == {row.pk: f"text {row.place}" for row in rows}


def test_texts_of_several_authors_and_places_take_one_query(django_assert_num_queries: Any) -> None:
    drafts = [make_draft(text=f"text {number}") for number in range(3)]
    for draft in drafts:
        draft.can_be_read_by = lambda reader: True  # type: ignore[method-assign]
    with django_assert_num_queries(1):
        words = open_all_for([(draft, "text") for draft in drafts], drafts[0].person)
    assert words == ["text 0", "text 1", "text 2"]


def test_empty_texts_take_no_query(django_assert_num_queries: Any) -> None:
    draft = make_draft(text="")
    with django_assert_num_queries(0):
        assert open_for(draft, "text", draft.person) == ""
        assert open_many_for([], "text", draft.person) == {}


def test_many_rows_are_sealed_and_made_at_once(django_assert_num_queries: Any) -> None:
    person = make_person()
    PersonKey.objects.of(person.pk)
    rows = [
        Draft(person=person, place=f"{number}", text=f"text {number}", kept_at=person.joined_at)
        for number in range(20)
    ]
    with django_assert_num_queries(1):
        seal_pending(rows, "text")
    Draft.objects.bulk_create(rows)
    assert sorted(open_many_for(Draft.objects.all(), "text", person).values()) == sorted(
        f"text {number}" for number in range(20)
    )


def test_bulk_create_seals_by_itself_and_bulk_update_asks_for_it() -> None:
    person = make_person()
    rows = [Draft(person=person, place="a", text="one", kept_at=person.joined_at)]
    Draft.objects.bulk_create(rows)
    assert open_for(Draft.objects.get(), "text", person) == "one"
    rows[0].text = "two"
    with pytest.raises(NotSealed), transaction.atomic():
        Draft.objects.bulk_update(rows, ["text"])
    seal_pending(rows, "text")
    Draft.objects.bulk_update(rows, ["text"])
    assert open_for(Draft.objects.get(), "text", person) == "two"


def test_text_left_out_of_a_query_is_fetched_when_it_is_opened() -> None:
    draft = make_draft(text=CANARY)
    later = Draft.objects.defer("text").get(pk=draft.pk)
    assert open_for(later, "text", draft.person) == CANARY
    assert str(Draft.objects.values_list("text", flat=True).get()) == "[private]"


def test_cleaning_a_row_leaves_its_text_alone() -> None:
    draft = fresh(make_draft(text=CANARY))
    draft.full_clean()
    draft.save(update_fields=["text"])
    assert open_for(fresh(draft), "text", draft.person) == CANARY


def test_sealed_text_travels_in_a_dump_and_opens_after_it() -> None:
    draft = make_draft(text=CANARY)
    out = io.StringIO()
    call_command("dumpdata", "accounts.Draft", stdout=out)
    Draft.objects.all().delete()
    assert "kanarie" not in out.getvalue()
    for found in serializers.deserialize("json", out.getvalue()):
        found.save()
    assert open_for(fresh(draft), "text", draft.person) == CANARY


def test_a_row_without_its_author_says_so() -> None:
    draft = Draft(place="here", text=CANARY)
    with pytest.raises(NotSealed, match="needs its person first"):
        seal_pending([draft], "text")


# --- gone ------------------------------------------------------------------------------------


def test_text_whose_key_was_destroyed_reads_as_erased() -> None:
    draft, kept = make_draft(text=CANARY), make_draft(text=CANARY)
    PersonKey.objects.get(person=draft.person).destroy(by=draft.person)
    words = open_for(fresh(draft), "text", draft.person)
    assert (words is ERASED, words, ERASED.is_erased) == (True, "", True)
    assert open_for(fresh(kept), "text", kept.person) == CANARY


def test_a_page_that_shows_erased_words_says_so() -> None:
    shown = Template("<h1>{{ words }}</h1>{% if words %}never{% endif %}")
    assert shown.render(Context({"words": ERASED})) == "<h1>(erased)</h1>"


def test_somebody_who_left_takes_their_key_along() -> None:
    draft = make_draft(text=CANARY)
    draft.person.delete()
    assert PersonKey.objects.count() == 0


def test_a_lost_master_key_is_not_mistaken_for_erasure(settings: Any) -> None:
    draft = make_draft(text=CANARY)
    settings.JOURNAL_KEYS = [make_master_key(key_id="other", bits=BITS["c"])]
    with pytest.raises(LostKey, match="is not in JOURNAL_KEYS"):
        open_for(fresh(draft), "text", draft.person)


# --- fields and versions of one row ----------------------------------------------------------


@pytest.fixture
def page_model(transactional_db: None) -> Iterator[type[models.Model]]:
    """A model with two texts, one of them bound to a version, that exists for one test."""
    with isolate_apps("accounts"):

        class Page(Row):
            author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
            text = PrivateTextField(author="author_id", version="text_version")
            note = PrivateTextField(author="author", bound_as="accounts.formerpage.note")
            text_version = models.PositiveIntegerField(default=1)

            class Meta:
                app_label = "accounts"

            def __str__(self) -> str:
                return str(self.pk)

            def can_be_read_by(self, reader: Any) -> bool:
                return True

        with connection.schema_editor() as editor:
            editor.create_model(Page)
        yield Page
        with connection.schema_editor() as editor:
            editor.delete_model(Page)


def make_page(page_model: Any, **fields: Any) -> Any:
    return page_model.objects.create(
        author=make_person(), **{"text": "first", "note": "aside"} | fields
    )


def test_text_swapped_between_fields_is_refused(page_model: Any) -> None:
    row = make_page(page_model)
    page_model.objects.filter(pk=row.pk).update(text=row.note, note=row.text)
    for name in ("text", "note"):
        with pytest.raises(Tampered):
            open_for(page_model.objects.get(), name, row.author)


def test_an_older_text_put_back_is_refused_where_the_version_is_bound(page_model: Any) -> None:
    row = make_page(page_model)
    older = row.text
    row.text, row.text_version = "second", 2
    row.save(update_fields=["text", "text_version"])
    assert open_for(page_model.objects.get(), "text", row.author) == "second"
    page_model.objects.update(text=older)
    with pytest.raises(Tampered):
        open_for(page_model.objects.get(), "text", row.author)
    page_model.objects.update(text_version=1)
    assert open_for(page_model.objects.get(), "text", row.author) == "first"


def test_text_stays_bound_to_the_name_that_was_pinned(page_model: Any) -> None:
    row = make_page(page_model)
    field = page_model._meta.get_field("note")
    context = field.context(row)
    assert (context.table, context.field, context.row) == (
        "accounts.formerpage", "note", str(row.pk),
    )  # fmt: skip
    assert field.deconstruct()[3] == {
        "author": "author", "bound_as": "accounts.formerpage.note", "blank": True,
    }  # fmt: skip


def test_a_field_refuses_a_model_that_cannot_keep_its_promise() -> None:
    with isolate_apps("accounts"):

        class Scrap(models.Model):
            author = models.CharField(max_length=9)
            text = PrivateTextField(author="author", null=True)
            more = PrivateTextField(author="nobody")

            class Meta:
                app_label = "accounts"

            def __str__(self) -> str:
                return "scrap"

        errors = [e for e in Scrap.check() if isinstance(e, checks.Error)]
    needs = ["its model needs can_be_read_by(reader)",
             "its model needs a primary key that is known before saving",
             "author= must name a foreign key to a person"]  # fmt: skip
    assert [e.msg for e in errors if e.id == "accounts.E003"] == [
        f"accounts.Scrap.{name}: {need}."
        for name, more in (("text", ["it cannot be null; empty text is empty"]), ("more", []))
        for need in (*needs, *more)
    ]
