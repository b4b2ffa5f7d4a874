"""Log lines from which nobody can be let in: secrets of addresses are masked in every record.

What is secret in an address follows from the routes: an argument called token or key, and every
other that takes any text unless it is known to be harmless. So a new route is masked by default.
Records are made by `Record`, so this holds for every logger and handler of the process, also for
those of the web server.
"""

from __future__ import annotations

import copy
import functools
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.urls import URLPattern, get_resolver
from django.urls.converters import PathConverter, StringConverter

MASK = "(a link)"
SECRET = {"token", "key"}
HARMLESS = {"step", "content_type_id", "object_id"}
ARGUMENT = re.compile(r"<(?:\w+:)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>")
SLASH = "(?:/|%2f)+"
# Any address, also an unknown one: a part longer than an id; one of letters and digits that is no
# word; a value with two seals; and what opens a calendar.
SHAPES = re.compile(
    r"(?:(?<=[/=])|(?<=%2f))[\w.:~%+-]{41,}"
    r"|(?:(?<=[/=])|(?<=%2f))(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{20,}[\w.:~%+-]*"
    r"|[\w-]{8,}(?::|%3a)[\w-]{5,8}(?::|%3a)[\w-]{20,}"
    r"|(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])",
    re.IGNORECASE,
)
Pattern = re.Pattern[str]


def without_tokens(text: str) -> str:
    """The text with every secret of an address masked, and all that follows it in the address."""
    if "/" in text or "%2f" in text.lower():
        in_line, in_path = _places() or (None, None)
        # What begins with a slash is a path, in which a space is one more letter.
        place = in_path if text.startswith("/") else in_line
        text = place.sub(rf"\1{MASK}", text) if place else text
    return SHAPES.sub(MASK, text)


class Record(logging.LogRecord):
    """A log record without secrets: in its message, its arguments, and its traceback."""

    # Who formats a traceback so that it quotes nobody; standard formatters take it from the record.
    told: Callable[[BaseException], str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.args:
            self.args = _masked(self.args)
        elif isinstance(self.msg, str):
            self.msg = without_tokens(self.msg)
        told, error = type(self).told, self.exc_info and self.exc_info[1]
        if told and error:
            self.exc_text = told(error)

    def getMessage(self) -> str:  # noqa: N802
        """Once more as a whole: an argument may have been no text before."""
        return without_tokens(super().getMessage())


def install(told: Callable[[BaseException], str]) -> None:
    """From now on, every record of this process is one of ours."""
    Record.told = staticmethod(told)
    logging.setLogRecordFactory(Record)


def secret_routes(routes: Iterable[tuple[str, URLPattern]]) -> Iterator[tuple[str, str]]:
    """What stands before each secret argument of the routes, and that argument's name."""
    for route, pattern in routes:
        for found in ARGUMENT.finditer(route):
            name = found["name"] or found["group"]
            if _is_secret(name, pattern):
                yield re.split(r"[>)^]", route[: found.start()])[-1].lstrip("/"), name


def every_route(patterns: Any, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from every_route(pattern.url_patterns, route)


def _is_secret(name: str, pattern: URLPattern) -> bool:
    converter = getattr(pattern.pattern, "converters", {}).get(name)
    takes_anything = type(converter) in (StringConverter, PathConverter)
    return name in SECRET or (takes_anything and name not in HARMLESS)


def _places() -> tuple[Pattern, Pattern] | None:
    """Where secrets stand, within a line and within a path; None while there are no routes yet."""
    try:
        return _compiled(get_resolver())
    except Exception:  # noqa: BLE001 - a line about broken routes has to be written all the same
        return None


@functools.cache
def _compiled(resolver: Any) -> tuple[Pattern, Pattern]:
    routes = list(every_route(resolver.url_patterns))
    befores = {before for before, _name in secret_routes(routes) if before.strip("/")}
    places = "|".join(_place(before, [route for route, _p in routes]) for before in sorted(befores))
    start = rf"((?:(?<![\w-])|(?<=%2f))(?:{places or '(?!)'}))(?!{re.escape(MASK)})"
    ends = (r"[^\s\"'<>]+", r".+")
    in_line, in_path = (re.compile(start + end, re.IGNORECASE | re.DOTALL) for end in ends)
    return in_line, in_path


def _place(before: str, routes: Iterable[str]) -> str:
    """The words before the secret; what other routes call by a word there is no secret."""
    words = [re.escape(word) for word in before.split("/") if word]
    beside = {r[len(before) :].partition("/")[0] for r in routes if r.startswith(before)}
    named = "|".join(re.escape(word) for word in sorted(beside) if word and "<" not in word)
    unless = rf"(?!(?:{named})(?:/|\s|$))" if named else ""
    return "".join(word + SLASH for word in words) + unless


def _masked(args: Any) -> Any:
    if isinstance(args, Mapping):
        if not isinstance(args, dict):
            return args  # The message as a whole is masked in any case.
        kept = copy.copy(args)
        kept.update({k: without_tokens(v) for k, v in args.items() if isinstance(v, str)})
        return kept
    return tuple(without_tokens(told) if isinstance(told, str) else told for told in args)
