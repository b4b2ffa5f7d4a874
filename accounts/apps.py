from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from accounts import masking, privacy
from accounts.demo import check_demo
from accounts.keyring import check_keys, check_stored_keys


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        masking.install(privacy.told)
        checks.register(check_keys)
        checks.register(check_stored_keys, checks.Tags.database)
        checks.register(check_demo, checks.Tags.database)
