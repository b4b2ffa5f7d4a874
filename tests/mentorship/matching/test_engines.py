"""The engines differ in speed only, and the slow one needs nothing but arrays."""

from __future__ import annotations

import subprocess
import sys

WITHOUT_THE_WHEEL = """
import sys
sys.modules["pylmcf"] = None
from mentorship.matching.assign import match
from mentorship.matching.vocabulary import Mentee, Mentor, Rules
outcome = match([Mentee(id="amara")], [Mentor(id="dela")], Rules(), seed=1)
sys.stdout.write(f"{outcome.engine}: {outcome.pairs[0].mentor_id}")
"""


def test_without_the_flow_library_the_search_does_the_work() -> None:
    command = [sys.executable, "-c", WITHOUT_THE_WHEEL]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout == "search: dela"
