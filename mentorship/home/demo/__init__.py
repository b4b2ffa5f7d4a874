"""The demo story: a made-up organisation with two programmes, so that nobody starts before nothing.

It is told once, into an empty database, and can be taken away again without a trace.
"""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import User

# Of all its people, in addition to the one click that the sign-in page offers.
PASSWORD = "samehorizon demo"  # noqa: S105, made to be known


def demo_people() -> Iterator[tuple[str, str]]:
    """Who stands on the stage, and how to sign in as them; nobody where the story is not told."""
    for person in User.objects.on_stage():
        yield person.name, f'{person.email}, password "{PASSWORD}"'
