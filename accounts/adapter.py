"""Where allauth asks what this site does."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.internal.httpkit import clean_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse

from accounts import door, mails
from accounts.models import User

PROOFS = ("password", "mfa")
UNKNOWN = "0.0.0.0"  # noqa: S104, a place holder: whoever comes from nowhere shares one limit


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return door.is_open(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that our outermost trusted proxy saw; what a visitor adds counts nothing."""
        proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        seen = request.headers.get("x-forwarded-for", "").split(",") if proxies else []
        told = seen[-proxies] if len(seen) >= proxies > 0 else ""
        return (
            clean_client_ip(told) or clean_client_ip(request.META.get("REMOTE_ADDR", "")) or UNKNOWN
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        told = {"code": context.get("code", "")}
        if "timestamp" in context:
            told["facts"] = mails.circumstances(context)
        mails.send(template_prefix.rpartition("/")[2], email, told)

    def pre_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse | None:
        """A code has proven the address, also of somebody whom others entered."""
        is_this_one = (told["email"] or "").lower() == user.email
        if is_this_one and _came_by_code(request, user):
            EmailAddress.objects.get_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )
        return super().pre_login(request, user, **told)

    def login(self, request: HttpRequest, user: User) -> None:
        """Who first comes in by a mailed code owns the address; who chose the password may not.

        Otherwise somebody could sign up with the address of another, and wait.
        """
        if user.last_login is None and _came_by_code(request, user):
            user.set_unusable_password()
            user.save(update_fields=["password"])
        super().login(request, user)

    def is_reauthentication_required(self, *, app: str, **told: Any) -> bool:
        """Whoever came in a moment ago by what would be asked for is not asked for it again.

        By itself allauth counts no sign-in. A mailed code stays uncounted here too: it proves less
        than a password, and a password is what is about to be changed or guarded.
        """
        asks = super().is_reauthentication_required(app=app, **told)
        return asks and not _has_just_come_in(self.request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for a pair of address and network, so nobody locks out another."""
        return f"{credentials.get('email', '').lower()}:{self.get_client_ip(request)}"


class MFAAdapter(DefaultMFAAdapter):
    def _get_site_name(self) -> str:
        return settings.SITE_NAME


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: list[UserSession]) -> None:
        """Signing out everywhere else ends links and addresses, too; this browser stays.

        Where nobody else is signed in, the page offers no such thing, and nothing changes.
        """
        super().end_sessions(sessions)
        if sessions and self.request.user.is_authenticated:
            self.request.user.revoke_links(by=self.request.user)
            update_session_auth_hash(self.request, self.request.user)
            UserSession.objects.create_from_request(self.request)


def _has_just_come_in(request: HttpRequest) -> bool:
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(told["method"] in PROOFS and told["at"] > since for told in records)


def _came_by_code(request: HttpRequest, user: User) -> bool:
    return any(record["method"] == "code" for record in get_authentication_records(request, user))
