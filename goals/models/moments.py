"""The moment that something reached asks for, taken back with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mentorship.models import Celebration, Notice, NotNow, Pairing


def forget_moment(pairing: Pairing, key: str) -> None:
    """Ask no more for this celebration; NotNow once its stone has been laid. In a transaction."""
    for stone in Celebration.objects.select_for_update().filter(pairing=pairing, key=key):
        if stone.status == Celebration.Status.CELEBRATED:
            raise NotNow("take_back", sentence=_("You have celebrated this one; it stays reached."))
        Notice.objects.cancel(stone)
        stone.delete()
