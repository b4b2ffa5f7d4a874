"""A person, known by their e-mail address."""

from __future__ import annotations

import uuid
import zoneinfo
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.names import is_name

SESSION_SALT = "samehorizon.session"


def default_zone() -> str:
    return settings.DEFAULT_ZONE


def is_zone(name: str) -> None:
    """Refuse what the pinned zone data does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone from the list."), code="zone")


class People(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)

    def on_stage(self) -> models.QuerySet[User]:
        """People of the demo story whom a visitor may become by one click."""
        return self.filter(is_demo=True, is_active=True).exclude(demo_hint="").order_by("joined_at")


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they are in a programme stands in their enrolments, never here.

    `is_superuser` marks a site owner, who may open Django's own admin, which shows no private text.
    """

    class Theme(models.TextChoices):
        SYSTEM = "system", _("as my device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True, validators=[is_name])
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=default_zone, validators=[is_zone]
    )
    zone_confirmed_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    theme = models.CharField(max_length=8, choices=Theme, default=Theme.SYSTEM)
    uses_shortcuts = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    link_epoch = models.PositiveIntegerField(default=0)
    # Made up by the demo; the hint says what a visitor sees as them, and puts them on stage.
    is_demo = models.BooleanField(default=False)
    demo_hint = models.CharField(max_length=80, blank=True)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = People()

    class Meta:
        verbose_name, verbose_name_plural = _("person"), _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.name or self.email.partition("@")[0]

    def get_short_name(self) -> str:
        return self.get_full_name().split()[0]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def time_zone_name(self) -> str:
        """Europe/Berlin is Berlin to people."""
        return self.time_zone.rpartition("/")[2].replace("_", " ")

    @property
    def has_set_up(self) -> bool:
        """Whether they ever chose a way to sign in; people whom somebody else entered have not."""
        has_password = bool(self.password) and self.has_usable_password()
        return has_password or self.last_login is not None

    def introduce(self, *, by: User, name: str, language: str) -> None:
        """Keep how the person is called, and what language they read."""
        self.name, self.language = name, language
        self.save(update_fields=["name", "language"])

    def use_keys(self, *, by: User, are_on: bool) -> None:
        """Whether single keys open pages; they are in the way of some who speak to a computer."""
        self.uses_shortcuts = are_on
        self.save(update_fields=["uses_shortcuts"])

    def join(self, *, by: User, password: str) -> None:
        """Choose how to sign in for the first time; without a password, by codes in mails."""
        self.set_password(password or None)
        self.save(update_fields=["password"])

    def confirm_zone(self, name: str, *, by: User) -> None:
        """Keep the zone that the person (and nobody else) says they live in."""
        self.time_zone, self.zone_confirmed_at = name, timezone.now()
        self.save(update_fields=["time_zone", "zone_confirmed_at"])

    def wear(self, theme: str, *, by: User) -> None:
        """Keep the colours that the person likes to read in."""
        self.theme = theme
        self.save(update_fields=["theme"])

    def revoke_links(self, *, by: User) -> None:
        """Sign out everywhere: every session, every link in every mail, and every secret address
        of theirs that keeps the epoch it was made in, is worthless now."""
        type(self).objects.filter(pk=self.pk).update(link_epoch=models.F("link_epoch") + 1)
        self.refresh_from_db(fields=["link_epoch"])

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """What a session must still match: it ends with the password, and with the links."""
        told = f"{self.password}:{self.link_epoch}"
        return salted_hmac(SESSION_SALT, told, secret=secret, algorithm="sha256").hexdigest()
