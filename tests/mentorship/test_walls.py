"""What the database itself refuses, whatever the code above it does."""

from __future__ import annotations

import datetime as dt
import re
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mentorship.models import Agreement, Enrolment, Event, NotNow, Pairing
from tests.factories import make_cohort, make_enrolment, make_pairing

pytestmark = pytest.mark.django_db


def signed_once(pairing: Pairing) -> Agreement:
    agreement = Agreement.objects.of(pairing)
    version = agreement.propose({"cadence_days": 14}, by=pairing.mentee_person)
    agreement.sign(by=pairing.mentee_person, typed_name="Amara", shown_hash=version.content_hash)
    return agreement


def test_an_agreement_in_force_carries_both_signatures(pairing: Pairing) -> None:
    agreement = signed_once(pairing)
    with pytest.raises(IntegrityError, match="in_force_needs_both_signatures"):
        Agreement.objects.filter(pk=agreement.pk).update(
            status="in_force", in_force=agreement.newest
        )


def test_a_version_is_never_edited(pairing: Pairing) -> None:
    version = signed_once(pairing).newest
    with pytest.raises(IntegrityError, match="is_never_changed"):
        type(version).objects.filter(pk=version.pk).update(content_hash="other")


def test_a_signature_is_never_taken_away(pairing: Pairing) -> None:
    version = signed_once(pairing).newest
    with pytest.raises(IntegrityError, match="is_never_deleted"):
        version.signatures.all().delete()


def test_an_event_is_never_rewritten(pairing: Pairing) -> None:
    with pytest.raises(IntegrityError, match="is_never_changed"):
        Event.objects.about(pairing).update(verb="ended")


def test_a_mentee_has_one_open_pairing_in_a_program(pairing: Pairing) -> None:
    other = make_enrolment(cohort=pairing.cohort, role="mentor")
    with pytest.raises(NotNow, match="paired already") as refusal:
        Pairing.objects.propose(pairing.mentee, other, by=None)
    assert re.search("one_active_pairing_per_mentee|UNIQUE", str(refusal.value.__cause__))
    other.refresh_from_db()
    assert other.seats_taken == 0


def test_nobody_mentors_themself(pairing: Pairing) -> None:
    with pytest.raises(IntegrityError, match="mentor_is_not_mentee|one_cohort"):
        Pairing.objects.filter(pk=pairing.pk).update(mentor_person=pairing.mentee_person)


def test_a_pairing_stays_within_one_cohort(pairing: Pairing) -> None:
    elsewhere = make_pairing(cohort=make_cohort())
    with pytest.raises(IntegrityError, match="pairing_stays_in_one_cohort"):
        Pairing.objects.filter(pk=pairing.pk).update(cohort=elsewhere.cohort)


def test_a_mentor_never_has_more_mentees_than_places(pairing: Pairing) -> None:
    with pytest.raises(IntegrityError, match="capacity_holds"):
        Enrolment.objects.filter(pk=pairing.mentor_id).update(seats_taken=99)


def test_a_pairing_does_not_end_before_it_began(pairing: Pairing) -> None:
    long_ago = timezone.now() - dt.timedelta(days=900)
    with pytest.raises(IntegrityError, match="pairing_ends_after_it_starts"):
        Pairing.objects.filter(pk=pairing.pk).update(ended_at=long_ago)


def test_an_early_end_has_a_reason(pairing: Pairing) -> None:
    with pytest.raises(IntegrityError, match="early_end_has_a_reason"):
        Pairing.objects.filter(pk=pairing.pk).update(status="ended", end_reason="")


def test_each_step_of_a_story_is_told_once(pairing: Pairing) -> None:
    first: Any = Event.objects.about(pairing).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(
            subject_type="pairing", subject_id=pairing.pk, number=first.number, verb="propose"
        )
    assert connection.is_usable()


@pytest.mark.parametrize("app", ["mentorship", "goals"])
def test_every_wall_still_stands_after_all_migrations(app: str) -> None:
    """SQLite changes a table by making it anew, and forgets the triggers of the old one."""
    declared = {wall.name for wall in import_module(f"{app}.migrations.0002_walls").TRIGGERS}
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    assert declared - standing == set()
    assert declared != set()
