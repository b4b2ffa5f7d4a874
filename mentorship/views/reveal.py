"""Mine, theirs and ours: what two people make of their two answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.numbers import number_in
from mentorship import clauses, policies, together
from mentorship.access import signed_in
from mentorship.clauses import Clause
from mentorship.forms.expectation import SettleForm
from mentorship.late import moved_on
from mentorship.models import Changed, Expectation, NotNow, Pairing, Settling, clauses_of


class Table:
    """Both answers of a pair, as one of the two sees them, and what is settled of them."""

    def __init__(self, pairing: Pairing, reader: Any) -> None:
        self.pairing, self.reader = pairing, reader
        both = Expectation.objects.both(pairing, reader)
        self.is_open = both is not None
        self.mine = (both or {}).get(reader.pk, {})
        self.partner = pairing.partner_of(reader)
        self.roles = {
            "my_role": pairing.role_of(reader),
            "their_role": pairing.role_of(self.partner),
        }
        self.theirs = (both or {}).get(self.partner.pk, {})
        self.settled = Settling.objects.read(pairing, reader) if both else {}
        self.asked = clauses_of(pairing)

    def columns(self) -> list[together.Column]:
        return together.columns(self.mine, self.theirs, self.settled, self.asked)

    def terms(self) -> dict[str, str]:
        return together.terms_of(self.mine, self.theirs, self.settled, self.asked)

    def start_of(self, clause: Clause, take: str) -> dict[str, str]:
        """What the box of "ours" begins with: what was settled, or whose answer one takes."""
        _row, words = self.settled.get(clause.key, (None, {}))
        taken = {"mine": self.mine, "theirs": self.theirs, "both": self._joined(clause)}.get(take)
        if taken is None:
            return words or self.terms()
        kept = {part.key: words.get(part.key, "") for part in clause.parts if part.is_together}
        return kept | {part.key: taken.get(part.key, "") for part in clause.asked_apart}

    def _joined(self, clause: Clause) -> dict[str, str]:
        """Texts of both, one below the other with their names; choices that do not differ."""
        name, other = (who.get_short_name() for who in (self.reader, self.partner))
        both = {}
        for part in clause.asked_apart:
            mine, theirs = self.mine.get(part.key, ""), self.theirs.get(part.key, "")
            said = ((name, mine), (other, theirs))
            lines = [f"{who}: {words}" for who, words in said if words]
            one = (mine or theirs) if mine == theirs or not (mine and theirs) else ""
            both[part.key] = "\n".join(lines) if part.kind == "text" else one
        return both

    @property
    def number(self) -> int:
        """Of the last thing that was settled; 0 while nothing was."""
        return max((row.number for row, _words in self.settled.values()), default=0)

    def number_of(self, clause: Clause) -> int:
        row, _words = self.settled.get(clause.key, (None, {}))
        return row.number if row else 0


@signed_in("GET")
def reveal(request: HttpRequest, pk: Any) -> HttpResponse:
    """All clauses, those to talk about first; a count of what matches, never a grade."""
    table = _table(request, pk)
    columns = table.columns()
    context = {
        "pairing": table.pairing,
        "partner": table.partner,
        "columns": columns,
        "answered": sum(not column.is_blank for column in columns),
        "alike": sum(column.standing == "same" and not column.is_blank for column in columns),
        "open": sum(not column.is_settled for column in columns),
        "first_open": next((column for column in columns if not column.is_settled), None),
        "may_settle": policies.can_settle(request.user, table.pairing),
    }
    return render(request, "mentorship/agreement/reveal.html", context | table.roles)


@signed_in("GET", "POST")
def settle(request: HttpRequest, pk: Any, key: str) -> HttpResponse:
    """One clause: take mine, take theirs, or write ours."""
    table = _table(request, pk)
    clause = _clause(table, key)
    posted = request.POST if request.method == "POST" else None
    form = _form(table, clause, posted, take=request.GET.get("take", ""))
    if not policies.can_settle(request.user, table.pairing):
        return moved_on(request, [form], to="reveal", pk=pk)
    if posted and form.is_valid():
        told = {"by": request.user, "shown": form.number()}
        try:
            Settling.objects.settle(table.pairing, key, form.told(), **told)
        except Changed:
            return _both_wordings(request, pk, clause)
        except NotNow:
            return moved_on(request, [form], to="reveal", pk=pk)
        said = _("Settled: %s.") if any(form.told().values()) else _("Left open by both: %s.")
        messages.success(request, said % clause.title)
        return _onwards(request, pk, clause, is_first=not form.number())
    context = _context(table, clause, form)
    return render(request, "mentorship/agreement/settle.html", context)


def _onwards(request: HttpRequest, pk: Any, clause: Clause, *, is_first: bool) -> HttpResponse:
    """To the next clause that is open; who changed a settled one goes back to where they read."""
    if not is_first:
        return redirect(f"{reverse('reveal', args=[pk])}#c-{clause.key}")
    following = together.next_open(_table(request, pk).columns(), clause.key)
    if following is None:
        return redirect("check_terms", pk=pk)
    return redirect("settle", pk=pk, key=following.clause.key)


@signed_in("GET", "POST")
def check_terms(request: HttpRequest, pk: Any) -> HttpResponse:
    """Everything that holds for both, read once more; posted, it is the version to sign."""
    table = _table(request, pk)
    if not policies.can_settle(request.user, table.pairing):
        return redirect("agreement", pk=pk)
    if request.method == "POST":
        return _proposed(request, table)
    return _checked(request, table)


def _checked(request: HttpRequest, table: Table, *, is_overtaken: bool = False) -> HttpResponse:
    context = {
        "pairing": table.pairing,
        "partner": table.partner,
        "unsettled": [column for column in table.columns() if not column.is_settled],
        "told": clauses.told(table.terms(), table.asked),
        "number": table.number,
        "is_overtaken": is_overtaken,
    }
    status = 409 if is_overtaken else 200
    return render(request, "mentorship/agreement/check_terms.html", context, status=status)


def _proposed(request: HttpRequest, table: Table) -> HttpResponse:
    """What was read becomes the version; what was settled since is read first."""
    pk = table.pairing.pk
    if not table.terms():
        messages.warning(request, _("Nothing is settled yet. Settle one clause, then come back."))
        return redirect("reveal", pk=pk)
    shown = number_in(request.POST.get("shown", ""))
    try:
        Settling.objects.propose(table.pairing, by=request.user, shown=shown)
    except Changed:
        return _overtaken(request, pk)
    except NotNow as error:
        messages.info(request, str(error))
        return redirect("agreement", pk=pk)
    messages.success(request, _("This is your agreement. Now both of you sign."))
    return redirect("agreement", pk=pk)


def _overtaken(request: HttpRequest, pk: Any) -> HttpResponse:
    """Something was settled meanwhile, or the partner has made it their agreement."""
    table = _table(request, pk)
    if policies.can_settle(request.user, table.pairing):
        return _checked(request, table, is_overtaken=True)
    messages.info(request, _("%s was faster. Read it, and sign.") % table.partner)
    return redirect("agreement", pk=pk)


def _table(request: HttpRequest, pk: Any) -> Table:
    """404 until both have answered: there is nothing to see."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    table = Table(pairing, request.user)
    if not table.is_open:
        raise Http404
    return table


def _clause(table: Table, key: str) -> Clause:
    found = next((clause for clause in table.asked if clause.key == key), None)
    if found is None:
        raise Http404
    return found


def _form(table: Table, clause: Clause, posted: Any, *, take: str = "") -> SettleForm:
    return SettleForm(
        posted,
        clause=clause,
        said=table.start_of(clause, take),
        number=table.number_of(clause),
        partner=table.partner.get_short_name(),
        until_on=table.pairing.cohort.ends_on,
    )


def _context(table: Table, clause: Clause, form: SettleForm) -> dict[str, Any]:
    columns = table.columns()
    context = {"pairing": table.pairing, "partner": table.partner, "form": form, "clause": clause}
    context["column"] = next(column for column in columns if column.clause == clause)
    context["following"] = together.next_open(columns, clause.key)
    context["open"] = sum(not column.is_settled for column in columns)
    return context | table.roles


def _both_wordings(request: HttpRequest, pk: Any, clause: Clause) -> HttpResponse:
    """The other one settled it meanwhile: both wordings; saving again means this one."""
    table = _table(request, pk)
    typed = request.POST.copy()
    typed["shown"] = str(table.number_of(clause))
    context = _context(table, clause, _form(table, clause, typed))
    context["is_overtaken"] = True
    return render(request, "mentorship/agreement/settle.html", context, status=409)
