"""What I expect, answered alone: one clause a page, sealed until both are done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mentorship import policies
from mentorship.access import signed_in
from mentorship.clauses import Clause
from mentorship.forms.expectation import AloneForm
from mentorship.late import moved_on
from mentorship.models import Changed, Expectation, NotNow, Pairing, clauses_of


@signed_in("GET", "POST")
def expectations(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where one stands: what was answered, what is open, and, posted, "I am done".

    One's own answers stay one's own to read when the partner wrote a version for both instead.
    """
    mine = _mine(request, pk)
    said, seen = mine.read(by=request.user)
    may_answer = policies.can_answer_alone(request.user, mine)
    if mine.revealed_at or not (may_answer or said):
        return redirect("reveal" if mine.revealed_at else "agreement", pk=pk)
    if request.method == "POST":
        return _finished(request, mine) if may_answer else redirect("expectations", pk=pk)
    partner, asked = mine.pairing.partner_of(request.user), clauses_of(mine.pairing)
    is_mentor = mine.pairing.role_of(request.user) == "mentor"
    context = {
        "pairing": mine.pairing,
        "partner": partner,
        "mine": mine,
        "may_answer": may_answer,
        "rows": [_row(clause, said, seen, is_mentor=is_mentor) for clause in asked],
        "next": next((clause.key for clause in asked if clause.key not in seen), None),
        "seen": len(seen),
    }
    return render(request, "mentorship/agreement/expectations.html", context)


@signed_in("GET", "POST")
def expectation(request: HttpRequest, pk: Any, key: str) -> HttpResponse:
    """One clause: answer it, skip it, or save it and leave."""
    mine = _mine(request, pk)
    clause = _clause(mine, key)
    posted = request.POST if request.method == "POST" else None
    form = _form(request, mine, clause, posted)
    if mine.revealed_at or not policies.can_answer_alone(request.user, mine):
        onward = "reveal" if mine.revealed_at else "agreement"
        return moved_on(request, [form], to=onward, pk=pk)
    if posted and form.is_valid():
        try:
            mine.answer(key, form.told(), by=request.user, shown=form.opened_with())
        except Changed:
            return _both_answers(request, mine, clause)
        except NotNow:
            return moved_on(request, [form], to="agreement", pk=pk)
        return _next_page(request, mine, key)
    context = _context(request, mine, clause, form)
    return render(request, "mentorship/agreement/expectation.html", context)


def _finished(request: HttpRequest, mine: Expectation) -> HttpResponse:
    partner = mine.pairing.partner_of(request.user)
    try:
        is_open = mine.finish(by=request.user)
    except NotNow as error:
        messages.info(request, str(error))
        return redirect("agreement", pk=mine.pairing_id)
    if is_open:
        messages.success(request, _("You have both answered. Here is what each of you said."))
        return redirect("reveal", pk=mine.pairing_id)
    said = _("Done. You will see both when %s has finished, too.")
    messages.success(request, said % partner.get_short_name())
    return redirect("expectations", pk=mine.pairing_id)


def _next_page(request: HttpRequest, mine: Expectation, key: str) -> HttpResponse:
    keys = _keys(mine)
    place = keys.index(key) + 1
    if "leave" in request.POST or mine.done_at or place == len(keys):
        if "leave" in request.POST:
            messages.success(request, _("Saved. You can go on where you stopped."))
        return redirect("expectations", pk=mine.pairing_id)
    return redirect("expectation", pk=mine.pairing_id, key=keys[place])


def _both_answers(request: HttpRequest, mine: Expectation, clause: Clause) -> HttpResponse:
    """Another tab was faster: show what it kept beside what was typed here; saving means this."""
    kept, _seen = mine.read(by=request.user)
    form = _form(request, mine, clause, None)
    typed = request.POST.copy()
    typed["shown"] = form.initial["shown"]
    context = _context(request, mine, clause, _form(request, mine, clause, typed))
    is_mentor = mine.pairing.role_of(request.user) == "mentor"
    context["kept"] = _told(clause, kept, is_mentor=is_mentor)
    return render(request, "mentorship/agreement/expectation.html", context, status=409)


def _mine(request: HttpRequest, pk: Any) -> Expectation:
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    return Expectation.objects.of(pairing, request.user)


def _keys(mine: Expectation) -> list[str]:
    return [clause.key for clause in clauses_of(mine.pairing)]


def _clause(mine: Expectation, key: str) -> Clause:
    found = next((clause for clause in clauses_of(mine.pairing) if clause.key == key), None)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, mine: Expectation, clause: Clause, posted: Any) -> AloneForm:
    said, _seen = mine.read(by=request.user)
    return AloneForm(
        posted,
        clause=clause,
        said=said,
        partner=mine.pairing.partner_of(request.user).get_short_name(),
        is_mentor=mine.pairing.role_of(request.user) == "mentor",
        until_on=mine.pairing.cohort.ends_on,
    )


def _context(
    request: HttpRequest, mine: Expectation, clause: Clause, form: AloneForm
) -> dict[str, Any]:
    keys = _keys(mine)
    number = keys.index(clause.key) + 1
    return {
        "pairing": mine.pairing,
        "partner": mine.pairing.partner_of(request.user),
        "clause": clause,
        "form": form,
        "number": number,
        "count": len(keys),
        "before": keys[number - 2] if number > 1 else None,
    }


def _told(clause: Clause, said: dict[str, str], *, is_mentor: bool) -> list[tuple[Any, str]]:
    """Label and words of each part, as this side of the two is asked."""
    return [
        (part.label_for(is_mentor=is_mentor), part.in_words(said.get(part.key, "")))
        for part in clause.asked_apart
    ]


def _row(
    clause: Clause, said: dict[str, str], seen: list[str], *, is_mentor: bool
) -> dict[str, Any]:
    parts = _told(clause, said, is_mentor=is_mentor)
    answered = [(label, words) for label, words in parts if words]
    return {"clause": clause, "answered": answered, "is_seen": clause.key in seen}
