"""For machines that watch the site: yes or no, and nothing that helps an attacker."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from mentorship.access import everyone
from mentorship.probes import PROBES, examine


@everyone("GET")
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. It asks nobody else."""
    return _told({"status": "ok"}, 200)


@everyone("GET")
def readyz(request: HttpRequest) -> HttpResponse:
    """503 when pages cannot be shown; with `?all=1` also when mails would not go out.

    Pages need neither broker nor worker, so a proxy must not take the site down for them.
    """
    found = {probe: trouble is None for probe, trouble in examine(PROBES)}
    needed = [well for probe, well in found.items() if probe.serves or request.GET.get("all")]
    status = "ok" if all(found.values()) else "degraded" if all(needed) else "unavailable"
    told = {"status": status, "checks": {probe.name: well for probe, well in found.items()}}
    return _told(told, 200 if all(needed) else 503)


def _told(answer: dict[str, object], status: int) -> JsonResponse:
    return JsonResponse(answer, status=status, headers={"Cache-Control": "no-store"})
