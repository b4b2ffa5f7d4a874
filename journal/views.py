"""A person's journal: write, read, share one entry, take it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Draft
from accounts.numbers import number_in
from accounts.private import open_many_for
from journal import policies
from journal.forms import EntryForm, RewriteForm
from journal.models import Entry
from journal.prompts import prompt_at
from mentorship.access import signed_in
from mentorship.models import NotNow, Pairing

PER_PAGE = 50
PLACE = "journal"
EXCERPT = 280


@signed_in("GET")
def journal(request: HttpRequest) -> HttpResponse:
    """One's own entries, newest first, each with who else can read it now."""
    found = Entry.objects.for_journal(request.user)
    mood = request.GET.get("mood", "")
    if mood in Entry.Mood.values:
        found = found.filter(mood=mood)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _rows(page.object_list, request.user), "mood": mood}
    return render(request, "journal/journal.html", context | {"moods": Entry.Mood.choices})


@signed_in("GET", "POST")
def new_entry(request: HttpRequest) -> HttpResponse:
    key, question, following = prompt_at(number_in(request.GET.get("prompt", "0")))
    kept = Draft.objects.text(by=request.user, place=PLACE)
    form = EntryForm(request.POST or None, initial={"text": kept})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        entry = Entry.objects.write(
            told["text"], by=request.user, id=told["record"], mood=told["mood"], prompt=key
        )
        Draft.objects.forget(by=request.user, place=PLACE)
        messages.success(request, _("Kept. Nobody else can open it."))
        return redirect("entry", pk=entry.pk)
    context = {"form": form, "question": question, "following": following, "place": PLACE}
    return render(request, "journal/new_entry.html", context | {"has_draft": bool(kept)})


@signed_in("GET")
def entry(request: HttpRequest, pk: Any) -> HttpResponse:
    found = get_object_or_404(
        Entry.objects.visible_to(request.user).select_related("author"), pk=pk
    )
    is_mine = found.author_id == request.user.pk
    context: dict[str, Any] = {"entry": found, "words": found.read(by=request.user)}
    context["is_mine"] = is_mine
    if is_mine:
        kept = found.shares.not_withdrawn().select_related("reader", "pairing")
        shares = [share for share in kept if share.is_standing]
        pairs = list(Pairing.objects.of(request.user).open().with_people())
        context |= {"shares": shares, "choices": _unshared(pairs, shares, request.user)}
        context["ended"] = [share for share in kept if not share.is_standing]
    return render(request, "journal/entry.html", context)


@signed_in("GET", "POST")
def rewrite_entry(request: HttpRequest, pk: Any) -> HttpResponse:
    """Change the words; when another tab was faster, both texts are shown and none is lost."""
    found = _mine(request, pk)
    words = found.read(by=request.user)
    form = RewriteForm(request.POST or None, entry=found, initial={"text": words})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            found.rewrite(
                told["text"], by=request.user, shown_version=told["version"], mood=told["mood"]
            )
        except NotNow:
            again = RewriteForm(entry=found, initial={"text": told["text"]})
            context = {"form": again, "entry": found, "standing": words}
            return render(request, "journal/rewrite_entry.html", context, status=409)
        messages.success(request, _("Saved."))
        return redirect("entry", pk=pk)
    return render(request, "journal/rewrite_entry.html", {"form": form, "entry": found})


@signed_in("POST")
def share_entry(request: HttpRequest, pk: Any) -> HttpResponse:
    """Let one partner read it."""
    found = _mine(request, pk)
    pairs = Pairing.objects.of(request.user).open()
    pairing = pairs.with_people().filter(pk=_uuid(request.POST.get("pairing"))).first()
    if pairing is None:
        raise Http404
    found.share(pairing, by=request.user)
    partner = pairing.partner_of(request.user)
    messages.success(
        request,
        _("%s can read it while you are a pair. You can take it back at any time.") % partner,
        extra_tags=f"undo:{reverse('take_back_entry', args=[pk])}",
    )
    return redirect("entry", pk=pk)


@signed_in("POST")
def take_back_entry(request: HttpRequest, pk: Any) -> HttpResponse:
    """Private again, at once; and honestly: it may have been read."""
    found = _mine(request, pk)
    was_read = found.shares.standing().exclude(read_at=None).exists()
    found.take_back(by=request.user)
    said = _("It is yours alone again.")
    messages.success(
        request, f"{said} {_('Your partner did read it before.')}" if was_read else said
    )
    return redirect("entry", pk=pk)


@signed_in("POST")
def delete_entry(request: HttpRequest, pk: Any) -> HttpResponse:
    found = _mine(request, pk)
    found.delete_softly(by=request.user)
    undo = reverse("restore_entry", args=[pk])
    messages.success(request, _("Put away."), extra_tags=f"undo:{undo}")
    return redirect("journal")


@signed_in("POST")
def restore_entry(request: HttpRequest, pk: Any) -> HttpResponse:
    found = get_object_or_404(Entry.objects.put_away_of(request.user), pk=pk)
    found.restore(by=request.user)
    messages.success(request, _("It is back, and yours alone."))
    return redirect("entry", pk=pk)


@signed_in("GET")
def shared_with_me(request: HttpRequest) -> HttpResponse:
    """What partners let one read, newest first."""
    found = Entry.objects.shared_with(request.user).order_by("-written_at")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "journal/shared.html", {"page": page})


def _mine(request: HttpRequest, pk: Any) -> Entry:
    found = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
    if not policies.can_write_entry(request.user, found):
        raise Http404
    return found


def _rows(entries: Any, person: Any) -> list[dict[str, Any]]:
    """Entries with the beginning of their words, opened together."""
    entries = list(entries)
    words = open_many_for(entries, "text", person)
    return [{"entry": row, "words": words[row.pk][:EXCERPT]} for row in entries]


def _unshared(pairs: list[Pairing], shares: list[Any], person: Any) -> list[dict[str, Any]]:
    """The partners who cannot read it yet."""
    readers = {share.reader_id for share in shares}
    people = [{"pairing": pair, "partner": pair.partner_of(person)} for pair in pairs]
    return [row for row in people if row["partner"].pk not in readers]


def _uuid(text: str | None) -> Any:
    """The id in a posted field, or one that nothing has."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()
