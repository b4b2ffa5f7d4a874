"""What somebody reads after `./samehorizon run`: where to go, who to be, and where mails land."""

from collections.abc import Iterator

from django.conf import settings


def banner(port: int) -> str:
    return "\n".join(["", *lines(f"http://localhost:{port}"), ""])


def lines(address: str) -> Iterator[str]:
    yield f"{settings.SITE_NAME} is up:   {address}/"
    yield f"Data:              {settings.DATA_DIR}"
    if settings.SHOW_OUTBOX:
        yield f"Mails:             {address}/outbox/   (files in {settings.MAIL_FOLDER})"
    yield from demo_lines(address)
    yield "Stop:              Ctrl-C"


def demo_lines(address: str) -> Iterator[str]:
    """The people of the demo story and how to become them; nothing when it has not been told."""
    return iter(())
