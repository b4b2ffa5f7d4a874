"""Answers, reveal, settling, versions and signatures in any order, beside a model by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from accounts.private import NotYours, open_for
from mentorship.models import (
    Agreement,
    AgreementVersion,
    Changed,
    Expectation,
    NotNow,
    Settling,
    Signature,
)
from tests.factories import make_pairing
from tests.machines import Machine, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIDES = st.sampled_from([0, 1])
CLAUSES = st.sampled_from(["hopes", "pace", "agenda"])
WORDS = st.sampled_from(["Small steps", "Giant leaps", ""])
TERMS = st.sampled_from([{"cadence_days": "7"}, {"cadence_days": "28"}, {"pace": "Slow"}])


class AgreementMachine(Machine):
    def begin(self) -> None:
        self.pairing = make_pairing(is_started=False)
        self.people = self.pairing.people
        self.said: list[dict[str, str]] = [{}, {}]
        self.done: set[int] = set()
        self.settled: dict[str, dict[str, str]] = {}
        self.versions: list[tuple[int, dict[str, str]]] = []
        self.signed: set[int] = set()
        self.in_force = 0

    @property
    def is_open(self) -> bool:
        return len(self.done) == 2

    def mine(self, side: int) -> Expectation:
        return Expectation.objects.of(self.pairing, self.people[side])

    @rule(side=SIDES, clause=CLAUSES, words=WORDS, stale=st.booleans())
    def answer(self, side: int, clause: str, words: str, *, stale: bool) -> None:
        self.step()
        before = self.said[side].get(clause, "")
        shown = {clause: "something else" if stale else before}
        fine = not self.is_open and (not stale or before == words)
        try:
            self.mine(side).answer(clause, {clause: words}, by=self.people[side], shown=shown)
        except NotNow:
            assert not fine
            return
        assert fine
        self.said[side][clause] = words

    @rule(side=SIDES)
    def finish(self, side: int) -> None:
        self.step()
        was_open = self.is_open
        try:
            opened = self.mine(side).finish(by=self.people[side])
        except NotNow:
            assert was_open
            return
        self.done.add(side)
        assert (was_open, opened) == (False, self.is_open)

    @rule(side=SIDES, clause=CLAUSES, words=WORDS, stale=st.booleans())
    def settle(self, side: int, clause: str, words: str, *, stale: bool) -> None:
        self.step()
        found = Settling.objects.newest(self.pairing).get(clause)
        shown = (found.number if found else 0) + stale
        told = {"by": self.people[side], "shown": shown}
        same = self.settled.get(clause) == {clause: words}
        fine = self.is_open and not self.versions and (not stale or same)
        try:
            Settling.objects.settle(self.pairing, clause, {clause: words}, **told)
        except NotNow:
            assert not fine
            return
        assert fine
        self.settled[clause] = {clause: words}

    @rule(side=SIDES, terms=TERMS, stale=st.booleans())
    def propose(self, side: int, terms: dict[str, str], *, stale: bool) -> None:
        self.step()
        agreement = Agreement.objects.of(self.pairing)
        newest = agreement.newest
        shown = "0" * 64 if stale else (newest.content_hash if newest else "")
        same = bool(self.versions) and self.versions[-1][1] == terms
        try:
            agreement.propose(terms, by=self.people[side], shown_hash=shown)
        except Changed:
            assert stale
            assert not same
            return
        assert same or not stale
        if not same:
            self.versions.append((side, terms))
            self.signed = set()

    @rule(side=SIDES, stale=st.booleans())
    def sign(self, side: int, *, stale: bool) -> None:
        self.step()
        agreement = Agreement.objects.of(self.pairing)
        newest = agreement.newest
        shown = newest.content_hash if newest and not stale else "0" * 64
        person = self.people[side]
        try:
            agreement.sign(by=person, typed_name=person.name, shown_hash=shown)
        except NotNow:
            assert stale or newest is None
            return
        assert newest
        assert not stale
        self.signed.add(side)
        if len(self.signed) == 2:
            self.in_force = len(self.versions)

    @rule()
    def break_in(self) -> None:
        """Bad states that no verb makes, asked of the database itself."""
        self.step()
        alone = Expectation.objects.filter(pairing=self.pairing)
        now = self.pairing.created_at
        if not self.is_open:
            self.refuses(alone, revealed_at=now)
        else:
            self.refuses(alone, revealed_at=None)
            self.refuses(alone, done_at=None)
        here = Agreement.objects.filter(pairing=self.pairing)
        self.refuses(here, status="in_force", in_force=None)
        versions = AgreementVersion.objects.filter(agreement__pairing=self.pairing)
        self.refuses(versions, number=99)
        self.refuses(versions, previous_hash="")
        signatures = Signature.objects.filter(version__agreement__pairing=self.pairing)
        self.refuses(signatures, typed_name="Somebody else")
        self.refuses(Settling.objects.filter(pairing=self.pairing), number=99)

    @invariant()
    def nobody_reads_the_other_before_both_are_done(self) -> None:
        both = Expectation.objects.both(self.pairing, self.people[0])
        assert (both is not None) == self.is_open
        for row in Expectation.objects.filter(pairing=self.pairing):
            row.pairing = self.pairing
            other = self.pairing.partner_of(row.person)
            if self.is_open:
                open_for(row, "answers", other)
                continue
            with pytest.raises(NotYours):
                open_for(row, "answers", other)

    @invariant()
    def the_rows_are_as_on_paper(self) -> None:
        for side, person in enumerate(self.people):
            assert self.mine(side).read(by=person)[0] == self.said[side]
        settled = Settling.objects.read(self.pairing, self.people[0])
        assert {key: words for key, (_row, words) in settled.items()} == self.settled
        agreement = Agreement.objects.of(self.pairing)
        newest = agreement.newest
        assert (newest.number if newest else 0) == len(self.versions)
        assert (agreement.in_force.number if agreement.in_force else 0) == self.in_force
        assert (newest.signatures.count() if newest else 0) == len(self.signed)
        chain = list(agreement.versions.order_by("number")) if newest else []
        before = ["", *(version.content_hash for version in chain)]
        assert [version.previous_hash for version in chain] == before[: len(chain)]


def test_an_agreement_does_what_it_may_and_nothing_else(capsys: Any) -> None:
    assert run(AgreementMachine, capsys) >= 2_000
