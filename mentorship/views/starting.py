"""The starting point: one question a page, a look at all of them, and where one's skills stand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Draft, Profile
from mentorship.access import signed_in
from mentorship.forms.starting import FORMS, RateForm
from mentorship.late import moved_on
from mentorship.models import Changed, Enrolment, Pairing, StartingPoint, StartingVersion
from mentorship.starting.questions import first_open, question_at, questions_for
from mentorship.starting.reading import answers_of, rated, readers_of, told
from mentorship.starting.shapes import SKILLS, TEXT, WORK, Question, in_words

PAGE = "mentorship/starting/page.html"
BOXES = {TEXT: "words", WORK: "needs"}


@signed_in("GET", "POST")
def starting(request: HttpRequest, pk: Any) -> HttpResponse:
    """All answers, to begin with, to go on, or to check; posted, they are shared.

    Or else, where that was pressed, one begins with those of an earlier round.
    """
    mine = _mine(request, pk)
    kept, may_write = mine.read(by=request.user), _may_write(mine)
    if not (may_write or kept["seen"]):
        raise Http404
    is_new = may_write and not kept["seen"]
    earlier = StartingPoint.objects.earlier_than(mine.enrolment) if is_new else None
    if request.method == "POST" and not may_write:
        return redirect("starting", pk=pk)
    if request.method == "POST":
        return _shared(request, mine) if kept["seen"] else _set_out(request, mine, earlier)
    role = mine.enrolment.role
    context = {
        "enrolment": mine.enrolment,
        "mine": mine,
        "earlier": earlier,
        "may_write": may_write,
        "answers": answers_of(kept, role, kept_back=mine.kept_back),
        "seen": len(kept["seen"]),
        "next": first_open(role, kept["seen"]),
        "readers": readers_of(mine.enrolment),
    }
    return render(request, "mentorship/starting/check.html", context)


def _shared(request: HttpRequest, mine: StartingPoint) -> HttpResponse:
    mine.finish(by=request.user, now=timezone.now())
    messages.success(request, _("Kept. This is your starting point; change it at any time."))
    return redirect("skill_ladder", pk=mine.enrolment_id)


def _set_out(
    request: HttpRequest, mine: StartingPoint, earlier: StartingPoint | None
) -> HttpResponse:
    """With the words of an earlier round, or with the first page."""
    pk = mine.enrolment_id
    if earlier and "again" in request.POST and mine.begin_with(earlier, by=request.user):
        messages.success(request, _("Here it is. Change what has grown old, then share it."))
        return redirect("starting", pk=pk)
    return redirect("starting_page", pk=pk, key=first_open(mine.enrolment.role, {}))


@signed_in("GET", "POST")
def starting_page(request: HttpRequest, pk: Any, key: str) -> HttpResponse:
    """One question: answer it, skip it, or save it and leave."""
    mine, question = _mine(request, pk), None
    question = question_at(mine.enrolment.role, key)
    if question is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = _form(request, mine, question, posted)
    if not _may_write(mine):
        return _too_late(request, mine, form)
    if posted is not None and form.is_valid():
        return _kept(request, mine, form, "starting_page")
    return render(request, PAGE, _context(request, mine, form))


@signed_in("GET", "POST")
def rate_skills(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where one stands with each of the skills one has chosen."""
    mine = _mine(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = _rate_form(request, mine, posted)
    if not _may_write(mine):
        return _too_late(request, mine, form)
    if not form.skills:
        return redirect("starting_page", pk=pk, key=SKILLS)
    if posted is not None and form.is_valid():
        return _kept(request, mine, form, "rate_skills")
    return render(request, PAGE, _context(request, mine, form))


@signed_in("GET")
def skill_ladder(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where one's own skills stand: what answering gives back at once."""
    mine = _mine(request, pk)
    kept = mine.read(by=request.user)
    context = {
        "enrolment": mine.enrolment,
        "mine": mine,
        "skills": rated(kept),
        "first": _first_rated(mine, request.user),
        "next": first_open(mine.enrolment.role, kept["seen"]),
        "paired": _paired(mine.enrolment),
    }
    return render(request, "mentorship/starting/ladder.html", context)


@signed_in("GET")
def starting_versions(request: HttpRequest, pk: Any) -> HttpResponse:
    """One's own earlier starting points, beside what has changed since."""
    place = get_object_or_404(Enrolment.objects.of(request.user).with_cohort(), pk=pk)
    rows = list(StartingVersion.objects.of_author(StartingPoint.objects.of(place)))
    context = {"enrolment": place, "versions": told(rows, place.role, request.user)}
    return render(request, "mentorship/starting/versions.html", context)


@signed_in("GET")
def partner_start(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where the other one of a pair starts from, as far as they share it."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    rows = StartingPoint.objects.read_by_partner(pairing, request.user)
    partner = pairing.partner_of(request.user)
    role = pairing.role_of(partner)
    context = {
        "pairing": pairing,
        "partner": partner,
        "role": role,
        "versions": told(rows, role, request.user),
    }
    return render(request, "mentorship/starting/partner.html", context)


def _mine(request: HttpRequest, pk: Any) -> StartingPoint:
    mine = Enrolment.objects.with_cohort()
    return StartingPoint.objects.of(get_object_or_404(mine.of(request.user), pk=pk))


def _may_write(mine: StartingPoint) -> bool:
    """Until the round is over, or one has left it; one's own words stay to be read."""
    return Enrolment.objects.in_the_running().filter(pk=mine.enrolment_id).exists()


def _too_late(request: HttpRequest, mine: StartingPoint, form: Any) -> HttpResponse:
    if not mine.read(by=request.user)["seen"] and request.method != "POST":
        raise Http404
    return moved_on(request, [form], to="starting", pk=mine.enrolment_id)


def _paired(enrolment: Enrolment) -> Pairing | None:
    pairs = Pairing.objects.of(enrolment.person).open().with_people()
    return pairs.filter(**{enrolment.role: enrolment}).first()


def _first_rated(mine: StartingPoint, person: Any) -> dict[str, int]:
    """How far one was with each skill when one shared it for the first time."""
    rows = list(StartingVersion.objects.of_author(mine)) if mine.finished_at else []
    found: dict[str, int] = {}
    for version in told(rows, mine.enrolment.role, person):
        found |= {skill["name"]: skill["level"] for skill in version.skills}
    return found


def _form(request: HttpRequest, mine: StartingPoint, question: Question, posted: Any) -> Any:
    kept = mine.read(by=request.user)
    said, is_seen = kept["said"].get(question.key), question.key in kept["seen"]
    more: dict[str, Any] = {}
    initial: dict[str, Any] = {"shown": mine.token(question.key, kept)}
    initial["keeps_back"] = question.key in mine.kept_back
    if question.kind == SKILLS:
        offered = [skill["name"] for skill in mine.enrolment.skills]
        more["offered"] = [*mine.enrolment.cohort.program.skills, *offered]
        more["is_lenient"] = posted is not None and "continue" not in posted
        initial |= {} if is_seen else {"chosen": offered[:6]}
    if question.kind == WORK and not is_seen:
        said = _as_in_profile(request.user)
    if begun := _begun(request, mine, question):
        initial[BOXES[question.kind]] = begun
    form = FORMS[question.kind]
    readers = readers_of(mine.enrolment)
    return form(posted, question=question, readers=readers, said=said, initial=initial, **more)


def _rate_form(request: HttpRequest, mine: StartingPoint, posted: Any) -> RateForm:
    kept = mine.read(by=request.user)
    question = question_at(mine.enrolment.role, SKILLS)
    assert question is not None
    return RateForm(
        posted,
        question=question,
        readers=readers_of(mine.enrolment),
        said=kept["said"].get(SKILLS) or [],
        initial={"shown": mine.token(SKILLS, kept)},
    )


def _kept(request: HttpRequest, mine: StartingPoint, form: Any, page: str) -> HttpResponse:
    """Keep what was posted and lead on; or show what another window kept meanwhile."""
    key, is_rated = form.question.key, page == "rate_skills"
    keeps_back = key in mine.kept_back if is_rated else form.keeps_back
    about = {"shown": form.cleaned_data["shown"], "how": form.how(), "keeps_back": keeps_back}
    try:
        mine.answer(key, form.said(), by=request.user, **about)
    except Changed:
        return _both(request, mine, form)
    Draft.objects.forget(by=request.user, place=_place(mine, key))
    if "leave" in request.POST:
        messages.success(request, _("Saved. You can go on where you stopped."))
        return redirect("home")
    if key == SKILLS and not is_rated and form.said():
        return redirect("rate_skills", pk=mine.enrolment_id)
    return _onward(mine, key)


def _onward(mine: StartingPoint, key: str) -> HttpResponse:
    """The page that follows; to the check, where all were seen already."""
    keys = [question.key for question in questions_for(mine.enrolment.role)]
    place = keys.index(key) + 1
    if not mine.next_key or place == len(keys):
        return redirect("starting", pk=mine.enrolment_id)
    return redirect("starting_page", pk=mine.enrolment_id, key=keys[place])


def _both(request: HttpRequest, mine: StartingPoint, form: Any) -> HttpResponse:
    """Another window was faster: what it kept, beside what was typed here; saving means this."""
    question = form.question
    kept = mine.read(by=request.user)
    typed = request.POST.copy()
    typed["shown"] = mine.token(question.key, kept)
    is_rate = isinstance(form, RateForm)
    again = _rate_form(request, mine, typed) if is_rate else _form(request, mine, question, typed)
    context = _context(request, mine, again)
    context["kept"] = in_words(question.kind, kept["said"].get(question.key)) or [_("left out")]
    return render(request, PAGE, context, status=409)


def _context(request: HttpRequest, mine: StartingPoint, form: Any) -> dict[str, Any]:
    questions = questions_for(mine.enrolment.role)
    number = questions.index(form.question) + 1
    return {
        "enrolment": mine.enrolment,
        "question": form.question,
        "form": form,
        "is_rating": isinstance(form, RateForm),
        "number": number,
        "count": len(questions),
        "before": questions[number - 2].key if number > 1 else "",
        "place": _place(mine, form.question.key),
        "begun": not isinstance(form, RateForm) and _begun(request, mine, form.question),
    }


def _place(mine: StartingPoint, key: str) -> str:
    return f"start:{mine.enrolment_id}:{key}"


def _begun(request: HttpRequest, mine: StartingPoint, question: Question) -> str:
    """What was being written in the page's large box, if it has one, when it was left."""
    if question.kind not in BOXES:
        return ""
    return Draft.objects.text(by=request.user, place=_place(mine, question.key))


def _as_in_profile(person: Any) -> dict[str, str]:
    """What somebody has told everybody already, to begin with."""
    profile = Profile.objects.of(person)
    names = ("feedback", "thinking", "planning")
    return {name: getattr(profile, name) for name in names if getattr(profile, name)}
