"""What the clock and the doorbell start. Nothing is remembered here: the rows are the truth."""

from django.utils import timezone

from mentorship.celery import app
from mentorship.models import Heartbeat, matchmaking
from mentorship.outbox.delivery import deliver_all
from mentorship.outbox.planner import plan_all
from mentorship.tidying import tidy_all


@app.task
def ring() -> None:
    """Write down what falls due, then send what is owed. Rings that overlap do no harm."""
    plan_all()
    deliver_all()
    Heartbeat.objects.beat("ring", timezone.now())


@app.task
def deliver() -> None:
    """Somebody pressed the doorbell: send what is owed now."""
    deliver_all()


@app.task
def match() -> None:
    """Compute the matches of cohorts too large for anybody to wait for."""
    matchmaking.carry_out_all()


@app.task
def tidy() -> None:
    tidy_all(timezone.now())
