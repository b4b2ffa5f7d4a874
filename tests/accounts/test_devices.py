"""Where one is signed in, in words."""

from __future__ import annotations

import pytest

from accounts.templatetags.devices import device

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"{KIT} Chrome/141.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {CHROME}", "Chrome on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {CHROME} Edg/141.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5) Gecko/2010 Firefox/130.0", "Firefox on Mac"),
        (
            f"Mozilla/5.0 (iPhone; like Mac OS X) {KIT} Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        (f"Mozilla/5.0 (Linux; Android 15; K) {CHROME}", "Chrome on Android"),
        ("curl/8.5", "A device"),
        ("", "A device"),
    ],
)
def test_a_browser_is_called_as_people_call_it(user_agent: str, said: str) -> None:
    assert device(user_agent) == said
