"""Every rule first catches a planted offender; then the project is held against it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

from tests import rules
from tests.lanes import NO_DATABASE, ROOT
from tests.rules import Source

Rule = Callable[[Source], Iterator[str]]

# rule, files it is about, where an offender is planted, the offence
OFFENDERS: list[tuple[Rule, str, str, str]] = [
    (rules.upward_imports, "*.py", "accounts/views.py", "from goals.models import Goal"),
    (rules.upward_imports, "*.py", "goals/views.py", "from mentorship.home import views"),
    (rules.impure_imports, "*.py", "checkins/recurrence.py", "from django.db import models"),
    (rules.imports_inside_functions, "*.py", "goals/x.py", "def f():\n    import json"),
    (rules.positional_booleans, "*.py", "goals/x.py", "def f(quiet=False): ..."),
    (rules.positional_booleans, "*.py", "goals/x.py", "def f(quiet: bool): ..."),
    (rules.bare_saves, "*.py", "goals/models/goal.py", "goal.save()"),
    (rules.undecorated_views, "*.py", "goals/views.py", "def goal(request): ..."),
    (
        rules.undecorated_views,
        "*.py",
        "goals/views.py",
        "@everyone('GET')\n@signed_in('GET')\ndef goal(request): ...",
    ),
    (rules.unscoped_fetches, "*.py", "goals/views.py", "get_object_or_404(Goal, pk=pk)"),
    (rules.long_files, "*.py", "goals/x.py", "x = 1\n" * 301),
    (rules.long_functions, "*.py", "goals/x.py", "def f():\n" + "    x = 1\n" * 31),
    (rules.long_tasks, "*.py", "goals/tasks.py", "def f():\n" + "    x = 1\n" * 11),
    (rules.inline_style_or_script, "*.html", "templates/x.html", '<p style="color:red">'),
    (rules.inline_style_or_script, "*.html", "templates/x.html", "<script>alert(1)</script>"),
    (rules.inline_style_or_script, "*.html", "templates/x.html", '<a onclick="go()">'),
]


@pytest.mark.parametrize(("rule", "_files", "path", "text"), OFFENDERS)
def test_a_rule_catches_an_offender(rule: Rule, _files: str, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) != []


@pytest.mark.parametrize(
    ("rule", "files"), sorted({(r, f) for r, f, *_ in OFFENDERS}, key=lambda row: row[0].__name__)
)
def test_the_project_keeps_the_rule(rule: Rule, files: str) -> None:
    sources = list(rules.project(files))
    assert len(sources) > 10
    assert [offence for source in sources for offence in rule(source)] == []


def test_no_module_reaches_itself_through_its_imports() -> None:
    graph = _module_graph()
    assert _cycles({"a": {"b"}, "b": {"a"}}) == [["a", "b"]]
    assert _cycles(graph) == []


def _module_graph() -> dict[str, set[str]]:
    names = {
        source.path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): source
        for source in rules.project()
    }
    return {
        name: {
            target
            for _line, wanted in rules.imports(ast.parse(source.text))
            for target in (wanted, wanted.rpartition(".")[0])
            if target in names and target != name and not _is_type_only(source, target)
        }
        for name, source in names.items()
    }


def _is_type_only(source: Source, target: str) -> bool:
    return f"if TYPE_CHECKING:\n    from {target}" in source.text


def _cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that reach one another, each sorted."""
    reach = {name: _reachable(graph, name) for name in graph}
    groups = {tuple(sorted(n for n in reach[name] if name in reach.get(n, ()))) for name in graph}
    return [list(group) for group in sorted(groups) if len(group) > 1]


def _reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        for target in graph.get(todo.pop(), ()):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def test_what_postgresql_is_spared_uses_no_database() -> None:
    spared = [ROOT / path for path in NO_DATABASE]
    files = [f for path in spared for f in ([path] if path.is_file() else path.rglob("*.py"))]
    assert len(files) > 20
    telling = ("django_db", "tests.factories", "transactional_db", "live_server")
    assert [f.name for f in files if any(word in f.read_text() for word in telling)] == []
