"""Django's own admin, for site owners: people as rows, and no secret of theirs."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa import admin as mfa_admin
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as sessions_admin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest

from accounts.models import User

# One door for everybody: with its limits, and with the second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# These modules are loaded so that they do not come later: they show secrets, and where people are.
assert mfa_admin
assert sessions_admin
admin.site.unregister([Authenticator, UserSession])


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
