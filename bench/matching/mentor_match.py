"""mentor-match on a table of scores, in an environment of its own: no package of ours is used.

    python mentor_match.py clones|rounds FILE

FILE is JSON: {"scores": rows, "seats": one number for each column}; a score below 0 forbids.
`clones` makes one mentor of each seat, in one round, which is kind to it; `rounds` is its own way
of giving a mentor several mentees: one matching after another. Looking up the table is its only
rule.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from matching import process
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.rules import rule


class Table(rule.Rule):
    def __init__(self, scores):
        self.scores = scores

    def apply(self, match):
        score = self.scores[match.mentee.place][match.mentor.place]
        match.disallowed = match.disallowed or score < 0
        return max(score, 0)

    def evaluate(self, match):
        return True


def person(kind, place, name):
    told = {"grade": 1, "profession": name, "organisation": name, "email": name}
    made = kind(**told)
    made.place = place
    return made


def people(mode, seats):
    """Mentors, and for each round its number: clones need one round only."""
    if mode == "clones":
        places = [place for place, many in enumerate(seats) for _ in range(many)]
        return [person(Mentor, place, f"o{turn}") for turn, place in enumerate(places)], 1
    return [person(Mentor, place, f"o{place}") for place in range(len(seats))], max(seats)


def main(mode, path):
    data = json.loads(Path(path).read_text())
    scores, seats = data["scores"], data["seats"]
    mentees = [person(Mentee, place, f"e{place}") for place in range(len(scores))]
    mentors, rounds = people(mode, seats)
    full = rule.Disqualify(
        lambda match: (
            len(match.mentee.mentors) >= 1 or len(match.mentor.mentees) >= seats[match.mentor.place]
        )
    )
    extra = [full] if mode == "rounds" else []
    rules = [[Table(scores), *extra] for _ in range(rounds)]
    cpu, wall = time.process_time(), time.perf_counter()
    mentors, mentees = process.process_data(mentors, mentees, rules)
    spent = [time.process_time() - cpu, time.perf_counter() - wall]
    made = [(one.place, one.mentors[0].place) for one in mentees if one.mentors]
    found = sorted(scores[row][column] for row, column in made if scores[row][column] >= 0)
    told = {
        "spent": spent,
        "total": sum(found),
        "matched": len(found),
        "worst": found[0],
        "munkres": version("munkres"),
    }
    sys.stdout.write(f"answer: {json.dumps(told)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
