from __future__ import annotations

import logging
import sys
from datetime import timedelta
from io import StringIO
from typing import Any, Literal

import pytest
from django.urls import path, re_path
from gunicorn.config import Config
from gunicorn.glogging import Logger

from accounts import links
from accounts.masking import secret_routes, without_tokens
from accounts.models import User
from accounts.privacy import PrivateFormatter

HEX = "0123456789abcdef0123456789abcdef01234567"
SIGNED = "eyJwIjoiNTJhNTkyYjYtMTlhMiIsImEiOnt9fQ:1xJx4b:sTn0tEsPs3nqjVxAfbQeRfoqfDExRp4zLHs6p4lLh2c"
MASKED = {
    f"/calendar/{HEX}.ics": "/calendar/(a link)",
    "/calendar/short": "/calendar/(a link)",
    "/calendar/with a space/and more": "/calendar/(a link)",
    "//Calendar//short.ics": "//Calendar//(a link)",
    "/en/account/join/short": "/en/account/join/(a link)",
    f"/log/from-mail/{SIGNED}/undo/": "/log/from-mail/(a link)",
    "GET /setup/short/owner/ HTTP/1.1": "GET /setup/(a link) HTTP/1.1",
    '"https://x.example/places/short?a=b" 410': '"https://x.example/places/(a link)" 410',
    "/account/login/?next=/calendar/short": "/account/login/?next=/calendar/(a link)",
    "?next=%2Faccount%2Fstop%2Fshort%2F": "?next=%2Faccount%2Fstop%2F(a link)",
    f"/kalender/{HEX}": "/kalender/(a link)",
    f"/kalender/{HEX[:24]}": "/kalender/(a link)",
    f"this opens it: {HEX}": "this opens it: (a link)",
    f"this opens it: {SIGNED}": "this opens it: (a link)",
    f"?token={SIGNED[:50]}": "?token=(a link)",
}
KEPT = [
    "/",
    "/calendar/",
    "/setup/mail/",
    "/account/invitations/",
    "/pairs/0e2be3bb-35a2-4d3e-9c2c-4f5ac1a1e5a3/agreement/",
    "/programs/first-steps/apply/hours/",
    "/static/css/samehorizon.0123456789ab.css",
    "GET /healthz HTTP/1.1",
    "Task mentorship.tasks.ring[0e2be3bb-35a2-4d3e-9c2c-4f5ac1a1e5a3] received",
]


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_secrets_of_addresses_are_masked(text: str, masked: str) -> None:
    assert without_tokens(text) == masked


@pytest.mark.parametrize("text", KEPT)
def test_what_opens_nothing_can_be_read(text: str) -> None:
    assert without_tokens(text) == text


def test_an_argument_that_takes_anything_is_a_secret_until_it_is_known_to_be_none() -> None:
    routes = [
        path("a/<str:anything>/", print),
        path("b/c/<slug:slug>/<path:rest>", print),
        path("d/<uuid:pk>/<slug:key>/", print),
        re_path(r"^e/(?P<token>\w+)/$", print),
        path("f/<uuid:pk>/<int:n>/<slug:slug>/<str:step>/", print),
    ]
    found = list(secret_routes((str(route.pattern), route) for route in routes))
    assert found == [("a/", "anything"), ("", "rest"), ("", "key"), ("e/", "token")]


def test_a_line_is_masked_whatever_logger_and_handler_it_goes_through() -> None:
    stream, logger = StringIO(), logging.getLogger("somebody.else")
    handler = logging.StreamHandler(stream)
    logger.addHandler(handler)
    try:
        _log_in_all_ways(logger)
    finally:
        logger.removeHandler(handler)
    told = stream.getvalue()
    assert told.count("(a link)") == 6
    assert "short" not in told
    assert "ValueError: (not shown)" in told


def _log_in_all_ways(logger: logging.Logger) -> None:
    logger.error("Not Found: /calendar/short")
    logger.error("Not Found: %s", "/calendar/short")
    logger.error("Not Found: %(path)s", {"path": "/calendar/short"})
    logger.error("Not Found: %r", ["/calendar/short"])
    logger.error(OSError("Not Found: /calendar/short"))
    path = "/calendar/short"
    try:
        raise ValueError(path)
    except ValueError:
        logger.exception("Not done: %s", "/calendar/short")


def test_a_record_itself_holds_no_secret_for_those_who_read_its_arguments() -> None:
    one = logging.makeLogRecord({}).__class__("n", 40, "f", 1, "%s", ("/calendar/short",), None)
    other = type(one)("n", 40, "f", 1, "%(path)s", ({"path": "/calendar/short"},), None)
    plain = type(one)("n", 40, "f", 1, "/calendar/short", (), None)
    assert (one.args, other.args) == (("/calendar/(a link)",), {"path": "/calendar/(a link)"})
    assert (plain.msg, plain.args) == ("/calendar/(a link)", ())


def test_a_traceback_names_no_file_by_address() -> None:
    try:
        raise FileNotFoundError("/calendar/short")
    except OSError:
        line = PrivateFormatter().formatException(sys.exc_info())
    assert line.endswith("FileNotFoundError: /calendar/(a link)")


class Answered:
    status, sent, headers = "404 Not Found", 12, ()


class Asked:
    headers = ()


def test_the_web_server_logs_no_secret_where_it_is_told_to_log_every_request(
    tmp_path: Any, mentee: User
) -> None:
    token = links.token(mentee, "log")
    asked = f"/log/from-mail/{token}/?next=/setup/short/"
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": asked, "SERVER_PROTOCOL": "HTTP/1.1"}
    environ |= {"PATH_INFO": f"/log/from-mail/{token}/", "QUERY_STRING": "next=/setup/short/"}
    environ |= {"HTTP_REFERER": "http://localhost/account/join/short/", "HTTP_USER_AGENT": "curl"}
    config = Config()
    config.set("accesslog", str(tmp_path / "access.log"))
    with _server_logs(config) as logger:
        logger.access(Answered, Asked, environ, timedelta(seconds=1))
        logger.error("Error handling request %s", asked)
    line = (tmp_path / "access.log").read_text()
    assert '"GET /log/from-mail/(a link) HTTP/1.1" 404 12' in line
    assert '"http://localhost/account/join/(a link)" "curl"' in line
    assert token not in line
    assert "short" not in line


class _server_logs:  # noqa: N801
    """gunicorn's own logger, whose handlers are taken away afterwards."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def __enter__(self) -> Logger:
        self.loggers = [logging.getLogger(f"gunicorn.{name}") for name in ("error", "access")]
        self.before = [(log.handlers[:], log.propagate, log.level) for log in self.loggers]
        return Logger(self.config)

    def __exit__(self, *_told: object) -> Literal[False]:
        for log, (handlers, propagates, level) in zip(self.loggers, self.before, strict=True):
            for handler in set(log.handlers) - set(handlers):
                log.removeHandler(handler)
                handler.close()
            log.handlers, log.propagate = handlers, propagates
            log.setLevel(level)
        return False
