"""Model-based tests: random verbs by random people, beside a small model written by hand."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

STEPS = 2_000
EACH = 50


class Machine(RuleBasedStateMachine):
    """One story in a transaction of its own, which is taken back at its end."""

    steps: ClassVar[int] = 0
    tried: ClassVar[int] = 0
    refused: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.begin()

    def begin(self) -> None:
        raise NotImplementedError

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    def step(self) -> None:
        type(self).steps += 1

    def refuses(self, rows: Any, **changes: Any) -> None:
        """The database says no to this bad state, whoever asks."""
        type(self).tried += 1
        try:
            with transaction.atomic():
                found = rows.update(**changes)
        except IntegrityError:
            type(self).refused += 1
        else:
            assert found == 0, changes
            type(self).tried -= 1


def run(machine: type[Machine], capsys: Any) -> int:
    """How many steps were walked. The database was asked for bad states, and refused each one."""
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    told = settings(
        max_examples=STEPS // EACH + 10,
        stateful_step_count=EACH,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=quiet,
    )
    run_state_machine_as_test(machine, settings=told)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{machine.__name__}: {machine.steps} steps; "
            f"{machine.refused} of {machine.tried} bad states refused.\n"
        )
    assert machine.steps >= STEPS
    assert machine.refused == machine.tried > 0
    return machine.steps
