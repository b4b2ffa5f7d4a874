"""How surely a header names a field."""

from functools import lru_cache

from mentorship.roster.fold import words
from mentorship.roster.header_words import HEADERS, NOT

Phrase = tuple[tuple[str, ...], bool]  # its words, and whether the last is only a beginning
LONGEST_HEADER = 300


def _phrases(said: str) -> tuple[Phrase, ...]:
    parts = said.split("|")
    return tuple((tuple(part.rstrip("*").split()), part.endswith("*")) for part in parts)


TABLE = {
    name: tuple((weight, _phrases(said)) for weight, said in lines)
    for name, lines in HEADERS.items()
}
EXCLUDED = {name: _phrases(said) for name, said in NOT.items()}


@lru_cache(maxsize=2048)
def header_scores(header: str) -> dict[str, float]:
    """Field -> 0 to 1. A phrase that is the whole header says more than one inside a question."""
    said = words(header[:LONGEST_HEADER])
    scores = {name: _score(said, lines) for name, lines in TABLE.items()}
    for name, phrases in EXCLUDED.items():
        if any(_contains(said, phrase) for phrase in phrases):
            scores[name] = 0.0
    return {name: score for name, score in scores.items() if score}


def _score(said: list[str], lines: tuple[tuple[float, tuple[Phrase, ...]], ...]) -> float:
    best = 0.0
    for weight, phrases in lines:
        for phrase in phrases:
            if _contains(said, phrase):
                # Longer phrases are surer, and so are those that leave less of the header unread.
                read = len(phrase[0]) / len(said)
                best = max(best, weight * (0.8 + 0.2 * read))
    return round(best, 3)


def _contains(said: list[str], phrase: Phrase) -> bool:
    wanted, is_beginning = phrase
    size = len(wanted)
    for at in range(len(said) - size + 1):
        *head, last = said[at : at + size]
        ends_so = last == wanted[-1] or (is_beginning and last.startswith(wanted[-1]))
        if ends_so and tuple(head) == wanted[:-1]:
            return True
    return False


def reads_as_header(cells: tuple[str, ...]) -> bool:
    """Two cells that name fields, or one that surely does where there is only one cell."""
    best = [max(header_scores(cell).values(), default=0) for cell in cells if cell.strip()]
    if len(best) == 1:
        return best[0] >= 0.9
    return sum(score >= 0.6 for score in best) >= 2
