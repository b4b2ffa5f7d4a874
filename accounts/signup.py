"""The forms of allauth, in our words. Apart from forms.py, upon which allauth builds its own."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    SignupForm,
)
from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import door
from accounts.forms import LONG_ENOUGH
from accounts.models import User


class OurWords:
    """One word for one thing, and no second label inside a box."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"login", "email"} & self.fields.keys():
            self.fields[name].label = _("E-mail address")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(OurWords, LoginForm):
    pass


class AskForCode(OurWords, RequestLoginCodeForm):
    pass


class ForgotPassword(OurWords, ResetPasswordForm):
    pass


class AddAddress(OurWords, AddEmailForm):
    pass


class SignUp(OurWords, SignupForm):
    account_already_exists: bool
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = LONG_ENOUGH
        invitation = door.carried(context.request)
        if invitation:
            self.initial["email"] = invitation.email
            self.fields["email"].disabled = True

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A known address costs the same work as a new one, so that time does not tell it."""
        if self.account_already_exists:
            self._make_nobody()
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the same sign-up, posted twice at once
            self.account_already_exists = True
            return super().try_save(request)

    @transaction.atomic
    def _make_nobody(self) -> None:
        """Hash and write as for somebody new, then take all of it back."""
        nobody = User(email=f"{uuid.uuid4().hex}@invalid", name=self.cleaned_data["name"])
        nobody.set_password(self.cleaned_data["password1"])
        nobody.save(force_insert=True)
        EmailAddress.objects.lookup([nobody.email]).exists()
        EmailAddress.objects.create(user=nobody, email=nobody.email, primary=True)
        transaction.set_rollback(True)

    def save(self, request: HttpRequest) -> User:
        person = super().save(request)
        invitation = door.carried(request)
        if invitation and invitation.email == person.email:
            invitation.accept(by=person, now=timezone.now())
            del request.session[door.CARRIED]
        return person
