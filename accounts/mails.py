"""Mails about signing in. They go out at once, as somebody waits for them, and cannot be stopped.

No subject holds what somebody typed, and no body lets such text become a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import absolute


@dataclass(frozen=True)
class Words:
    """One kind of mail: what it is about, what it says, and where its one button leads."""

    template: str
    subject: Any
    said: Any
    reason: Any
    place: str = ""
    label: Any = ""


ASKED = gettext_lazy("somebody asked for this code")
YOURS = gettext_lazy("this is your account")
TYPED = gettext_lazy("somebody typed your address")
BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def _code(subject: Any, said: Any) -> Words:
    return Words("code", subject, said, ASKED)


def _news(subject: Any, said: Any) -> Words:
    return Words(
        "account_news", subject, said, YOURS, "account", gettext_lazy("Look at my account")
    )


_VERIFY = _code(
    gettext_lazy("Your code to confirm this address"),
    gettext_lazy("Type this code into the page that is waiting for it, and the address is yours."),
)
KINDS: Mapping[str, Words] = {
    "email_confirmation": _VERIFY,
    "email_confirmation_signup": _VERIFY,
    "login_code": _code(
        gettext_lazy("Your code to sign in"),
        gettext_lazy("Type this code into the page that is waiting for it, and you are in."),
    ),
    "password_reset_code": _code(
        gettext_lazy("Your code to choose a new password"),
        gettext_lazy("Type this code into the page that is waiting for it, then choose one."),
    ),
    "account_already_exists": Words(
        "account_door",
        gettext_lazy("You have an account already"),
        gettext_lazy(
            "Somebody, probably you, tried to sign up with this address. There is an account for "
            "it already: sign in with a code by mail, no password needed."
        ),
        TYPED,
        "account_request_login_code",
        gettext_lazy("Send me a code"),
    ),
    "unknown_account": Words(
        "account_door",
        gettext_lazy("There is no account for this address"),
        gettext_lazy(
            "Somebody, probably you, tried to sign in with this address. There is no account for "
            "it: you may have used another address, or not have signed up yet."
        ),
        TYPED,
        "account_signup",
        gettext_lazy("Sign up"),
    ),
    "password_changed": _news(
        gettext_lazy("Your password has changed"), gettext_lazy("You have a new password.")
    ),
    "password_set": _news(
        gettext_lazy("Your account has a password"), gettext_lazy("You chose a password.")
    ),
    "password_reset": _news(
        gettext_lazy("Your password has changed"), gettext_lazy("You have a new password.")
    ),
    "email_changed": _news(
        gettext_lazy("Your address has changed"),
        gettext_lazy("From now on we write to another address, and you sign in with it."),
    ),
    "email_confirm": _news(
        gettext_lazy("Your address is confirmed"), gettext_lazy("You confirmed this address.")
    ),
    "email_deleted": _news(
        gettext_lazy("An address was removed"), gettext_lazy("Your account has one address less.")
    ),
    "totp_activated": _news(
        gettext_lazy("A second step guards your account"),
        gettext_lazy("Signing in now asks for a number from your authenticator app."),
    ),
    "totp_deactivated": _news(
        gettext_lazy("Your authenticator app is off"),
        gettext_lazy("Signing in no longer asks for a number from your app."),
    ),
    "recovery_codes_generated": _news(
        gettext_lazy("You have new recovery codes"),
        gettext_lazy("The codes that you had before do not work any more."),
    ),
    "webauthn_added": _news(
        gettext_lazy("A passkey was added"), gettext_lazy("You can sign in with a new passkey.")
    ),
    "webauthn_removed": _news(
        gettext_lazy("A passkey was removed"), gettext_lazy("One of your passkeys is gone.")
    ),
    "mail_test": Words(
        "mail_test",
        gettext_lazy("Mails go out"),
        gettext_lazy("You asked whether mails from your site arrive. This one did."),
        gettext_lazy("you tried the mail server"),
    ),
    "invitation": Words(
        "invitation",
        gettext_lazy("You are invited"),
        gettext_lazy("This link is for your address only. It works once, for seven days."),
        gettext_lazy("somebody there entered your address"),
        label=gettext_lazy("Accept the invitation"),
    ),
}


def send(kind: str, to: str, told: Mapping[str, Any]) -> None:
    """Send one of the KINDS now; what the mail server says against it is raised."""
    words = KINDS[kind]
    context = {
        **told,
        "said": words.said,
        "subject": words.subject,
        "reason": words.reason,
        "site_name": settings.SITE_NAME,
        "action_label": words.label,
        "action_url": told.get("action_url") or (words.place and absolute(reverse(words.place))),
    }
    mail = EmailMultiAlternatives(
        subject=str(words.subject),
        body=render_to_string(f"email/{words.template}/body.txt", context).strip() + "\n",
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(
        render_to_string(f"email/{words.template}/body.html", context), "text/html"
    )
    mail.send()


def circumstances(told: Mapping[str, Any]) -> list[dict[str, str]]:
    """When and from where something was done, in words that nobody outside could have chosen."""
    at = timezone.localtime(told.get("timestamp"))
    facts = [{"label": _("When"), "value": date_format(at, _("j F Y, H:i"))}]
    if "user_agent" in told:
        facts.append({"label": _("With"), "value": device(told["user_agent"])})
    if "ip" in told:
        facts.append({"label": _("Network address"), "value": told["ip"]})
    return facts


def device(user_agent: str) -> str:
    """Browser and system, as far as a browser tells; never its own text."""
    browser = next((name for name in BROWSERS if f"{name}/" in user_agent), "")
    system = next((name for name in SYSTEMS if re.search(rf"\b{name}\b", user_agent)), "")
    known = {"Edg": "Edge", "OPR": "Opera", "Mac OS": "a Mac"}
    browser, system = known.get(browser, browser), known.get(system, system)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("an unknown browser")
