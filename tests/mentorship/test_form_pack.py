"""Every field says who reads it, what is wanted and what is wrong, and ties that to its control."""

from __future__ import annotations

import re
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.template import Context, Template

WHOLE = "{% load crispy_forms_tags %}{% crispy form %}"
FIELDS = "{% load crispy_forms_tags %}{{ form|crispy }}"
SIDES = (("me", "Only me"), ("pair", "My mentor and me"))


class Note(forms.Form):
    audience, partner = "pair", "Dela"
    audiences = {"secret": "me"}
    body = forms.CharField(label="One thing", help_text="Half a sentence.", widget=forms.Textarea)
    secret = forms.CharField(label="A note", required=False)
    email = forms.EmailField(label="E-mail", required=False)
    side = forms.ChoiceField(label="Who reads it", choices=SIDES, widget=forms.RadioSelect)
    side.hints = {"me": "Nobody else."}  # type: ignore[attr-defined]
    pace = forms.ChoiceField(
        label="Pace",
        choices=(("1", "1"), ("2", "2")),
        required=False,
        widget=forms.RadioSelect({"class": "scale"}),
    )
    pace.ends = ("slower", "faster")  # type: ignore[attr-defined]
    mails = forms.BooleanField(label="Mails", required=False)
    record = forms.CharField(widget=forms.HiddenInput, initial="a<b")


def draw(form: forms.Form, template: str = FIELDS) -> str:
    return Template(template).render(Context({"form": form}))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(html: str, name: str) -> str:
    """The markup of one field, up to the next one."""
    return html.partition(f'id="div_id_{name}"')[2].partition('id="div_id_')[0]


def described(html: str) -> str:
    return html.partition('aria-describedby="')[2].partition('"')[0]


def attributes(html: str, tag: str) -> dict[str, str]:
    found = re.search(rf"<{tag}\b([^>]*)>", html)
    assert found, tag
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found[1]))


def test_who_reads_it_stands_above_the_box() -> None:
    told = words(part(draw(Note()), "body").partition("<textarea")[0])
    assert told.endswith("One thing Dela and you can read this Half a sentence.")


def test_one_field_may_have_other_readers_than_its_form() -> None:
    told = words(part(draw(Note()), "secret").partition("<input")[0])
    assert told.endswith("A note (optional) Only you can read this")


@pytest.mark.parametrize("name", ["email", "side", "pace", "mails"])
def test_only_texts_take_the_audience_of_their_form(name: str) -> None:
    assert part(draw(Note()), name).count("can read this") == 0


def test_a_control_is_described_by_readers_hint_and_error_in_that_order() -> None:
    box = attributes(part(draw(Note({})), "body"), "textarea")
    described = "id_body_audience id_body_helptext id_body_error"
    assert (box["aria-describedby"], box["aria-invalid"]) == (described, "true")


def test_everything_that_describes_a_field_is_on_the_page() -> None:
    html = draw(Note({}))
    named = {
        name for ids in re.findall(r'aria-describedby="([^"]+)"', html) for name in ids.split()
    }
    assert named - set(re.findall(r'\bid="([^"]+)"', html)) == set()


def test_no_id_is_used_twice() -> None:
    ids = re.findall(r'\bid="([^"]+)"', draw(Note({})))
    assert sorted(ids) == sorted(set(ids))


def test_the_summary_comes_first_and_each_link_lands_on_a_control() -> None:
    html = draw(Note({}))
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', html)
    assert html.index("error-summary") < html.index("div_id_body")
    assert links == [
        ("id_body", "One thing: Please fill this in."),
        ("id_side_0", "Who reads it: Please choose one."),
    ]
    assert [name for name, _ in links if f'id="{name}"' not in html] == []


def test_the_same_words_stand_beside_the_field() -> None:
    assert words(part(draw(Note({})), "body")).count("Please fill this in.") == 1


def test_a_field_keeps_the_words_it_brings() -> None:
    class Other(forms.Form):
        on = forms.DateField(label="Day", error_messages={"required": "Choose a day before June."})

    assert words(draw(Other({}))).count("Choose a day before June.") == 2


def test_choices_are_tiles_in_a_named_group() -> None:
    html = part(draw(Note({"side": "me"})), "side")
    assert words(html.partition("</legend>")[0].rpartition("<legend")[2]).endswith("Who reads it")
    assert html.count('class="tile"') == 2
    assert attributes(html, "input")["aria-describedby"] == "id_side_0_hint"
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["me"]


def test_a_scale_says_what_its_ends_mean() -> None:
    html = part(draw(Note()), "pace")
    assert html.count('class="tiles tiles-scale"') == 1
    told = words(html.partition("</fieldset>")[0])
    assert told.endswith("1 2 Lowest: slower Highest: faster")
    assert described(html) == "id_pace_ends"


def test_what_is_optional_says_so() -> None:
    html = draw(Note())
    marked = [name for name in Note().fields if "optional" in part(html, name)]
    assert marked == ["secret", "email", "pace"]


def test_a_hidden_value_is_escaped() -> None:
    assert draw(Note()).count('value="a&lt;b"') == 1


def test_a_placeholder_that_repeats_the_label_goes() -> None:
    class Door(forms.Form):
        login = forms.EmailField(
            label="E-mail", widget=forms.EmailInput({"placeholder": "E-mail address"})
        )
        code = forms.CharField(label="Code", widget=forms.TextInput({"placeholder": "six letters"}))

    assert re.findall(r'placeholder="([^"]+)"', draw(Door())) == ["six letters"]


def test_the_whole_form_brings_its_frame_and_its_button() -> None:
    form: Any = Note()
    form.helper = FormHelper()
    form.helper.add_input(Submit("save", "Save"))
    html = draw(form, WHOLE)
    assert attributes(html, "form")["method"] == "post"
    assert attributes(html, "button")["class"] == "button button-main"


def test_a_layout_may_group_and_pair_fields() -> None:
    form: Any = Note()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Words", "body", "secret"), Row(Column("side"), Column("pace"))
    )
    html = draw(form, WHOLE)
    assert html.count('class="fieldset-legend">Words<') == 1
    assert html.count('class="pair-of-fields"') == 1
    shown = ["body", "secret", "side", "pace"]
    assert re.findall(r'id="div_id_(\w+)"', html) == shown


def test_a_set_of_forms_is_drawn_with_its_management() -> None:
    several = forms.formset_factory(Note, extra=2)()
    html = Template(FIELDS).render(Context({"form": several}))
    assert html.count("TOTAL_FORMS") == 2
    assert html.count("<textarea") == 2
