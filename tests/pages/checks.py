"""What is wrong with a page, said in words that lead to it."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

KB = 1024
FIRST_LOAD, FORM_WITHOUT_SCRIPT = 30 * KB, 14 * KB
MOST_SHIFT = 0.02
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
INLINE_STYLE = re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I)
# What is data rather than markup: the square that carries a secret, the time zones of the world.
DATA = re.compile(r"data:image/[^\"']*|<optgroup.*</optgroup>", re.S)
# Addresses for one thing that is done in two ways.
ALIKE = (
    {"home", "pairs"},
    {"log", "log_from_mail"},
    {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"},
)
# Code or a missing value that reached a reader.
SLIPS = re.compile(r"\{\{|\{%|%\(|\bNone\b(?! yet)|\bundefined\b|\bNaN\b|&(?:amp|lt|gt|quot|#\d+);")

LOOK = """() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const tell = (e) => e.outerHTML.slice(0, 100);
  const first = all('a[href], button, input:not([type=hidden]), select, textarea, summary')[0];
  const ids = all('[id]').map(e => e.id);
  return {
    lang: document.documentElement.lang, title: document.title,
    h1: all('h1').map(e => e.innerText),
    mains: all('.button-main').filter(e => e.checkVisibility()).map(e => e.innerText),
    skip: first ? first.matches('.skip') && !!document.querySelector(first.hash) : false,
    nowhere: all('a[href^="#"]').filter(e => !document.getElementById(e.hash.slice(1))).map(tell),
    twins: ids.filter((id, n) => ids.indexOf(id) !== n),
    text: document.body.innerText,
    has_form: !!document.querySelector('main form.form'),
    links: all('a[href^="/"]').map(e => e.getAttribute('href')),
    styles: all('link[rel=stylesheet]').map(e => e.getAttribute('href')),
    scripts: all('script[src]').map(e => e.getAttribute('src')),
  };
}"""

SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const all = [...document.querySelectorAll('body *')].filter(e => !e.closest('.visually-hidden'));
  const out = all.filter(e => e.getBoundingClientRect().right > wide + 0.5);
  const full = all.filter(e => e.scrollWidth > e.clientWidth && e.clientWidth);
  const last = out.concat(full).slice(-1).map(e => e.outerHTML.slice(0, 100));
  return ['scrolls sideways: ' + last];
}"""

SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 30);
})"""


@dataclass(frozen=True, order=True)
class Finding:
    page: str
    what: str
    actor: str
    look: str


def wrong_in_text(html: str) -> Iterator[str]:
    """What the source alone tells."""
    for found in INLINE_STYLE.findall(html):
        yield f"inline style: {found[:80]}"


def wrong_in(seen: dict[str, Any], *, many_mains: bool = False) -> Iterator[str]:
    """What the page as it stands tells."""
    if not seen["lang"]:
        yield "no language"
    if not re.match(r"\S.* · \S", seen["title"]):
        yield f"title says little: {seen['title']!r}"
    if "<" in seen["title"]:
        yield f"title has markup: {seen['title']!r}"
    if len(seen["h1"]) != 1 or not seen["h1"][0].strip():
        yield f"not one h1 but {seen['h1']}"
    if len(seen["mains"]) > 1 and not many_mains:
        yield f"several main buttons: {seen['mains']}"
    if not seen["skip"]:
        yield "the skip link does not come first, or leads nowhere"
    yield from (f"leads nowhere: {link}" for link in seen["nowhere"])
    yield from (f"two elements have the id {twin}" for twin in sorted(set(seen["twins"])))
    for slip in sorted(set(SLIPS.findall(seen["text"]))):
        yield f"slipped into the text: {slip!r}"


def too_heavy(html: str, seen: dict[str, Any], sizes: dict[str, int]) -> Iterator[str]:
    page, form = zipped(html.encode()), zipped(DATA.sub("", html).encode())
    styles, scripts = (sum(sizes[url] for url in seen[kind]) for kind in ("styles", "scripts"))
    if page + styles + scripts > FIRST_LOAD:
        yield f"first load of {page + styles + scripts} bytes"
    if seen["has_form"] and form + styles > FORM_WITHOUT_SCRIPT:
        yield f"a form of {form + styles} bytes without script"


def barriers(answer: dict[str, Any]) -> Iterator[str]:
    for rule in answer["violations"]:
        for node in rule["nodes"][:4]:
            why = (node.get("failureSummary") or "").splitlines()[1:2]
            yield f"axe {rule['id']}: {node['html'][:120]} {' '.join(why).strip()[:160]}"


def zipped(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def shared_titles(titles: dict[str, set[str]]) -> Iterator[str]:
    """Addresses that look the same in a row of tabs."""
    for title, routes in titles.items():
        if len(routes) > 1 and not any(routes <= alike for alike in ALIKE):
            yield f"{', '.join(sorted(routes))} share the title {title!r}"


def report(findings: list[Finding]) -> str:
    """One readable list: what, where, and who saw it how."""
    grouped: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in findings:
        grouped[one.page, one.what].add(f"{one.actor} {one.look}".strip())
    lines = [
        f"{page}: {what}  [{', '.join(sorted(by)[:4])}]"
        for (page, what), by in sorted(grouped.items())
    ]
    return f"{len(lines)} things are wrong with the pages:\n" + "\n".join(lines)
