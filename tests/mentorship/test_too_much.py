"""More than one form may hold is answered by a page that says what to do, and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft
from mentorship.models import Intake
from tests.access.digest import changed, digest

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"
FORMS = {"with a file": {}, "without one": {"content_type": URLENCODED}}


def too_long() -> str:
    about = "x" * 1000
    rows = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // len(about)
    people = (f"person{row}@example.org,{about}\n" for row in range(rows))
    return f"Email,About\n{''.join(people)}"


def pasted(client: Client, cohort: Any, **how: str) -> Any:
    body = f"text={too_long()}" if how else {"text": too_long()}
    return client.post(reverse("cohort_import", args=[cohort.pk]), body, **how)


@pytest.mark.parametrize("how", FORMS.values(), ids=FORMS)
def test_a_list_that_is_too_long_to_paste(
    cohort: Any, coordinator: Any, how: dict[str, str]
) -> None:
    Draft.objects.keep(by=coordinator, place="journal", text="Half a", now=timezone.now())
    client = Client(raise_request_exception=False)
    client.force_login(coordinator)
    before = digest()
    answer = pasted(client, cohort, **how)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert page.count("<h1") == 1
    assert [words in page for words in ("2.5\xa0MB long", "CSV file", "10.0\xa0MB")] == [True] * 3
    assert changed(before, digest()) == set()


def test_the_same_list_comes_in_as_a_file(cohort: Any, coordinator: Any, client: Client) -> None:
    client.force_login(coordinator)
    page = reverse("cohort_import", args=[cohort.pk])
    record = client.get(page).context["form"]["record"].value()
    file = SimpleUploadedFile("people.csv", too_long().encode())
    answer = client.post(page, {"file": file, "record": record})
    assert answer["Location"] == reverse("intake_columns", args=[Intake.objects.get().pk])


def test_a_visitor_gets_the_same_page() -> None:
    answer = Client(raise_request_exception=False).post(
        reverse("account_login"), {"login": too_long()}
    )
    assert answer.status_code == 413
