"""The pages that show several apps at once: homes, and a pairing's own page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts import second_factor
from accounts.private import Words
from goals.models import Goal
from mentorship import horizon as our
from mentorship.access import coordinators_only, everyone, roles_of, signed_in
from mentorship.home import coordinator, member
from mentorship.home.facts import (
    seats_asked_of,
    with_facts,
    with_say,
    with_signed_dates,
    with_start,
    with_start_dates,
)
from mentorship.models import (
    Cohort,
    Enrolment,
    Event,
    Pairing,
    Program,
    RematchRequest,
    parting,
)

PER_PAGE = 50


@everyone("GET")
def home(request: HttpRequest) -> HttpResponse:
    """The one next step for whoever looks; for a visitor, what this place is."""
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html", {"programs": Program.objects.all()[:PER_PAGE]})
    now = timezone.now()
    cards = member.pair_cards(request.user, now)
    mine = next((card for card in cards if card.role == "mentee"), None)
    if mine:
        others = [card for card in cards if card is not mine]
        context = {"card": mine, "others": others, "aims": member.aims(mine.pair, request.user)}
        context["seat_asked"] = _seat_asked(cards)
        return render(request, "home/mentee.html", context | _to_meet(request.user))
    if cards:
        context = _mentor(cards) | {"is_mentor": True}
        return render(request, "home/mentor.html", context | _to_meet(request.user))
    cohorts = coordinator.cohorts_of(request.user, now)
    if cohorts and second_factor.is_owed(request):
        return second_factor.ask(request)
    if cohorts:
        return render(request, "home/coordinator.html", {"rows": coordinator.rows_of(cohorts)})
    return render(request, "home/waiting.html", _waiting(request.user, now))


@signed_in("GET")
def pairs(request: HttpRequest) -> HttpResponse:
    """MO1: the pairs one mentors, who needs what, and the ones that are over.

    Somebody who mentors nobody anywhere finds their own pair here.
    """
    cards = member.pair_cards(request.user, timezone.now())
    is_mentor = "mentor" in roles_of(request.user)
    shown = [card for card in cards if card.role == "mentor" or not is_mentor]
    past = Pairing.objects.of(request.user).with_people().past()[:PER_PAGE]
    context = _mentor(shown) | {"past": past, "is_mentor": is_mentor}
    return render(request, "home/mentor.html", context)


@signed_in("GET")
def pair(request: HttpRequest, pk: Any) -> HttpResponse:
    """Everything of one pair in one place, the next step first."""
    now = timezone.now()
    everybody = Pairing.objects.visible_to(request.user).with_people().with_profiles()
    everybody = everybody.select_related(our.IN_FORCE)
    mine = with_facts(everybody, request.user, now)
    asked = RematchRequest.objects.visible_to(request.user).waiting()
    mine = mine.annotate(rematch_asked=Exists(asked.filter(pairing=OuterRef("pk"))))
    found = get_object_or_404(mine.visible_to(request.user), pk=pk)
    card = member.card_of(found, request.user, now)
    context = {
        "card": card,
        "pairing": found,
        "profile": getattr(card.partner, "profile", None),
        "theirs": found.mentor if card.role == "mentee" else found.mentee,
        "aims": member.aims(found, request.user),
        "sentence": our.sentence_of(found, Words(our.places_of(found), request.user)),
        "opened": Event.objects.of_pairing(found).filter(verb="open_file").with_doers().last(),
    }
    return render(request, "home/pair.html", context)


@coordinators_only("GET")
def cohort_pairs(request: HttpRequest, pk: Any) -> HttpResponse:
    """The pairs of a cohort: dates and states, never words."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user).select_related("program"), pk=pk)
    page = Paginator(coordinator.pairs_of(cohort), PER_PAGE).get_page(request.GET.get("page"))
    asked = RematchRequest.objects.overseen_by(request.user).waiting().with_people()
    wishes = asked.filter(pairing__cohort=cohort)[:PER_PAGE]
    context = {"cohort": cohort, "page": page, "wishes": wishes}
    return render(request, "home/cohort_pairs.html", context)


@coordinators_only("GET")
def pair_file(request: HttpRequest, pk: Any) -> HttpResponse:
    """AD6: one pair as its coordinator may see it; the two are told who opened it."""
    held = Count("check_ins", filter=Q(check_ins__status="held"))
    pairs = with_signed_dates(with_start_dates(Pairing.objects.with_people().annotate(held=held)))
    found = get_object_or_404(pairs.overseen_by(request.user), pk=pk)
    Event.objects.record(found, "open_file", by=request.user)
    context: dict[str, Any] = {"pairing": found}
    if not found.is_of(request.user):  # of one's own pair one learns no more than the other does
        context["why_declined"] = parting.why_declined(found)
    context["goals"] = Goal.objects.of_pairing(found).by_status()
    context["next"] = parting.next_of(found)
    context["may_take_back"] = parting.may_be_taken_back(found, timezone.now())
    return render(request, "home/pair_file.html", context)


@everyone("GET")
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html")


@everyone("GET")
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")


def _mentor(cards: list[member.PairCard]) -> dict[str, Any]:
    """The pairs, and the first of them that waits for something."""
    first = next((card for card in cards if card.step), None)
    return {"cards": cards, "first": first, "seat_asked": _seat_asked(cards)}


def _seat_asked(cards: list[member.PairCard]) -> Any:
    """The request for one more place that waits for the person, once for all of their pairs."""
    return next((card.pair.seat_asked for card in cards if card.pair.seat_asked), None)


def _to_meet(person: Any) -> dict[str, Any]:
    """A place in a round whose people one is to meet, if one has not said everything yet."""
    mine = Enrolment.objects.of(person).accepted().with_cohort()
    return {"to_meet": with_say(mine, timezone.localdate()).exclude(say_until=None).first()}


def _waiting(person: Any, now: datetime) -> dict[str, Any]:
    """No pair is open: what lies behind, where applications stand, what one could apply to."""
    in_line = Enrolment.objects.in_line().filter(pk=OuterRef("pk"))
    mine = Enrolment.objects.filter(person=person).exclude(status="withdrawn")
    asked = seats_asked_of(person, now).filter(mentor=OuterRef("pk")).values("pk")[:1]
    mine = mine.annotate(is_in_line=Exists(in_line), seat_asked=Subquery(asked))
    open_rounds = Cohort.objects.open_for_applications().exclude(pk__in=mine.values("cohort"))
    mine = mine.with_cohort().order_by("-created_at")
    places = list(with_start(with_say(mine, timezone.localdate())))
    return {
        "enrolments": places,
        "to_meet": next((place for place in places if place.say_until), None),
        "to_start": next((place for place in places if _may_start(place)), None),
        "past": Pairing.objects.of(person).with_people().past()[:PER_PAGE],
        "programs": Program.objects.filter(cohorts__in=open_rounds).distinct()[:PER_PAGE],
    }


def _may_start(place: Any) -> bool:
    """Somebody who is in, in a round that is not over, and has not said where they start from."""
    is_in = place.status == Enrolment.Status.ACCEPTED and place.role != Enrolment.Role.ADMIN
    return is_in and place.cohort.status != Cohort.Status.CLOSED and not place.has_start
