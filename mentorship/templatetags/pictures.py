"""The pictures of the site. Geometry is in mentorship.pictures, words are here and in the parts."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.pictures import cairn as cairns
from mentorship.pictures import checkpoints as checkpoint_pictures
from mentorship.pictures import horizon as horizons
from mentorship.pictures import lines, samples, scores, strips
from mentorship.pictures.vocabulary import (
    STAGES,
    Checkpoint,
    HorizonPicture,
    PairLine,
    ScoreBucket,
)

register = template.Library()
PARTS = "components/pictures"
DRAWINGS = (
    "two-marks",
    "notebook",
    "first-stone",
    "lantern",
    "two-chairs",
    "signpost",
    "calm-sea",
    "closed-book",
)


@register.inclusion_tag(f"{PARTS}/_brand_mark.html")
def brand_mark() -> dict:
    return {}


@register.inclusion_tag(f"{PARTS}/_drawing.html")
def drawing(name: str, *, label: str = "") -> dict:
    """An unknown name is an error at once, not an empty box that nobody sees."""
    if name not in DRAWINGS:
        raise template.TemplateSyntaxError(f"A drawing is one of {', '.join(DRAWINGS)}: {name!r}")
    return {"part": f"{PARTS}/drawings/_{name}.svg", "name": name, "label": label}


@register.simple_tag
def picture_samples() -> dict:
    return {**samples.samples(), "drawings": DRAWINGS, "stages": STAGES}


@register.inclusion_tag(f"{PARTS}/_horizon.html")
def horizon(picture: HorizonPicture, *, compact: bool = False) -> dict:
    shape = horizons.draw_horizon(picture)
    words = {2: _("the same"), 1: _("slightly off"), 0: _("different")}
    checks = [
        (_("Horizon check %(number)s") % {"number": number}, words[value])
        for number, value in enumerate(picture.closeness, start=1)
    ]
    return {
        "shape": shape,
        "wins": picture.wins,
        "compact": compact,
        "columns": [_("What"), _("So far")],
        "rows": [(_("Time passed"), f"{shape.percent}%"), (_("Wins"), picture.wins), *checks],
    }


@register.inclusion_tag(f"{PARTS}/_cairn.html")
def cairn(wins: int, *, settle: bool = False) -> dict:
    return {"shape": cairns.draw_cairn(wins), "wins": wins, "settle": settle}


@register.inclusion_tag(f"{PARTS}/_checkpoint_line.html")
def checkpoint_line(checkpoints: Iterable[Checkpoint], *, compact: bool = False) -> dict:
    marks = list(checkpoints)
    shape = checkpoint_pictures.draw_line(marks)
    return {
        "shape": shape,
        "count": len(marks),
        "compact": compact,
        "upcoming": shape.upcoming,
        **_checkpoint_table(marks),
    }


@register.inclusion_tag(f"{PARTS}/_checkpoint_timeline.html")
def checkpoint_timeline(
    checkpoints: Iterable[Checkpoint], today: date, pivots: Sequence[date] = ()
) -> dict:
    """Planned against reached; `pivots` are the days on which the goal itself was changed."""
    marks = list(checkpoints)
    table = _checkpoint_table(marks)
    table["rows"] += [(_("The goal was changed"), "–", _day(day)) for day in pivots]
    return {
        "shape": checkpoint_pictures.draw_timeline(marks, today, pivots),
        "count": len(marks),
        **table,
    }


@register.inclusion_tag(f"{PARTS}/_pulse_line.html")
def pulse_line(
    mentee: Sequence[lines.Answer],
    mentor: Sequence[lines.Answer],
    *,
    labels: Sequence[str] = (),
    mentee_name: str = "",
    mentor_name: str = "",
) -> dict:
    shape = lines.draw_pulse(mentee, mentor)
    mentee_name, mentor_name = mentee_name or _("Mentee"), mentor_name or _("Mentor")
    sessions = _names(labels, max(len(mentee), len(mentor)), _("Session %(number)s"))
    return {
        "shape": shape,
        "people": [("mentee", mentee_name, shape.mentee), ("mentor", mentor_name, shape.mentor)],
        "columns": [_("Session"), mentee_name, mentor_name],
        "rows": [
            (name, _answer(one), _answer(other))
            for name, (one, other) in zip(sessions, zip_longest(mentee, mentor), strict=True)
        ],
    }


@register.inclusion_tag(f"{PARTS}/_confidence_line.html")
def confidence_line(values: Sequence[lines.Answer], *, labels: Sequence[str] = ()) -> dict:
    return {
        "shape": lines.draw_confidence(values),
        "columns": [_("Note"), _("Confidence, 1 to 5")],
        "rows": [
            (name, _answer(value))
            for name, value in zip(
                _names(labels, len(values), _("Note %(number)s")), values, strict=True
            )
        ],
    }


@register.inclusion_tag(f"{PARTS}/_weeks_strip.html")
def weeks_strip(weeks: Sequence[str], *, compact: bool = False) -> dict:
    words = {
        "held": _("met"),
        "moved": _("moved"),
        "missed": _("missed"),
        "none": _("none planned"),
    }
    return {
        "shape": strips.draw_weeks(weeks),
        "compact": compact,
        "columns": [_("Week"), _("Session")],
        "rows": [(number, words[kind]) for number, kind in enumerate(weeks, start=1)],
    }


@register.inclusion_tag(f"{PARTS}/_stage_strip.html")
def stage_strip(current: str) -> dict:
    words = {
        "arrive": _("Arrive"),
        "align": _("Align"),
        "grow": _("Grow"),
        "reset": _("Reset"),
        "close": _("Close"),
        "beyond": _("Beyond"),
    }
    return {"stages": [(stage, words[stage.name]) for stage in strips.stages(current)]}


@register.inclusion_tag(f"{PARTS}/_score_bars.html")
def score_bars(buckets: Sequence[ScoreBucket], *, unmatched: int = 0) -> dict:
    left_over = [(_("No pair yet"), unmatched)] if unmatched else []
    shape = scores.draw_scores(buckets, unmatched=unmatched)
    return {
        "shape": shape,
        "unmatched": unmatched,
        "fullest": _range(shape.fullest) if shape.fullest else "",
        "columns": [_("Score"), _("Pairs")],
        "rows": [*((_range(bucket), bucket.count) for bucket in buckets), *left_over],
    }


@register.inclusion_tag(f"{PARTS}/_bipartite.html")
def bipartite(pairs: Sequence[PairLine]) -> dict:
    return {
        "shape": scores.draw_bipartite(pairs),
        "chosen": next((pair for pair in pairs if pair.chosen), None),
        "others": sum(not pair.chosen for pair in pairs),
        "columns": [_("Mentee"), _("Mentor"), _("Score")],
        "rows": [(pair.mentee, pair.mentor, pair.score) for pair in pairs],
    }


def _checkpoint_table(marks: Sequence[Checkpoint]) -> dict:
    return {
        "columns": [_("Checkpoint"), _("Planned"), _("Reached")],
        "rows": [(mark.title, _day(mark.planned_on), _day(mark.reached_on)) for mark in marks],
    }


def _names(labels: Sequence[str], count: int, pattern: str) -> list[str]:
    """The labels given, then numbered ones for the rest."""
    numbered = [pattern % {"number": number} for number in range(1, count + 1)]
    return [*labels[:count], *numbered[len(labels) :]]


def _answer(value: lines.Answer) -> str:
    return "–" if value is None else str(value)


def _day(day: date | None) -> str:
    return date_format(day, _("j M Y")) if day else "–"


def _range(bucket: ScoreBucket) -> str:
    return _("%(low)s to %(high)s") % {"low": bucket.low, "high": bucket.high - 1}
