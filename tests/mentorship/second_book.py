"""A letter book that writes what another one writes already."""

from mentorship.models import Notice


def greeting(notice: Notice) -> None:
    return None
