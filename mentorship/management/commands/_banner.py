"""What somebody reads after `./samehorizon run`: where to go, who to be, and where mails land."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import reverse

from mentorship.models import founding

STORY = "mentorship.home.demo"


def banner(port: int) -> str:
    return "\n".join(["", *lines(f"http://localhost:{port}"), ""])


def lines(address: str) -> Iterator[str]:
    yield f"{settings.SITE_NAME} is up:   {address}/"
    yield f"Data:              {settings.DATA_DIR}"
    if settings.SHOW_OUTBOX:
        yield f"Mails:             {address}/outbox/   (files in {settings.MAIL_FOLDER})"
    yield from demo_lines(address)
    if not founding.is_founded():
        yield f"Set it up:         {address}{reverse('setup', args=[founding.make_token()])}"
    yield "Stop:              Ctrl-C"


def demo_lines(address: str) -> Iterator[str]:
    """The people of the demo story and how to become them; nothing when it has not been told."""
    people = demo_people()
    if people:
        yield f"Demo people:       one click on {address}/account/login/, or with"
    for who, sign_in in people:
        yield f"  {who:<32} {sign_in}"


def demo_people() -> Sequence[tuple[str, str]]:
    """Who, and how they sign in: told by the story itself, where it is installed."""
    if find_spec(STORY) is None:
        return ()
    return list(import_module(STORY).demo_people())
