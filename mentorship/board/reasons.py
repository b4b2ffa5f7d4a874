"""Why two people were matched, in sentences: from the codes that the matching leaves behind.

Reasons name skills and hours only, so that both may read the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext


def for_both(reasons: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that belong to the pair; the others stay with the coordinators."""
    return [reason for reason in reasons if not reason["code"].startswith(UNSAID)]


def sentences(reasons: Iterable[dict[str, Any]]) -> list[str]:
    """One sentence for each reason that both of the pair may read, the weightiest first."""
    ranked = sorted(for_both(reasons), key=lambda reason: -reason.get("points", 0))
    return [said for reason in ranked if (said := sentence(reason))]


def to_reader(reasons: Iterable[dict[str, Any]], *, role: str, partner: str) -> list[str]:
    """The same for one of the two, who asked or who offers; what it says first is what fits."""
    told = list(reasons)
    covered = [skill for one in told for skill in one.get("params", {}).get("covered", [])]
    rest = sentences(one for one in told if not one["code"].startswith("needs_"))
    if not covered:
        return rest
    asked = {"skills": ", ".join(covered), "partner": partner}
    first = (
        _("You asked for %(skills)s; %(partner)s can help with it.")
        if role == "mentee"
        else _("%(partner)s asked for %(skills)s, and you offered it.")
    )
    return [first % asked, *rest]


def scored(reasons: Iterable[dict[str, Any]]) -> list[tuple[str, str, int, int]]:
    """Each criterion that counts: its name, what can be said, its points, and of how many."""
    ranked = sorted(reasons, key=lambda reason: -reason.get("of", 0))
    return [
        (_criterion(reason["code"]), _told(reason), reason["points"], reason["of"])
        for reason in ranked
        if reason.get("of")
    ]


def _criterion(code: str) -> str:
    return str(CRITERIA.get(code.partition("_")[0], ""))


def _told(reason: dict[str, Any]) -> str:
    """Where not both have told something, half of the points are given, and that is said."""
    if reason["code"].endswith("_not_told"):
        return _("Not both have told; so it counts half.")
    return sentence(reason) or _("Neither near nor far apart.")


def sentence(reason: dict[str, Any]) -> str:
    """The sentence of one reason; empty when there is nothing worth saying."""
    say = SENTENCES.get(reason["code"])
    return say(reason.get("params", {})) if say else ""


def _needs(params: dict[str, Any]) -> str:
    covered, missing = params.get("covered", []), params.get("missing", [])
    said = ngettext(
        "Covers %(n)d of %(all)d wish: %(skills)s.",
        "Covers %(n)d of %(all)d wishes: %(skills)s.",
        len(covered) + len(missing),
    ) % {
        "n": len(covered),
        "all": len(covered) + len(missing),
        "skills": ", ".join(covered),
    }
    return f"{said} {_missing(missing)}".strip()


def _missing(skills: list[str]) -> str:
    return _("Not covered: %s.") % ", ".join(skills) if skills else ""


def _hours(params: dict[str, Any]) -> str:
    number = len(params.get("hours", []))
    return ngettext("%d free hour in common.", "%d free hours in common.", number) % number


def _wishes(params: dict[str, Any]) -> str:
    if params.get("mentee") and params.get("mentor"):
        return _("They asked for each other.")
    if params.get("mentee"):
        return _("The mentee asked for this mentor.")
    return _("The mentor asked for this mentee.")


# Whom somebody asked for, and what they asked of a mentor, is between them and the coordinators.
UNSAID = ("wishes_", "identity_")

CRITERIA = {
    "needs": _lazy("What the mentee wants to learn, and the mentor can teach"),
    "area": _lazy("The area they want to grow in"),
    "style": _lazy("How they like to work"),
    "interests": _lazy("Interests and values"),
    "hours": _lazy("Free hours in common"),
    "wishes": _lazy("Whom they asked for"),
    "identity": _lazy("What a mentee asked the mentor to share with them"),
}

SENTENCES = {
    "needs_covered": _needs,
    "needs_missing": lambda params: _missing(params.get("missing", [])),
    "area_same": lambda params: _("Both are at home in %s.") % params["area"],
    "style_close": lambda _params: _("You like to work in much the same way."),
    "style_far": lambda _params: _("You like to work in different ways; talk about that early."),
    "interests_shared": lambda params: _("You share: %s.") % ", ".join(params["interests"]),
    "wishes_met": _wishes,
    "wishes_none": lambda _params: _("Neither asked for the other."),
    "identity_shared": lambda _params: _("Shares what the mentee asked for."),
    "identity_differs": lambda _params: _("Does not share what the mentee asked for."),
    "hours_shared": _hours,
    "hours_none": lambda _params: _("No free hour in common so far."),
    "hours_not_told": lambda _params: _("Free hours are not told yet."),
}

WHY_ALONE = {
    "nobody_allowed": lambda: _("Every mentor is ruled out by a rule: no shared hour, or a veto."),
    "too_few_seats": lambda: _("There are fewer places than mentees."),
    "price_too_high": lambda: _("A pair would cost the others more than it is worth."),
    "seats_taken": lambda: _("Every mentor who fits has given all places to others."),
}


def why_alone(code: str) -> str:
    """Why somebody was left without a mentor."""
    return WHY_ALONE[code]() if code in WHY_ALONE else ""


# What keeps a pair apart, as it reads after a number of mentors.
EXCLUSIONS = {
    "no_seat": lambda: _("have no free place"),
    "same_person": lambda: _("are the same person"),
    "veto": lambda: _("are ruled out by a veto"),
    "blocked": lambda: _("are not to be paired with them"),
    "paired_before": lambda: _("were their mentor before"),
    "own_manager": lambda: _("stand above or below them"),
    "same_manager": lambda: _("have the same line manager"),
    "same_department": lambda: _("work in the same department"),
    "no_shared_language": lambda: _("share no language with them"),
    "no_shared_hour": lambda: _("share no free hour with them"),
    "zone_gap": lambda: _("live too many hours away"),
    "seniority_gap": lambda: _("are too near or too far in seniority"),
    "must_needs": lambda: _("cover none of their wishes"),
    "must_area": lambda: _("are at home in another area"),
    "must_style": lambda: _("like to work quite differently"),
    "must_interests": lambda: _("share no interest with them"),
    "must_wishes": lambda: _("did not name them, nor were named"),
    "must_identity": lambda: _("do not share what they asked for"),
}


def exclusions(counts: dict[str, int]) -> list[str]:
    """How many mentors each rule took from somebody, the rule that took most first."""
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return [f"{number} {EXCLUSIONS[rule]()}" for rule, number in ranked if rule in EXCLUSIONS]


RULE_NAMES = {
    "no_shared_hour": _lazy("a shared free hour"),
    "no_shared_language": _lazy("a shared language"),
    "own_manager": _lazy("no line manager of one’s own"),
    "same_manager": _lazy("not the same line manager"),
    "same_department": _lazy("different departments"),
    "paired_before": _lazy("not the same pair again"),
}


def relaxing(found: dict[str, Any] | None) -> str:
    """What would give somebody a choice; empty when no single rule would."""
    if not found:
        return ""
    opens = ngettext("%d mentor appears", "%d mentors appear", found["opens"]) % found["opens"]
    numbers = {"opens": opens, "now": found["now"], "then": found["then"]}
    if found["rule"] == "zone_gap":
        return _("%(opens)s if the zone gap goes from %(now)s to %(then)s hours.") % numbers
    if found["rule"].endswith("seniority_gap"):
        return _("%(opens)s if the grades apart go from %(now)s to %(then)s.") % numbers
    if found["rule"].startswith("must_"):
        name = CRITERIA[found["rule"].removeprefix("must_")]
        return _("%(opens)s if this is no must: %(name)s.") % {"opens": opens, "name": name}
    name = RULE_NAMES[found["rule"]]
    return _("%(opens)s without the rule: %(name)s.") % {"opens": opens, "name": name}
