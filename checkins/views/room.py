"""One check-in: prepare for it, note and agree during it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Draft
from accounts.private import open_all_for
from checkins import acts, policies
from checkins.compass import compass_of
from checkins.forms import ActionForm, NoteForm, PrepForm, PrivateNoteForm
from checkins.models import Action, CheckIn, Note, Prep
from checkins.writings import note_of, room_of
from goals import still
from mentorship.access import signed_in
from mentorship.late import moved_on
from mentorship.models import HorizonCheck, NotNow
from mentorship.policies import can_mark_horizon


@signed_in("GET")
def check_in(request: HttpRequest, pk: Any) -> HttpResponse:
    """The room: what each wants, notes, actions, and whether it took place."""
    found = get_object_or_404(
        CheckIn.objects.for_room(request.user).visible_to(request.user), pk=pk
    )
    partner, now = found.pairing.partner_of(request.user), timezone.now()
    room = room_of(found, request.user)
    is_prepared = any(said.person == request.user for said in room.preps)
    context = {
        "check_in": found,
        "pairing": found.pairing,
        "partner": partner,
        "preps": room.preps,
        "is_prepared": is_prepared,
        "next": acts.next_act(found, request.user, now, is_prepared=is_prepared),
        "link": acts.link_of(found),
        "actions": room.actions,
        "note": room.note_text,
        "note_form": _note_form(NoteForm, room.note, room.note_text, partner),
        "private_form": _note_form(PrivateNoteForm, room.own, room.own_text, partner),
        "action_form": ActionForm(reader=request.user, partner=partner, prefix="action"),
        "may_change": policies.can_change_check_in(request.user, found),
        "may_mark": can_mark_horizon(request.user, found.pairing),
        "may_answer": policies.can_answer_check_in(request.user, found, now),
        "may_brief": policies.can_read_brief(request.user, found),
    }
    context |= compass_of(found, request.user, room.preps)
    return render(request, "checkins/check_in.html", context)


@signed_in("GET", "POST")
def prep(request: HttpRequest, pk: Any) -> HttpResponse:
    """Three minutes alone; a link in the mail may have chosen the pulse already."""
    found = _found(request, pk)
    if not policies.can_change_check_in(request.user, found):
        raise Http404
    place, partner = f"prep:{pk}", found.pairing.partner_of(request.user)
    mine = Prep.objects.filter(check_in=found, person=request.user).first()
    start = _prep_start(request, mine, place)
    aims = still.asked_of(found.pairing, request.user, found.pk)
    form = PrepForm(request.POST or None, partner=partner, goals=aims, initial=start)
    if request.method == "POST" and form.is_valid():
        Prep.objects.keep(found, by=request.user, **form.prep())
        still.answer(found.pairing, form.still(), by=request.user, occasion=found.pk)
        Draft.objects.forget(by=request.user, place=place)
        messages.success(request, _("Done. %s reads it before you meet.") % partner)
        return redirect("check_in", pk=pk)
    context = {"form": form, "check_in": found, "partner": partner, "place": place}
    context["pairing"] = found.pairing
    waiting = HorizonCheck.objects.waiting_for(request.user).filter(pairing=found.pairing)
    context["is_asked"] = waiting.exists()
    return render(request, "checkins/prep.html", context)


@signed_in("POST")
def keep_note(request: HttpRequest, pk: Any, audience: str) -> HttpResponse:
    """Save one's shared or private note; when another tab was faster, show both texts.

    What the two share stays as it was once their work together is over; one's own note does not.
    """
    found = _found(request, pk)
    if audience == Note.Audience.PAIR and not policies.can_change_check_in(request.user, found):
        raise Http404
    partner = found.pairing.partner_of(request.user)
    kind = NoteForm if audience == Note.Audience.PAIR else PrivateNoteForm
    form = kind(request.POST, partner=partner)
    if not form.is_valid():
        why = _("It is longer than fits here. Shorten it, or keep a part of it elsewhere.")
        return moved_on(request, [form], to="check_in", pk=pk, why=why)
    told = form.cleaned_data
    try:
        Note.objects.keep(
            found, told["text"], by=request.user, audience=audience, shown_version=told["version"]
        )
    except NotNow:
        standing, text = note_of(found, request.user, audience)
        again = _note_form(kind, standing, told["text"], partner)
        context = {"form": again, "standing": text, "check_in": found, "audience": audience}
        return render(request, "checkins/note_conflict.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("check_in", pk=pk)


@signed_in("POST")
def add_action(request: HttpRequest, pk: Any) -> HttpResponse:
    found = _found(request, pk)
    if not policies.can_change_check_in(request.user, found):
        raise Http404
    partner = found.pairing.partner_of(request.user)
    form = ActionForm(request.POST, reader=request.user, partner=partner, prefix="action")
    if not form.is_valid():
        why = _("Say in a few words what to do, and who does it.")
        return moved_on(request, [form], to="check_in", pk=pk, why=why)
    Action.objects.add(found, by=request.user, **form.told())
    messages.success(request, _("On the list."))
    return redirect("check_in", pk=pk)


@signed_in("POST")
def settle_action(request: HttpRequest, pk: Any, act: str) -> HttpResponse:
    """Done, dropped, or back on the list."""
    mine = Action.objects.visible_to(request.user).select_related("pairing")
    found = get_object_or_404(mine.visible_to(request.user), pk=pk)
    if not policies.can_settle_action(request.user, found):
        raise Http404
    try:
        getattr(found, act)(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    return redirect("check_in", pk=found.check_in_id)


def _found(request: HttpRequest, pk: Any) -> CheckIn:
    return get_object_or_404(CheckIn.objects.for_list(request.user).visible_to(request.user), pk=pk)


def _note_form(kind: Any, note: Note | None, text: str, partner: Any) -> Any:
    start = {"text": text, "version": note.version if note else 0}
    return kind(initial=start, partner=partner, auto_id=f"{kind.audience}_%s")


def _prep_start(request: HttpRequest, mine: Prep | None, place: str) -> dict[str, Any]:
    chosen = request.GET.get("pulse", "")
    start: dict[str, Any] = {"want": Draft.objects.text(by=request.user, place=place)}
    if mine:
        want = open_all_for([(mine, "want")], request.user)[0]
        start = {"pulse": mine.pulse, "pace": mine.pace, "want": start["want"] or want}
    if chosen in ("1", "2", "3", "4", "5"):
        start["pulse"] = int(chosen)
    return start
