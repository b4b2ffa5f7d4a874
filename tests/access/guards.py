"""H2: the headers that guard an answer, and what an answer lacks of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# What every policy says, whatever else it allows.
POLICY = {
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "connect-src 'self'",
    "font-src 'self'",
}
NEVER = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "http:", "https:", "*", "blob:")


def lacking(response: Any) -> Iterator[str]:
    """What is missing from an answer of ours, or wrong in it."""
    for name, value in EXACTLY.items():
        if response.headers.get(name) != value:
            yield f"{name}: {response.headers.get(name)}"
    if "no-store" not in response.headers.get("Cache-Control", ""):
        yield f"Cache-Control: {response.headers.get('Cache-Control')}"
    yield from _wrong_policy(response.headers.get("Content-Security-Policy", ""))
    yield from (f"says {name}" for name in ("Server", "X-Powered-By") if name in response.headers)
    for name, cookie in response.cookies.items():
        yield from _wrong_cookie(name, cookie)


def _wrong_policy(policy: str) -> Iterator[str]:
    said = {part.strip() for part in policy.split(";")}
    if not said >= POLICY:
        yield f"Content-Security-Policy without {sorted(POLICY - said)}"
    yield from (f"Content-Security-Policy with {word}" for word in NEVER if word in policy)


def _wrong_cookie(name: str, cookie: Any) -> Iterator[str]:
    """Scripts read the token against forgery only from the page, never from its cookie."""
    if cookie.value and cookie["samesite"] not in ("Lax", "Strict"):
        yield f"cookie {name} is sent to others' requests"
    if cookie.value and not cookie["httponly"] and not name.endswith("csrftoken"):
        yield f"cookie {name} can be read by scripts"
