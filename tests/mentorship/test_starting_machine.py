"""Who reads what of a starting point, whatever was said, kept back, shared and parted before."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from accounts.private import open_all_for
from mentorship.models import Pairing, StartingPoint, StartingVersion
from tests import machines
from tests.factories import make_cohort, make_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEYS = ("where", "worries", "end")
WORDS = ("", "One", "Two")


class StartingMachine(machines.Machine):
    """Beside it: what is said, kept back and shared, and up to when who may read."""

    def begin(self) -> None:
        self.cohort = make_cohort()
        self.place = make_enrolment(cohort=self.cohort)
        self.said: dict[str, str] = {}
        self.back: set[str] = set()
        self.hidden: dict[str, int] = {}  # up to which version
        self.shared: list[tuple[dict[str, str], dict[str, str]]] = []
        self.pairs: list[tuple[Pairing, int | None]] = []  # with how many versions it ended

    @property
    def author(self) -> Any:
        return self.place.person

    @property
    def is_paired(self) -> bool:
        return bool(self.pairs) and self.pairs[-1][1] is None

    @rule(key=st.sampled_from(KEYS), words=st.sampled_from(WORDS), keeps=st.booleans())
    def say(self, key: str, words: str, keeps: bool) -> None:  # noqa: FBT001
        self.step()
        point = StartingPoint.objects.of(self.place)
        shown = point.token(key, point.read(by=self.author))
        point.answer(key, words, by=self.author, shown=shown, keeps_back=keeps)
        self.said[key] = words
        self.back = self.back | {key} if keeps else self.back - {key}
        if keeps:
            self.hidden[key] = len(self.shared)

    @precondition(lambda self: self.said)
    @rule()
    def share(self) -> None:
        self.step()
        StartingPoint.objects.of(self.place).finish(by=self.author, now=timezone.now())
        told = {key: words for key, words in self.said.items() if words}
        parts = tuple(
            {key: words for key, words in told.items() if (key in self.back) is is_own}
            for is_own in (False, True)
        )
        if not self.shared or self.shared[-1] != parts:
            self.shared.append(parts)

    @precondition(lambda self: not self.is_paired)
    @rule()
    def pair(self) -> None:
        self.step()
        seat = make_enrolment(cohort=self.cohort, role="mentor")
        pairing = Pairing.objects.propose(self.place, seat, by=None)
        pairing.start(by=None)
        self.pairs.append((pairing, None))

    @precondition(lambda self: self.is_paired)
    @rule()
    def part(self) -> None:
        self.step()
        pairing, _open = self.pairs[-1]
        pairing.end(by=None, reason="time")
        self.pairs[-1] = (pairing, len(self.shared))

    @precondition(lambda self: self.shared)
    @rule()
    def rewrite(self) -> None:
        """Nobody changes what was shared, nor opens to others what was not."""
        self.step()
        versions = StartingVersion.objects.filter(starting_point__enrolment=self.place)
        self.refuses(versions, number=99)
        self.refuses(versions, is_private=False)

    @invariant()
    def each_partner_reads_what_was_shared_with_them(self) -> None:
        for pairing, until in self.pairs:
            reader = pairing.mentor_person
            rows = StartingPoint.objects.read_by_partner(pairing, reader)
            texts = open_all_for([(row, "answers") for row in rows], reader)
            found = [row.told(text, reader)["said"] for row, text in zip(rows, texts, strict=True)]
            expected = [
                {key: words for key, words in shared.items() if number > self.hidden.get(key, 0)}
                for number, (shared, _own) in enumerate(self.shared[:until], start=1)
            ]
            assert found[::-1] == expected
            seen = StartingVersion.objects.visible_to(reader).values_list("pk", flat=True)
            assert set(seen) == {row.pk for row in rows}


def test_a_partner_reads_what_was_shared_in_their_time_and_was_not_taken_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert machines.run(StartingMachine, capsys) >= 2_000
