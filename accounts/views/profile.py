"""What others in the programme see of a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import Request, signed_in
from accounts.forms import ProfileForm
from accounts.models import Profile, User


@signed_in("GET", "POST")
def profile(request: Request) -> HttpResponse:
    mine = Profile.objects.of(request.user)
    form = ProfileForm(request.POST or None, instance=mine, person=request.user)
    if not form.is_valid():
        return _page(request, form)
    if not _keep(form, mine, by=request.user):
        return _both(request, form)
    messages.success(request, _("Saved. The others in your programme see it like this."))
    return redirect("profile")


def _keep(form: ProfileForm, mine: Profile, *, by: User) -> bool:
    told = form.cleaned_data
    if not mine.tell(by=by, version=told["version"], **form.told()):
        return False
    by.introduce(by=by, name=told["name"], language=told.get("language") or by.language)
    by.confirm_zone(told["time_zone"], by=by)
    by.use_keys(by=by, are_on=told["uses_shortcuts"])
    return True


def _both(request: Request, form: ProfileForm) -> HttpResponse:
    """It was changed in another window: show what is kept beside what was sent; lose nothing."""
    kept = Profile.objects.of(request.user)
    sent = request.POST.copy()
    sent["version"] = str(kept.version)
    differences = [
        {"label": form.fields[name].label, "kept": getattr(kept, name), "sent": text}
        for name, text in form.told().items()
        if getattr(kept, name) != text
    ]
    again = ProfileForm(sent, instance=kept, person=request.user)
    again.is_valid()
    return _page(request, again, status=409, differences=differences)


def _page(request: Request, form: ProfileForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "accounts/profile.html", {"form": form, **more}, status=status)
