"""The look halfway: how two people began, where they are now, and what each wants next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.private import Words
from goals.models import Goal, Revision, first_wordings, title_before
from mentorship import horizon as our
from mentorship import policies
from mentorship.access import signed_in
from mentorship.clauses import terms_in
from mentorship.models import AgreementVersion, Halfway, HorizonMark, Pairing
from mentorship.models.horizon import LINES

PARTS = ("hopes", "horizon")


@dataclass(frozen=True)
class Aim:
    """A goal by its words, how it stands, and how far its line has been walked."""

    goal: Goal
    title: str
    reached: int
    points: int


@dataclass(frozen=True)
class Wish:
    """What one of the two marked and wrote for the second half."""

    role: str
    person: Any
    direction: str
    lines: dict[str, str]


@signed_in("GET")
def halfway(request: HttpRequest, pk: Any) -> HttpResponse:
    """Three columns of one way, and the links to what may change."""
    mine = Pairing.objects.visible_to(request.user).with_people().select_related(our.IN_FORCE)
    pairing = get_object_or_404(mine.visible_to(request.user), pk=pk)
    look = Halfway.objects.filter(pairing=pairing).select_related(*_WITH_MARKS).first()
    if look is None:
        raise Http404
    check = look.horizon_check
    look.pairing = check.pairing = pairing
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "look": look,
        "has_marked": check.is_revealed or check.mark_of(request.user) is not None,
        "may_mark": policies.can_mark_horizon(request.user, pairing),
        **_compared(pairing, look, request.user),
    }
    return render(request, "home/halfway.html", context)


_WITH_MARKS = ("horizon_check__mentee_mark", "horizon_check__mentor_mark")


def _compared(pairing: Pairing, look: Halfway, reader: Any) -> dict[str, Any]:
    """Everything that both may read, opened together."""
    first, now = _first_version(pairing), our.places_of(pairing)
    began = [(first, "terms")] if first else []
    goals = [goal for goal in Goal.objects.for_pair_page(pairing, reader) if goal.is_shared]
    marks = [mark for mark in look.horizon_check.both if mark.can_be_read_by(reader)]
    lines = [(mark, name) for mark in marks for name in LINES]
    early = [goal for goal in goals if _is_of_the_start(goal, look)]
    wordings = first_wordings(early)
    titles = [*((goal, "title") for goal in goals), *((row, "before") for row in wordings.values())]
    words = Words([*began, *now, *titles, *lines], reader)
    return {
        "began": _told(words, began),
        "terms": _told(words, now),
        "began_with": [_aim(goal, _first_title(goal, wordings, words)) for goal in early],
        "aims": [_aim(goal, words[goal, "title"]) for goal in goals],
        "wishes": [_wish(pairing, mark, words) for mark in marks],
    }


def _first_version(pairing: Pairing) -> AgreementVersion | None:
    """The wording with which the two began: the first one that both signed."""
    signed = AgreementVersion.objects.filter(agreement__pairing=pairing)
    for person in pairing.people:
        signed = signed.filter(signatures__person=person)
    found = signed.order_by("number").first()
    agreement = getattr(pairing, "agreement", None)
    if found and agreement:
        agreement.pairing, found.agreement = pairing, agreement
    return found


def _told(words: Words, places: list[Any]) -> dict[str, str]:
    """The hopes and the horizon of these terms, as far as they say them."""
    terms = terms_in(words[places[0]]) if places else {}
    return {part: str(terms[part]) for part in PARTS if terms.get(part)}


def _is_of_the_start(goal: Goal, look: Halfway) -> bool:
    """Agreed on in the first half of the time until the look."""
    began_at = look.pairing.started_at or look.pairing.created_at
    return bool(goal.agreed_at) and goal.created_at <= began_at + (look.opened_at - began_at) / 2


def _first_title(goal: Goal, first: dict[Any, Revision], words: Words) -> str:
    """As it read before it was ever changed."""
    row = first.get(goal.pk)
    return title_before(words[row, "before"]) if row else words[goal, "title"]


def _aim(goal: Goal, title: str) -> Aim:
    line = list(goal.checkpoints.all())
    reached = sum(point.reached_at is not None for point in line)
    return Aim(goal, title, reached, len(line))


def _wish(pairing: Pairing, mark: HorizonMark, words: Words) -> Wish:
    person = next(one for one in pairing.people if one.pk == mark.person_id)
    lines = {name: words[mark, name] for name in LINES if words[mark, name]}
    return Wish(pairing.role_of(person), person, mark.get_direction_display(), lines)
