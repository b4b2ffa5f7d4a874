"""What comes next around a check-in, for one of the two: the one act that its page offers first."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from checkins import policies
from checkins.models import CheckIn

ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def next_act(check_in: CheckIn, reader: Any, now: datetime, *, is_prepared: bool) -> str:
    """One of prepare, brief, log, join, met; empty where nothing is left to do.

    Preparing comes first and is offered until it begins; then joining, where the place is a link.
    """
    is_open = check_in.status == CheckIn.Status.PLANNED
    if not is_open or not policies.can_change_check_in(reader, check_in):
        return ""
    if now >= check_in.ends_at:
        return "met"
    if now < check_in.starts_at and not is_prepared:
        return "prepare"
    if link_of(check_in) and policies.can_answer_check_in(reader, check_in, now):
        return "join"
    if now >= check_in.starts_at:
        return "met"
    return "brief" if policies.can_read_brief(reader, check_in) else "log"


def link_of(check_in: CheckIn) -> str:
    """The first web address in the place that the two chose; empty where there is none."""
    found = ADDRESS.search(check_in.series.place if check_in.series else "")
    return found.group() if found else ""
