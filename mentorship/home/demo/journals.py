"""What people write for themselves; a little of it is shared, and some of that taken back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from journal.models import Entry
from mentorship.home.demo import stock
from mentorship.home.demo.diary import Diary, wall
from mentorship.home.demo.lives import Life
from mentorship.home.demo.people import cast, known_as

EVERY = timedelta(days=19)
PROMPTS = ("surprise", "easier", "avoid", "thanks", "proud", "unsaid", "energy", "next")


def keep_a_journal(life: Life) -> None:
    """So many entries, the last one some days ago; the third is shared, the second taken back."""
    entries = stock.everybody()["journal"]
    kept: dict[int, Entry] = {}
    number_of_all = life.scene.journal
    begin = len(life.scene.mentee) * 2
    for number in range(number_of_all):
        said = entries[(begin + number) % len(entries)]
        on = life.diary.today - EVERY * (number_of_all - number) + timedelta(days=15)
        at = wall(life.mentee, on, 21, 40 + number)
        life.note(at, partial(_write, life, number, said, kept))
        if number in (1, 2):
            life.note(at + timedelta(days=1), partial(_share, life, number, kept))
    _and_then(life, kept, number_of_all)


def _and_then(life: Life, kept: dict[int, Entry], number_of_all: int) -> None:
    """The second entry is the author's alone again; the third was read."""
    if number_of_all < 3:
        return
    second, third = (
        life.diary.today - EVERY * (number_of_all - number) + timedelta(days=15)
        for number in (1, 2)
    )
    back_at = wall(life.mentee, second + timedelta(days=4), 8)
    life.note(back_at, lambda: kept[1].take_back(by=life.mentee))
    read_at = wall(life.mentor, third + timedelta(days=3), 8, 15)
    life.note(read_at, lambda: kept[2].read(by=life.mentor))
    if number_of_all > 5:
        last = number_of_all - 1
        at = wall(life.mentee, life.diary.days_ago(1), 9)
        life.note(at, partial(_share, life, last, kept))


def _write(life: Life, number: int, said: dict[str, str], kept: dict[int, Entry]) -> None:
    kept[number] = Entry.objects.write(
        said["text"],
        by=life.mentee,
        id=life.id("entry", str(number)),
        mood=said["mood"],
        prompt=PROMPTS[number % len(PROMPTS)],
    )


def _share(life: Life, number: int, kept: dict[int, Entry]) -> None:
    kept[number].share(life.pairing, by=life.mentee)


def mentors_write(people: dict[str, Any], diary: Diary) -> None:
    """A few mentors keep one, too. Nobody else will ever read it."""
    entries = stock.everybody()["mentor_journal"]
    for key, told in cast().items():
        for number, place in enumerate(told.get("journal", ())):
            at = wall(people[key], diary.days_ago(75 - 27 * number), 22, 10)
            act = partial(
                Entry.objects.write,
                entries[place]["text"],
                by=people[key],
                id=known_as("mentor entry", key, str(number)),
                mood=entries[place]["mood"],
            )
            diary.note(at, act)
