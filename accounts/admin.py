"""Django's own admin, for site owners: people as rows, and no secret of theirs."""

from __future__ import annotations

from typing import Any

from allauth.account import admin as addresses_admin
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as mfa_admin
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as sessions_admin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import admin as groups_admin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User

# One door for everybody: with its limits, and with the second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# These modules are loaded so that they do not come later. They show secrets, and where people are;
# and whoever may add an address to somebody else's account can have the way in sent there.
assert mfa_admin
assert sessions_admin
assert addresses_admin
assert groups_admin
admin.site.unregister([Authenticator, UserSession, EmailAddress, Group])


def own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Changed where everybody changes it, so that a mail says so."""
    return redirect("account_change_password")


admin.site.password_change = own_password  # type: ignore[assignment, method-assign]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("name", "email", "is_active", "is_superuser", "joined_at")
    list_filter = ("is_active", "is_superuser", "is_demo")
    search_fields = ("name", "email")
    fields = ("name", "email", "time_zone", "is_active", "is_staff", "is_superuser", "joined_at")
    readonly_fields = ("email", "joined_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People are invited or imported, so that they choose their own way to sign in."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Others' stories hang on a person; being suspended is what this page offers."""
        return False
