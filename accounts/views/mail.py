"""What somebody wants to hear from us, and how a mail stops."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.access import Request, link_holders, signed_in
from accounts.categories import CATEGORIES
from accounts.forms import MailForm
from accounts.models import MailPreferences

# Somebody may look into an old mail to stop new ones.
STOP_WORKS_FOR = timedelta(days=400)


@signed_in("GET", "POST")
def mail_preferences(request: Request) -> HttpResponse:
    form = MailForm(request.POST or None, instance=MailPreferences.objects.of(request.user))
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Saved. It counts from the next mail on."))
        return redirect("mail_preferences")
    return render(request, "accounts/mail_preferences.html", {"form": form})


@csrf_exempt
@link_holders("stop", "GET", "POST", lifetime=STOP_WORKS_FOR)
def stop_mail(request: Request, token: str) -> HttpResponse:
    """A GET asks; a POST stops at once, also the bare one that mail programs send (RFC 8058).

    The signed token in the address is what no other site can know, so no cookie has to prove more.
    """
    person, category = request.link.person, request.link.about.get("category", "")
    if category not in CATEGORIES:
        raise Http404
    if request.method == "POST":
        preferences = MailPreferences.objects.of(person)
        act = preferences.unmute if "again" in request.POST else preferences.mute
        act(category, by=person)
    found = MailPreferences.objects.filter(person=person).first()
    context = {
        "what": CATEGORIES[category],
        "is_stopped": found is not None and category in found.muted,
    }
    return render(request, "accounts/stop_mail.html", context)
