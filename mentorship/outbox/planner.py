"""Writing down what falls due. Stateless, and keyed: any number of planners may run at once."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils.module_loading import import_string

from mentorship.clock import database_now

logger = logging.getLogger(__name__)


def plan_all(now: datetime | None = None) -> int:
    """Let every planner of the settings post its Notices; one that breaks does not stop others."""
    at = now or database_now()
    return sum(_planned(name, at) for name in settings.PLANNERS)


def _planned(name: str, now: datetime) -> int:
    try:
        with transaction.atomic():
            return int(import_string(name)(now))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.error("the planner %s broke off: %s", name, type(error).__name__)
        return 0
