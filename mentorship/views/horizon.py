"""Are the two still aiming at the same horizon? Marked alone, revealed together, talked about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Draft
from accounts.numbers import number_in
from accounts.private import Words, open_all_for
from mentorship import horizon as our
from mentorship import policies
from mentorship.access import signed_in
from mentorship.forms.horizon import HalfwayForm, MarkForm
from mentorship.late import moved_on
from mentorship.models import HorizonCheck, NotNow, Pairing
from mentorship.models.horizon import LINES
from mentorship.pictures.vocabulary import HorizonPicture
from mentorship.stages import share_behind

# Two years of monthly ones; the picture shows no more, either.
LOOKS = 24
Status, Cause = HorizonCheck.Status, HorizonCheck.Cause


@signed_in("GET")
def horizon(request: HttpRequest, pk: Any) -> HttpResponse:
    """The sentence of the two, what waits, and every look so far, the latest first."""
    pairing = _pairing(request, pk)
    newest = HorizonCheck.objects.filter(pairing=pairing).with_marks().order_by("-number")
    checks = list(newest[:LOOKS])[::-1]
    for check in checks:
        check.pairing = pairing
    seen = [check for check in checks if check.is_revealed]
    waiting = next((check for check in checks if check.status == Status.OPEN), None)
    sealed = our.unopened_of(pairing, request.user)
    places = [place for check in seen for place in check.places()]
    places += [(mark, name) for mark in sealed for name in LINES]
    words = Words([*our.places_of(pairing), *places], request.user)
    looks = [our.look_of(check, words) for check in reversed(seen)]
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "sentence": our.sentence_of(pairing, words),
        "waiting": waiting,
        "has_marked": waiting.mark_of(request.user) is not None if waiting else False,
        "gap": next((look for look in looks if look.check.status == Status.GAP), None),
        "looks": looks,
        "unopened": [our.own_of(mark, words) for mark in sealed],
        "picture": _picture(pairing, seen),
        "may_mark": policies.can_mark_horizon(request.user, pairing),
        "may_ask": policies.can_ask_horizon(request.user, pairing) and waiting is None,
    }
    return render(request, "mentorship/horizon/horizon.html", context)


@signed_in("GET", "POST")
def mark_horizon(request: HttpRequest, pk: Any) -> HttpResponse:
    """One's own mark, alone; nothing here tells whether the partner's is in."""
    pairing = _pairing(request, pk)
    check = HorizonCheck.objects.filter(pairing=pairing).open().first()
    if request.method == "POST":
        check = _meant(request, pairing) or check
    if check is None:
        return redirect("horizon", pk=pk)
    check.pairing = pairing
    about = {"partner": pairing.partner_of(request.user), "shown": check.number}
    kind = HalfwayForm if check.cause == Cause.HALFWAY else MarkForm
    if not policies.can_mark_horizon(request.user, pairing):
        return moved_on(request, [kind(request.POST or None, **about)], to="horizon", pk=pk)
    if request.method == "POST":
        return _marked(request, check, kind(request.POST, **about))
    return _form_page(request, check, kind(initial=_start(request, check), **about))


def _meant(request: HttpRequest, pairing: Pairing) -> HorizonCheck | None:
    """The check that the answers were given to, whatever has become of it since."""
    number = number_in(request.POST.get("shown", ""))
    return HorizonCheck.objects.filter(pairing=pairing, number=number).first()


def _marked(request: HttpRequest, check: HorizonCheck, form: MarkForm) -> HttpResponse:
    """Kept; or, where it cannot be said any more, shown again with what was typed."""
    if not form.is_valid():
        return _form_page(request, check, form)
    try:
        check.mark(by=request.user, now=timezone.now(), **form.told())
    except NotNow:
        return _form_page(request, check, form, overtaken=our.why_not(check))
    Draft.objects.forget(by=request.user, place=_place(check))
    if check.is_revealed:
        messages.success(request, _("You both are in. Here is how you two see it."))
    else:
        partner = check.pairing.partner_of(request.user).get_short_name()
        said = _("Kept, sealed. You see both together once %s has answered, too.")
        messages.success(request, said % partner)
    return redirect("halfway" if check.cause == Cause.HALFWAY else "horizon", pk=check.pairing_id)


def _form_page(
    request: HttpRequest, check: HorizonCheck, form: MarkForm, *, overtaken: str = ""
) -> HttpResponse:
    pairing = check.pairing
    words = Words(our.places_of(pairing), request.user)
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "check": check,
        "form": form,
        "overtaken": overtaken,
        "place": _place(check),
        "sentence": our.sentence_of(pairing, words),
    }
    status = 409 if overtaken else 200
    return render(request, "mentorship/horizon/mark.html", context, status=status)


def _place(check: HorizonCheck) -> str:
    return f"horizon:{check.pk}"


def _start(request: HttpRequest, check: HorizonCheck) -> dict[str, str]:
    """What one has said in this check so far, and what one was typing when one left."""
    begun = Draft.objects.text(by=request.user, place=_place(check))
    mine = check.mark_of(request.user)
    if mine is None:
        return {"line": begun}
    texts = open_all_for([(mine, name) for name in LINES], request.user)
    told = dict(zip(LINES, texts, strict=True))
    return told | {"direction": mine.direction, "line": begun or told["line"]}


@signed_in("POST")
def ask_horizon(request: HttpRequest, pk: Any) -> HttpResponse:
    """Either of the two may ask between the months."""
    pairing = _pairing(request, pk)
    if not policies.can_ask_horizon(request.user, pairing):
        return redirect("horizon", pk=pk)
    begin, now = HorizonCheck.objects.begin, timezone.now()
    is_begun = begin(pairing, cause=Cause.ASKED, by=request.user, now=now)
    if is_begun or HorizonCheck.objects.filter(pairing=pairing).open().exists():
        return redirect("mark_horizon", pk=pk)
    messages.warning(request, _("You two have looked at it just now. Talk first, then ask again."))
    return redirect("horizon", pk=pk)


@signed_in("POST")
def talk_horizon(request: HttpRequest, pk: Any) -> HttpResponse:
    """We talked about it: it stands first on no agenda any more."""
    mine = HorizonCheck.objects.visible_to(request.user).select_related("pairing")
    found = get_object_or_404(mine.visible_to(request.user), pk=pk)
    if not policies.can_mark_horizon(request.user, found.pairing):
        return redirect("horizon", pk=found.pairing_id)
    try:
        found.talk(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Noted. Does your sentence still say it?"))
    return redirect("horizon", pk=found.pairing_id)


def _picture(pairing: Pairing, seen: list[HorizonCheck]) -> HorizonPicture:
    return HorizonPicture(
        elapsed=share_behind(pairing, timezone.localdate()),
        wins=pairing.wins,
        closeness=tuple(check.closeness for check in seen if check.closeness is not None),
    )


def _pairing(request: HttpRequest, pk: Any) -> Pairing:
    mine = Pairing.objects.visible_to(request.user).with_people().select_related(our.IN_FORCE)
    return get_object_or_404(mine.visible_to(request.user), pk=pk)
