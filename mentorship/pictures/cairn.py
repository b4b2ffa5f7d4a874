"""One stone per win, every stone the same size, so that no win outranks another."""

from dataclasses import dataclass

from mentorship.pictures.ink import Spot, spot

STACK = 5
STONE_WIDTH, STONE_HEIGHT = 26, 9
STACK_WIDTH = 34
MOST = 40
SWAY = (0, 2.2, -1.6, 1.4, -0.8)


@dataclass(frozen=True)
class Cairn:
    stones: tuple[Spot, ...]
    waiting: Spot
    hidden: int
    width: int
    height: int
    ground: int


def stones(wins: int, *, left: float, ground: float, most: int = MOST) -> tuple[Spot, ...]:
    """Middles of the stones, oldest first; the newest is marked, so that it alone may settle."""
    shown = max(0, min(wins, most))
    return tuple(
        spot(
            left + STACK_WIDTH * (index // STACK) + _sway(index),
            ground - STONE_HEIGHT * (index % STACK + 0.5),
            kind="newest" if index == wins - 1 else "",
        )
        for index in range(shown)
    )


def draw_cairn(wins: int) -> Cairn:
    """With no win yet, one stone is waiting to be drawn as an outline."""
    stacks = -(-max(1, min(wins, MOST)) // STACK)
    ground = STONE_HEIGHT * max(1, min(wins, STACK)) + 6
    first_x = STACK_WIDTH / 2 + 6
    return Cairn(
        stones=stones(wins, left=first_x, ground=ground),
        waiting=spot(first_x, ground - STONE_HEIGHT / 2),
        hidden=max(0, wins - MOST),
        width=STACK_WIDTH * stacks + 12,
        height=ground + 4,
        ground=ground,
    )


def _sway(index: int) -> float:
    """A little to the left or right, the same for the same stone each time."""
    side = -1 if (index // STACK) % 2 else 1
    return side * SWAY[index % STACK]
