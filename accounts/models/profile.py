"""What a person tells about themself, and what they want to hear from us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models.base import Row


class ProfileQuerySet(models.QuerySet["Profile"]):
    def of(self, person: Any) -> Profile:
        """The person's profile; an empty one that is not kept, until they tell something."""
        return self.filter(person=person).first() or self.model(person=person)


class Profile(Row):
    """One per person. Readable by the people they share a cohort with."""

    class Feedback(models.TextChoices):
        BLUNT = "blunt", _("straight, please")
        GENTLE = "gentle", _("gently, please")

    class Thinking(models.TextChoices):
        ALOUD = "aloud", _("I think aloud")
        ALONE = "alone", _("I think alone first")

    class Planning(models.TextChoices):
        PLAN = "plan", _("I like a plan")
        EXPLORE = "explore", _("I like to explore")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    headline = models.CharField(_("headline"), max_length=120, blank=True)
    bio = models.TextField(_("about you"), max_length=2000, blank=True)
    feedback = models.CharField(max_length=8, choices=Feedback, blank=True)
    thinking = models.CharField(max_length=8, choices=Thinking, blank=True)
    planning = models.CharField(max_length=8, choices=Planning, blank=True)
    good_to_know = models.CharField(_("good to know"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ProfileQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person)

    def tell(self, *, by: Any, version: int, **told: str) -> bool:
        """Keep what the person tells; False when the profile has another version by now."""
        Profile.objects.get_or_create(person_id=self.person_id)
        seen = Profile.objects.filter(person_id=self.person_id, version=version)
        return bool(seen.update(version=F("version") + 1, **told))

    def style(self) -> list[str]:
        """The *how I like to work* card, as short phrases; empty when nothing was told."""
        told = (
            self.get_feedback_display(),
            self.get_thinking_display(),
            self.get_planning_display(),
        )
        return [str(phrase) for phrase in told if phrase]


class MailPreferencesQuerySet(models.QuerySet["MailPreferences"]):
    def of(self, person: Any) -> MailPreferences:
        """The person's preferences; our defaults, not kept, until they choose something."""
        return self.filter(person=person).first() or self.model(person=person)


class MailPreferences(Row):
    """What a person wants to hear, and when they want to be left alone (in their own zone)."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preferences"
    )
    quiet_from = models.TimeField(_("quiet from"), default=dt.time(20, 0))
    quiet_until = models.TimeField(_("quiet until"), default=dt.time(7, 0))
    weekly_cap = models.PositiveSmallIntegerField(_("at most this many a week"), default=2)
    muted = models.JSONField(default=list, blank=True)

    objects = MailPreferencesQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person)

    def choose(self, *, by: Any, **chosen: Any) -> None:
        """Keep what the person wants to hear, and when."""
        MailPreferences.objects.update_or_create(person_id=self.person_id, defaults=chosen)

    def mute(self, category: str, *, by: Any) -> None:
        """Stop a category of mail; harmless when said twice, and beside what else is stopped."""
        self._mute_only(lambda muted: [*muted, *({category} - set(muted))])

    def unmute(self, category: str, *, by: Any) -> None:
        self._mute_only(lambda muted: [kept for kept in muted if kept != category])

    @transaction.atomic
    def _mute_only(self, chosen: Callable[[list[str]], list[str]]) -> None:
        """Under the row's lock, from what is muted by then: two links may be followed at once."""
        MailPreferences.objects.get_or_create(person_id=self.person_id)
        kept = MailPreferences.objects.select_for_update().get(person_id=self.person_id)
        kept.muted = self.muted = chosen(kept.muted)
        kept.save(update_fields=["muted"])
