"""Rules that no constraint of Django's can say, as triggers on both databases.

Promises and events are append-only; an agreement in force carries both signatures of its version;
a pairing stays within one cohort.
"""

from django.db import migrations

from mentorship.triggers import Trigger, walls

APPEND_ONLY = ("mentorship_agreementversion", "mentorship_signature", "mentorship_event")

SIGNATURES = """(
    SELECT COUNT(DISTINCT s.person_id) FROM mentorship_signature s
    JOIN mentorship_pairing p ON p.id = NEW.pairing_id
    WHERE s.version_id = NEW.in_force_id
      AND s.person_id IN (p.mentee_person_id, p.mentor_person_id)
)"""
STRANGERS = """(
    SELECT COUNT(*) FROM mentorship_enrolment e
    WHERE (e.id = NEW.mentee_id AND e.role = 'mentee' AND e.person_id = NEW.mentee_person_id
           OR e.id = NEW.mentor_id AND e.role = 'mentor' AND e.person_id = NEW.mentor_person_id)
      AND e.cohort_id = NEW.cohort_id AND e.program_id = NEW.program_id
)"""

TRIGGERS = [
    *(
        Trigger(f"{table}_is_never_changed", table, "UPDATE", when="TRUE")
        for table in APPEND_ONLY
        if table != "mentorship_event"
    ),
    # An event loses its actor when that person is erased; nothing else of it ever changes.
    Trigger(
        "mentorship_event_is_never_changed",
        "mentorship_event",
        "UPDATE",
        when="NEW.verb <> OLD.verb OR NEW.subject_id <> OLD.subject_id "
        "OR NEW.before <> OLD.before OR NEW.after <> OLD.after OR NEW.at <> OLD.at",
    ),
    *(
        Trigger(f"{table}_is_never_deleted", table, "DELETE", when="TRUE")
        for table in APPEND_ONLY
    ),
    *(
        Trigger(
            f"in_force_needs_both_signatures_{act.lower()}",
            "mentorship_agreement",
            act,
            when=f"NEW.status = 'in_force' AND {SIGNATURES} <> 2",
        )
        for act in ("INSERT", "UPDATE")
    ),
    *(
        Trigger(
            f"pairing_stays_in_one_cohort_{act.lower()}",
            "mentorship_pairing",
            act,
            when=f"{STRANGERS} <> 2",
        )
        for act in ("INSERT", "UPDATE")
    ),
]


class Migration(migrations.Migration):
    dependencies = [("mentorship", "0001_initial")]
    operations = [walls(TRIGGERS)]
