"""Reading the environment: every name may also be given as NAME_FILE, and nonsense is refused.

Pure standard library, because settings.py is read before Django is.
"""

import os
from pathlib import Path

YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})


class BadSetting(ValueError):
    """A setting that cannot be used; its text names the setting, and the fix."""


def text(name: str, default: str = "") -> str:
    """NAME, else the content of the file that NAME_FILE points to, else the default."""
    if name in os.environ:
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return default
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"{name}_FILE: {path} cannot be read ({error.strerror}).") from error


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in YES | NO:
        return value in YES
    raise BadSetting(f"{name} is {value!r}; write yes or no.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    if value.isascii() and value.isdigit() and int(value) >= least:
        return int(value)
    raise BadSetting(f"{name} is {value!r}; write a whole number of at least {least}.")


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    value = text(name, default)
    if value in among:
        return value
    raise BadSetting(f"{name} is {value!r}; write one of {', '.join(among)}.")
