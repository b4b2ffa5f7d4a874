"""The vocabulary of the policy: a rule says of one address who reads, who acts, who is told no.

    page("pair", BOTH, "home/pair.html")                 they read it; everybody else finds nothing
    form("prep", BOTH, "checkins/prep.html")             they read it, and their post changes rows
    act("agree_goal", MENTOR, told_no=MENTEE)            a post of the mentee is answered, kindly,
                                                         and changes nothing
    page("goal", MENTEE, "...", of="draft_goal")         the same address, of another thing

Whoever stands in none of the sets gets the page that says that there is nothing; whoever has no
session is led to sign-in first, where the section of the table asks for one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from tests.routes import BOTH, EVERYBODY, MEMBERS, NOBODY, ROUTES, only

__all__ = ["BOTH", "EVERYBODY", "MEMBERS", "NOBODY", "only"]

NO_SESSION = EVERYBODY - MEMBERS
MENTEE, MENTOR, COORDINATOR, OWNER = map(only, ("mentee", "mentor", "coordinator", "site_owner"))
# The two of the pairing that ended.
ENDED = only("mentee", "former_mentor")
Actors = frozenset[str]
# Addresses that say in themselves what is asked, and so have more rules than one.
WAYS = {"keep_note shared": {"audience": "pair"}, "settle_rematch grant": {"verb": "grant"}}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What the policy says of one address; `shows` are the templates that a reader's page is."""

    name: str
    methods: tuple[str, ...]
    audience: str = ""
    of: str = ""
    shows: frozenset[str] = frozenset()
    reads: Actors = NOBODY
    led_on: Actors = NOBODY
    acts: Actors = NOBODY
    told_no: Actors = NOBODY

    @property
    def route(self) -> str:
        """The name of the address, without the way in which it is asked."""
        return self.name.partition(" ")[0]

    @property
    def title(self) -> str:
        return f"{self.name} of {self.of}" if self.of else self.name

    @property
    def needs_session(self) -> bool:
        return self.audience not in ("everyone",) and not self.audience.startswith("link:")

    def url(self, world: Any, **instead: Any) -> str:
        """Its address; `instead` names what is asked for in place of a thing of this world."""
        kwargs = ROUTES[self.route](world) | WAYS.get(self.name, {})
        if self.of:
            kwargs |= {"pk": getattr(world, self.of).pk}
        return reverse(self.route, kwargs=kwargs | instead)


def page(
    name: str, reads: Actors, shows: str = "", *, of: str = "", led_on: Actors = NOBODY
) -> Rule:
    templates = frozenset(shows.split())
    return Rule(name=name, methods=("GET",), of=of, reads=reads, led_on=led_on, shows=templates)


def form(
    name: str,
    acts: Actors,
    shows: str,
    *,
    of: str = "",
    reads: Actors | None = None,
    led_on: Actors = NOBODY,
    told_no: Actors = NOBODY,
) -> Rule:
    """A page that is posted to; unless told otherwise, whoever reads it may post."""
    shown = page(name, acts if reads is None else reads, shows, of=of, led_on=led_on)
    return replace(shown, methods=("GET", "POST"), acts=acts, told_no=told_no)


def act(name: str, acts: Actors, *, of: str = "", told_no: Actors = NOBODY) -> Rule:
    return Rule(name=name, methods=("POST",), of=of, acts=acts, told_no=told_no)


def section(audience: str, *rules: Rule) -> tuple[Rule, ...]:
    """Rules of addresses that declare the same audience."""
    return tuple(replace(rule, audience=audience) for rule in rules)
