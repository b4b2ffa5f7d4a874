"""What the README says of the states and the settings is what the code does."""

from __future__ import annotations

import re

import pytest

from checkins.models.check_in import CHECK_IN_TRANSITIONS
from goals.models.goal import GOAL_TRANSITIONS
from mentorship.models.enrolment import ENROLMENT_TRANSITIONS
from mentorship.models.match import RUN_TRANSITIONS
from mentorship.models.moves import Transitions
from mentorship.models.pairing import TRANSITIONS
from mentorship.models.program import COHORT_TRANSITIONS
from tests.rules import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLES: dict[str, Transitions] = {
    "cohort": COHORT_TRANSITIONS,
    "match": RUN_TRANSITIONS,
    "enrolment": ENROLMENT_TRANSITIONS,
    "pairing": TRANSITIONS,
    "goal": GOAL_TRANSITIONS,
    "check-in": CHECK_IN_TRANSITIONS,
}


def as_table(transitions: Transitions) -> str:
    rows = [
        f"| {verb} | {', '.join(sorted(sources))} | {target} |"
        for verb, (sources, target) in transitions.items()
    ]
    return "\n".join(["| verb | from | to |", "|---|---|---|", *rows, ""])


@pytest.mark.parametrize("name", TABLES)
def test_a_state_table_says_what_the_code_does(name: str) -> None:
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end {name} -->", README, re.DOTALL)
    assert found is not None
    assert found[1] == as_table(TABLES[name])


def test_every_setting_that_is_read_is_named() -> None:
    sources = [ROOT / "mentorship" / name for name in ("settings.py", "env.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    read = set(re.findall(r'env\.(?:text|words|flag|number|choice)\(\s*"([A-Z_]+)"', text))
    assert len(read) > 10
    assert {name for name in read if f"`{name}`" not in README} == set()
