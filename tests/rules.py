"""The rules of the house, as functions over source text: each yields what offends against it.

`test_conventions.py` shows every rule to catch a planted offender, then turns it on the project.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIERS = ("accounts", "mentorship", "goals", "checkins", "journal")
ENTRIES = ("mentorship/home/", "mentorship/urls.py", "mentorship/management/commands/")
PURE = (
    "mentorship/matching/",
    "mentorship/roster/",
    "mentorship/pictures/",
    "checkins/clocks.py",
    "checkins/recurrence.py",
    "checkins/ical.py",
    "accounts/sealing.py",
)
ACCESS = {"everyone", "signed_in", "coordinators_only", "site_owners_only", "link_holders"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TASK = 300, 30, 10
# Longer, and why.
LONG_FILES = {"mentorship/settings.py": "settings are one file, read from top to bottom"}
# Yes-or-no arguments of methods that Django calls by position.
FROM_DJANGO = {"add", "prepared", "commit"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Source:
    """A file of the project: its path from the root, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def is_entry(self) -> bool:
        return self.path.startswith(ENTRIES)


def project(pattern: str = "*.py") -> Iterator[Source]:
    """Our own files: no migrations, no tests, nothing that a tool made."""
    for top in (*TIERS, "templates", "static"):
        for path in sorted((ROOT / top).rglob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name and "static/built" not in name:
                yield Source(name, path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def upward_imports(source: Source) -> Iterator[str]:
    """An app may import the apps to its left; entry points may import all, and nobody them."""
    own = source.path.partition("/")[0]
    for line, name in imports(source.tree):
        top = name.partition(".")[0]
        if source.is_entry or top not in TIERS:
            continue
        if TIERS.index(top) > TIERS.index(own) or name.startswith("mentorship.home"):
            yield f"{source.path}:{line} imports {name}"


def impure_imports(source: Source) -> Iterator[str]:
    if source.path.startswith(PURE):
        yield from (
            f"{source.path}:{line} imports {name}"
            for line, name in imports(source.tree)
            if name.partition(".")[0] in {"django", "celery", "allauth"}
            or name.startswith(("accounts.models", "mentorship.models"))
        )


def imports_inside_functions(source: Source) -> Iterator[str]:
    for function in _functions(source.tree):
        for line, name in imports(function):
            yield f"{source.path}:{line} imports {name} inside {function.name}"


def positional_booleans(source: Source) -> Iterator[str]:
    """A bare True in a call says nothing; arguments that are yes or no go by name."""
    for function in _functions(source.tree):
        arguments = [*function.args.posonlyargs, *function.args.args]
        defaults = function.args.defaults
        with_default = dict(zip([a.arg for a in arguments[::-1]], defaults[::-1], strict=False))
        for argument in arguments:
            default = with_default.get(argument.arg)
            is_flag = isinstance(default, ast.Constant) and isinstance(default.value, bool)
            is_flag = is_flag or _is_name(argument.annotation, "bool")
            if is_flag and argument.arg not in FROM_DJANGO:
                yield f"{source.path}:{function.lineno} {function.name}({argument.arg})"


def bare_saves(source: Source) -> Iterator[str]:
    """`save()` overwrites what somebody else changed meanwhile; say what you changed."""
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "save"
            and not node.keywords
            and not (node.args and _is_name(node.args[0], "self"))
            and not _belongs_to(node.func.value, ("form", "super()"))
        ):
            yield f"{source.path}:{node.lineno} saves everything"


def undecorated_views(source: Source) -> Iterator[str]:
    """A function of a views module that takes a request wears exactly one access decorator."""
    is_view_module = re.search(r"(^|/)views(/|\.py)", source.path) or source.path.startswith(
        "mentorship/home/"
    )
    if not is_view_module or source.path.endswith("views/errors.py"):
        return
    for function in source.tree.body:
        if not isinstance(function, FUNCTIONS) or function.name.startswith("_"):
            continue
        first = function.args.args[0].arg if function.args.args else ""
        worn = [d for d in function.decorator_list if _decorator_name(d) in ACCESS]
        if first == "request" and len(worn) != 1:
            yield f"{source.path}:{function.lineno} {function.name} wears {len(worn)}"


SCOPED = re.compile(r"(visible_to|run_by|overseen_by|put_away_of|\bof)\(")


def unscoped_fetches(source: Source) -> Iterator[str]:
    """A view fetches what an address names from `visible_to`, `run_by` or `of`, never from all."""
    if not re.search(r"(^|/)views(/|\.py)|mentorship/home/", source.path):
        return
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Call)
            and _decorator_name(node) in {"get_object_or_404", "get_list_or_404"}
            and not SCOPED.search(ast.unparse(node.args[0]))
        ):
            yield f"{source.path}:{node.lineno} {ast.unparse(node)[:60]}"


def long_files(source: Source) -> Iterator[str]:
    lines = len(source.text.splitlines())
    if lines > LONGEST_FILE and source.path not in LONG_FILES:
        yield f"{source.path} has {lines} lines"


def long_functions(source: Source) -> Iterator[str]:
    for function in _functions(source.tree):
        lines = (function.end_lineno or 0) - function.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield f"{source.path}:{function.lineno} {function.name} has {lines} lines"


def long_tasks(source: Source) -> Iterator[str]:
    if source.path.endswith("/tasks.py"):
        for function in _functions(source.tree):
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > LONGEST_TASK:
                yield f"{source.path}:{function.lineno} {function.name} has {lines} lines"


INLINE = re.compile(
    r"""<style\b|<script(?![^>]*(\bsrc=|application/json))[^>]*>|<[a-z][^<>]*\s(style|on[a-z]+)\s*=\s*["']""",
    re.I,
)


def inline_style_or_script(source: Source) -> Iterator[str]:
    """Mails need inline styles; pages forbid them, and so does their content policy."""
    if "/email" not in source.path:
        for number, line in enumerate(source.text.splitlines(), 1):
            if INLINE.search(line):
                yield f"{source.path}:{number} {line.strip()[:60]}"


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def _is_name(node: ast.AST | None, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _decorator_name(node: ast.AST) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(target).rpartition(".")[2]


def _belongs_to(node: ast.AST, owners: tuple[str, ...]) -> bool:
    return ast.unparse(node).startswith(owners)
