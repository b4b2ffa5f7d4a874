"""Believable values for the style guide: every picture with nothing, little and a lot."""

from datetime import date
from typing import Any

from mentorship.pictures.vocabulary import CheckpointMark, HorizonPicture, PairLine, ScoreBucket

TODAY = date(2026, 2, 14)

CHECKPOINTS = (
    CheckpointMark("Import screen", date(2026, 1, 12), date(2026, 1, 12)),
    CheckpointMark("Data model", date(2026, 1, 26), date(2026, 2, 3)),
    CheckpointMark("Two reviews", date(2026, 2, 16), date(2026, 2, 10)),
    CheckpointMark("Usability test with three people", date(2026, 3, 2)),
    CheckpointMark("Release", date(2026, 3, 28)),
)

SCORES = tuple(
    ScoreBucket(low, low + 10, count)
    for low, count in zip(range(30, 100, 10), (1, 2, 4, 9, 12, 6, 1), strict=True)
)


HORIZONS = (
    HorizonPicture(0, 0),
    HorizonPicture(0.45, 4, (1, 2)),
    HorizonPicture(0.8, 14, (2, 0)),
    HorizonPicture(1, 33, (1, 2, 1, 2)),
)

PULSES = (
    ((), ()),
    ((4,), (None,)),
    ((4, 3), (4, 4)),
    ((5, 4, None, 2, 3, 3), (4, 4, 4, 4, 5, 3)),
)

LINES = (
    PairLine("Amara Okafor", "Dela Mensah", 86, chosen=True),
    PairLine("Amara Okafor", "Ines Figueira-Castellanos", 81),
    PairLine("Bo Li", "Dela Mensah", 79),
)


def samples() -> dict[str, Any]:
    return {
        "today": TODAY,
        "horizons": HORIZONS,
        "wins": (0, 1, 2, 12),
        "checkpoints": ((), CHECKPOINTS[:1], CHECKPOINTS[1:3], CHECKPOINTS),
        "pulses": PULSES,
        "confidences": ((), (3,), (3, 4), (2, 3, 3, 4, 2, 4)),
        "weeks": ((), ("held",), ("held", "moved"), ("held", "none", "held", "moved") * 3),
        "scores": ((), SCORES[4:5], SCORES),
        "lines": LINES,
    }
