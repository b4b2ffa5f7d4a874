"""The sign-up form. Apart from forms.py, because allauth builds its own form upon that module."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import door
from accounts.models import User


class SignUp(SignupForm):
    account_already_exists: bool
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        invitation = door.carried(context.request)
        if invitation:
            self.initial["email"] = invitation.email
            self.fields["email"].disabled = True

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A known address costs the same work as a new one, so that time does not tell it."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the same sign-up, posted twice at once
            self.account_already_exists = True
            return super().try_save(request)

    def save(self, request: HttpRequest) -> User:
        person = super().save(request)
        invitation = door.carried(request)
        if invitation and invitation.email == person.email:
            invitation.accept(by=person, now=timezone.now())
            del request.session[door.CARRIED]
        return person
