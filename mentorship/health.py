"""`python -m mentorship.health web|worker|beat`: exit 0 when that part of an installation works.

For containers. Each looks at itself only, so that one sick part does not restart the others.
"""

import http.client
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mentorship import env
from mentorship.celery import app

PORT = 8000
WAIT = 5  # seconds
STALE = 600  # the clock writes its file every three minutes


def main(part: str) -> int:
    trouble = LOOKS[part]()
    sys.stderr.write(f"{part}: {trouble or 'well'}\n")
    return 1 if trouble else 0


def web(port: int = PORT) -> str:
    """Asks, as the proxy would, whether pages can be shown."""
    host = env.words("ALLOWED_HOSTS", "localhost")[0].lstrip(".")
    asked = {"Host": host, "X-Forwarded-Proto": "https"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
    try:
        connection.request("GET", "/readyz", headers=asked)
        status = connection.getresponse().status
    except OSError as error:
        return f"no answer on port {port} ({error})"
    finally:
        connection.close()
    return f"answers {status}" if status >= 400 else ""


def worker() -> str:
    name = f"celery@{socket.gethostname()}"
    answers = app.control.inspect(destination=[name], timeout=WAIT).ping()
    return "" if answers else f"{name} does not answer"


def beat() -> str:
    folder = Path(env.text("SAMEHORIZON_DATA", "var"))
    written = [path.stat().st_mtime for path in folder.glob("beat-schedule*")]
    age = time.time() - max(written, default=0)
    return f"has not written for {age / 60:.0f} minutes" if age > STALE else ""


LOOKS: dict[str, Callable[[], str]] = {"web": web, "worker": worker, "beat": beat}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
