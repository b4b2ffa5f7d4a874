"""A journal is private, can be shared, and can be taken back."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.private import NotYours, open_for, open_many_for
from journal.emails import entry_shared
from journal.models import Entry, Share
from mentorship.models import Notice, NotNow
from tests.factories import make_pairing

pytestmark = pytest.mark.django_db
SECRET = "I am afraid of the review on Friday"


def write(person: Any, text: str = SECRET) -> Entry:
    return Entry.objects.write(text, by=person)


def test_an_entry_is_sealed_in_the_database(mentee: Any) -> None:
    entry = write(mentee)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM journal_entry")
        assert SECRET.encode() not in bytes(cursor.fetchone()[0])
    assert entry.read(by=mentee) == SECRET


def test_nobody_else_finds_or_opens_a_private_entry(
    pairing: Any, mentee: Any, mentor: Any, coordinator: Any, outsider: Any
) -> None:
    entry = write(mentee)
    for person in (mentor, coordinator, outsider):
        assert list(Entry.objects.visible_to(person)) == []
        with pytest.raises(NotYours):
            open_for(entry, "text", person)


def test_a_shared_entry_is_readable_until_it_is_taken_back(
    pairing: Any, mentee: Any, mentor: Any, outsider: Any
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    assert entry.read(by=mentor) == SECRET
    assert list(Entry.objects.visible_to(outsider)) == []
    entry.take_back(by=mentee)
    assert list(Entry.objects.visible_to(mentor)) == []
    with pytest.raises(NotYours):
        entry.read(by=mentor)


def test_the_author_sees_whether_it_was_read(pairing: Any, mentee: Any, mentor: Any) -> None:
    entry = write(mentee)
    share = entry.share(pairing, by=mentee)
    assert share.read_at is None
    entry.read(by=mentor)
    share.refresh_from_db()
    assert share.read_at is not None


def test_sharing_twice_makes_one_share_and_owes_one_mail(pairing: Any, mentee: Any) -> None:
    entry = write(mentee)
    assert entry.share(pairing, by=mentee) == entry.share(pairing, by=mentee)
    assert Notice.objects.filter(kind="entry_shared").count() == 1


def test_a_mail_about_an_entry_taken_back_is_not_owed_any_more(pairing: Any, mentee: Any) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    entry.take_back(by=mentee)
    assert [n.state for n in Notice.objects.filter(kind="entry_shared")] == ["cancelled"]
    assert mail.outbox == []


def test_another_tab_never_overwrites_silently(mentee: Any) -> None:
    entry = write(mentee)
    entry.rewrite("first tab", by=mentee, shown_version=1)
    with pytest.raises(NotNow):
        entry.rewrite("second tab", by=mentee, shown_version=1)
    assert entry.read(by=mentee) == "first tab"


def test_the_second_tab_gets_both_texts_back(client: Client, mentee: Any) -> None:
    entry = write(mentee)
    entry.rewrite("first tab", by=mentee, shown_version=1)
    client.force_login(mentee)
    answer = client.post(
        reverse("rewrite_entry", args=[entry.pk]), {"text": "second tab", "version": 1, "mood": ""}
    )
    assert answer.status_code == 409
    assert "first tab" in answer.text
    assert "second tab" in answer.text


def test_posting_twice_makes_one_entry(client: Client, mentee: Any) -> None:
    client.force_login(mentee)
    posted = {"text": SECRET, "record": str(uuid.uuid4()), "mood": ""}
    places = {client.post(reverse("new_entry"), posted).url for _time in range(2)}
    assert len(places) == 1
    assert Entry.objects.count() == 1


def test_a_deleted_entry_is_gone_for_readers_and_comes_back_private(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    client.force_login(mentee)
    client.post(reverse("delete_entry", args=[entry.pk]))
    assert list(Entry.objects.visible_to(mentor)) == []
    client.post(reverse("restore_entry", args=[entry.pk]))
    assert list(Entry.objects.visible_to(mentee)) == [entry]
    assert list(Entry.objects.visible_to(mentor)) == []


def test_a_reader_may_read_and_nothing_else(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    client.force_login(mentor)
    assert SECRET in client.get(reverse("entry", args=[entry.pk])).text
    for act in ("take_back_entry", "delete_entry", "share_entry", "restore_entry"):
        assert client.post(reverse(act, args=[entry.pk])).status_code == 404
    assert client.get(reverse("rewrite_entry", args=[entry.pk])).status_code == 404
    assert Share.objects.standing().count() == 1


def test_an_entry_is_shared_with_ones_own_partner_only(
    client: Client, pairing: Any, mentee: Any, outsider: Any
) -> None:
    stranger = write(outsider, "mine")
    client.force_login(outsider)
    answer = client.post(reverse("share_entry", args=[stranger.pk]), {"pairing": str(pairing.pk)})
    assert answer.status_code == 404
    assert Share.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_journal_needs_the_same_queries_for_one_entry_and_three(
    client: Client, mentee: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _entry in range(number):
        write(mentee)
    client.force_login(mentee)
    with django_assert_num_queries(7):
        assert client.get(reverse("journal")).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_shared_list_needs_the_same_queries_for_one_entry_and_three(
    client: Client,
    pairing: Any,
    mentee: Any,
    mentor: Any,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for _entry in range(number):
        write(mentee).share(pairing, by=mentee)
    client.force_login(mentor)
    with django_assert_num_queries(5):
        assert client.get(reverse("shared_with_me")).status_code == 200


@pytest.mark.parametrize("ends", ["end", "complete"])
def test_a_share_ends_with_the_pair(
    client: Client, pairing: Any, mentee: Any, mentor: Any, ends: str
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    told = {"reason": "moved_on"} if ends == "end" else {}
    getattr(pairing, ends)(by=mentee, **told)
    assert list(Entry.objects.visible_to(mentor)) == []
    with pytest.raises(NotYours):
        Entry.objects.get().read(by=mentor)
    client.force_login(mentor)
    assert client.get(reverse("entry", args=[entry.pk])).status_code == 404
    client.force_login(mentee)
    page = client.get(reverse("entry", args=[entry.pk])).content.decode()
    assert f"{mentor.get_short_name()} could read it while you were a pair." in page


def test_a_share_rests_with_the_pair_and_does_not_end(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    pairing.pause(by=mentor)
    assert Entry.objects.visible_to(mentor).get() == entry


def test_what_was_shared_with_a_former_partner_can_be_shared_with_the_same_one_again(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    pairing.end(by=mentee, reason="moved_on")
    again = make_pairing(mentee=mentee, mentor=mentor)
    share = entry.share(again, by=mentee)
    assert list(Share.objects.standing()) == [share]


def test_the_end_of_the_pair_clears_the_readers_list_and_every_list_of_readers(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    link = reverse("entry", args=[entry.pk])
    client.force_login(mentor)
    assert link in client.get(reverse("shared_with_me")).text
    pairing.complete(by=mentee)
    assert link not in client.get(reverse("shared_with_me")).text
    assert [row.readers for row in Entry.objects.for_journal(mentee)] == [[]]
    with pytest.raises(NotYours):
        open_many_for(list(Entry.objects.all()), "text", mentor)


def test_no_mail_tells_of_an_entry_after_the_end(pairing: Any, mentee: Any) -> None:
    write(mentee).share(pairing, by=mentee)
    pairing.end(by=mentee, reason="moved_on")
    assert [entry_shared(n) for n in Notice.objects.filter(kind="entry_shared")] == [None]


def test_the_author_still_sees_that_it_was_read_back_then(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    entry.read(by=mentor)
    pairing.end(by=mentee, reason="moved_on")
    client.force_login(mentee)
    page = client.get(reverse("entry", args=[entry.pk])).content.decode()
    assert "could read it while you were a pair. · read" in strip_tags(page)
    assert "Only you." in page


def test_whoever_reads_is_told_how_long(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = write(mentee)
    entry.share(pairing, by=mentee)
    client.force_login(mentor)
    assert "lets you read this while you are a pair" in (
        client.get(reverse("entry", args=[entry.pk])).text
    )
