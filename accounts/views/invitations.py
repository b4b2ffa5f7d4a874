"""Coming in by invitation."""

from __future__ import annotations

import uuid

from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import door
from accounts.access import Request, everyone, link_holders, site_owners_only
from accounts.forms import InviteForm, JoinForm
from accounts.models import Invitation, User
from accounts.models.invitation import LIFETIME


@everyone("GET", "POST")
def invitation(request: Request, token: str) -> HttpResponse:
    """The link of an invitation: one button leads to sign-up, with the address fixed and proven."""
    found = Invitation.objects.behind(token, timezone.now())
    if found is None:
        return render(request, "mentorship/spent_link.html", status=410)
    knows_us = User.objects.filter(email=found.email).exists()
    if request.method == "POST" and not knows_us and not request.user.is_authenticated:
        door.carry(request, found)
        return redirect("account_signup")
    return render(request, "accounts/invitation.html", {"found": found, "knows_us": knows_us})


@link_holders("invite", "GET", "POST", lifetime=LIFETIME)
def join(request: Request, token: str) -> HttpResponse:
    """Somebody whom others entered chooses how to sign in. The mail has proven the address."""
    person = request.link.person
    if person.has_set_up:
        return render(request, "accounts/join.html", {"person": person})
    form = JoinForm(request.POST or None, person=person)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/join.html", {"person": person, "form": form})
    person.join(by=person, password=form.cleaned_data["password"])
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    messages.info(request, _("Is this still right? Others in your programme can read it."))
    return perform_login(request, person, redirect_url=reverse("profile"))


@site_owners_only("GET", "POST")
def invitations(request: Request) -> HttpResponse:
    """Invite by address. What it says is the same for an address that has an account."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        Invitation.objects.invite(form.cleaned_data["email"], by=request.user, now=timezone.now())
        messages.success(request, _("Invited. The link works once, for seven days."))
        return redirect("invitations")
    rows = Invitation.objects.visible_to(request.user).open(timezone.now())[:50]
    return render(request, "accounts/invitations.html", {"form": form, "rows": rows})


@site_owners_only("POST")
def withdraw_invitation(request: Request, pk: uuid.UUID) -> HttpResponse:
    get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk).withdraw(by=request.user)
    messages.success(request, _("Taken back. Its link leads nowhere now."))
    return redirect("invitations")
