"""What somebody brings to a round: what matching reads, told once and changed at any time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from mentorship.forms.application import MOST_SKILLS
from mentorship.models import Enrolment
from mentorship.models.seat_request import MOST_PLACES

MOST_INTERESTS = 10
LONGEST_WORD, LONGEST_ADDRESS = 60, 254
WANTED = ((2, _("would be nice")), (3, _("matters")), (5, _("matters most")))
OFFERED = ((3, _("a little")), (4, _("well")), (5, _("very well")))
IDENTITY = {
    "sought": _("Something your mentor should share with you, if anybody can"),
    "identities": _("What you share about yourself, should a mentee ask for it"),
}
SENIORITY = (
    (0, _("rather not say")),
    (1, _("starting out")),
    (3, _("settled in my work")),
    (5, _("people come to me with questions")),
    (7, _("leading a team")),
    (9, _("leading an organisation")),
)


class OfferForm(forms.Form):
    """Up to six skills, each with how much; an area, interests, and for mentors their places."""

    area = forms.CharField(
        label=_("The area you would like to grow in"), max_length=60, required=False
    )
    interests = forms.CharField(
        label=_("Interests and values"),
        max_length=300,
        required=False,
        help_text=_("Several, separated by commas. They count when somebody shares them."),
    )
    avoids = forms.CharField(
        label=_("Somebody you should not be paired with"),
        max_length=600,
        required=False,
        help_text=_(
            "Their e-mail addresses, separated by commas. It needs no reason, and they never hear "
            "of it."
        ),
    )
    seniority = forms.TypedChoiceField(
        label=_("Where you are in your working life"), choices=SENIORITY, coerce=int
    )

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        self.enrolment = enrolment
        super().__init__(*args, initial=_shown(enrolment), **kwargs)
        is_mentor = enrolment.role == Enrolment.Role.MENTOR
        for number in range(1, MOST_SKILLS + 1):
            self._add_skill(number, OFFERED if is_mentor else WANTED)
        if is_mentor:
            self.fields["area"].label = _("The area you are at home in")
            self._add_places()
        if enrolment.cohort.asks_identity:
            self._add_identity("identities" if is_mentor else "sought")

    def _add_skill(self, number: int, levels: Any) -> None:
        self.fields[f"skill{number}"] = forms.CharField(
            label=_("Skill %(n)s") % {"n": number}, max_length=60, required=False
        )
        self.fields[f"level{number}"] = forms.TypedChoiceField(
            label=_("How much"), choices=levels, coerce=int, required=False, empty_value=3
        )

    def _add_places(self) -> None:
        taken = max(1, self.enrolment.seats_taken)
        self.fields["capacity"] = forms.IntegerField(
            label=_("How many mentees at a time"),
            min_value=taken,
            max_value=MOST_PLACES,
            help_text=_("Never fewer than you have now."),
        )
        self.fields["is_open"] = forms.BooleanField(
            label=_("I can take a new mentee now"), required=False
        )

    def _add_identity(self, name: str) -> None:
        self.fields[name] = forms.CharField(
            label=IDENTITY[name],
            max_length=300,
            required=False,
            help_text=_(
                "Several, separated by commas: first in the family to study, a parent, new in "
                "the country. Matching reads it; no person does. Coordinators see only whether "
                "it counted."
            ),
        )

    @property
    def skills(self) -> list[tuple[Any, Any]]:
        numbers = range(1, MOST_SKILLS + 1)
        return [(self[f"skill{number}"], self[f"level{number}"]) for number in numbers]

    @property
    def rest(self) -> list[Any]:
        apart = ("skill", "level", *UNSEEN)
        return [field for field in self if not field.name.startswith(apart)]

    @property
    def unseen(self) -> list[Any]:
        """What only matching reads."""
        return [self[name] for name in ("sought", "identities") if name in self.fields]

    def clean_avoids(self) -> list[str]:
        found = _words(self.cleaned_data["avoids"], longest=LONGEST_ADDRESS)
        for email in found:
            validate_email(email)
        return found

    def clean_interests(self) -> list[str]:
        return _words(self.cleaned_data["interests"])

    def clean_sought(self) -> list[str]:
        return _words(self.cleaned_data["sought"])

    def clean_identities(self) -> list[str]:
        return _words(self.cleaned_data["identities"])

    def told(self) -> dict[str, Any]:
        """What `Enrolment.tell_offer` takes."""
        said = self.cleaned_data
        numbers = range(1, MOST_SKILLS + 1)
        named = {said[f"skill{n}"].strip(): said[f"level{n}"] for n in numbers}
        skills = [{"name": name, "level": level} for name, level in named.items() if name]
        plain = {name: said[name] for name in PLAIN if name in said}
        return {**plain, "skills": skills}


UNSEEN = ("avoids", "sought", "identities")
PLAIN = ("area", "interests", "seniority", "capacity", "is_open", "sought", "identities")


def _words(said: str, *, longest: int = LONGEST_WORD) -> list[str]:
    words = (word.strip()[:longest] for word in said.split(","))
    return list(dict.fromkeys(word for word in words if word))[:MOST_INTERESTS]


def _shown(enrolment: Enrolment) -> dict[str, Any]:
    """As it was told; a level of an older application falls on the nearest of today's."""
    shown: dict[str, Any] = {name: getattr(enrolment, name) for name in PLAIN}
    for name in ("interests", "sought", "identities"):
        shown[name] = ", ".join(shown[name])
    shown["avoids"] = ", ".join(enrolment.avoids.values_list("email", flat=True))
    words = OFFERED if enrolment.role == Enrolment.Role.MENTOR else WANTED
    for number, skill in enumerate(enrolment.skills[:MOST_SKILLS], 1):
        told = int(skill.get("level", 3))
        levels = sorted((abs(level - told), level) for level, _words in words)
        shown[f"skill{number}"], shown[f"level{number}"] = skill["name"], levels[0][1]
    return shown
