"""Text that somebody wrote for themself: sealed in the database, opened for the reader it is for.

    text = PrivateTextField(author="author")          on a Row that has can_be_read_by(reader)
    entry.text = "Today I ..."                        sealed when the row is saved
    entry.text                                        PrivateText: true unless empty, says [private]
    open_for(entry, "text", reader)                   the words, or NotYours
    open_many_for(entries, "text", reader)            {entry.pk: words}, keys in one query
    open_all_for([(goal, "title"), ...], reader)      the same over several models and fields
    Words([(goal, "title"), ...], reader)             the same, looked up: words[goal, "title"]
    seal_for(entry, "text", words)                    for a conditional .update(text=...)
    seal_pending(entries, "text")                     before bulk_create or bulk_update

Every way to the words goes through open_all_for, which asks each row first. Words are kept nowhere,
and a person's key only for the length of one call. What was sealed under a key that its owner has
since destroyed reads as ERASED, which is empty and says so (`words.is_erased`).

The bytes are bound to table, row, field and author, and to a fresh random nonce, so they open in no
other place and no two writes look alike. Somebody who may write to the database could still put an
*older* sealed text of the same row back. A model that must refuse this, too, names a column that is
raised with each new text and never otherwise: PrivateTextField(author=..., version="text_version").
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.http import Http404
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts import sealing
from accounts.models.person_key import PersonKey

SHOWN = "[private]"


class NotYours(Http404):
    """This reader may not open this text. A page that gets here says that there is nothing."""


class NotSealed(TypeError):
    """Something other than sealed text was on its way into the database, or into a search."""


class CannotLeave(TypeError):
    """Private text was on its way into a pickle: a cache, a session, a task argument."""


class Erased(str):
    """Empty words: the author's key was destroyed, so nobody can read the text any more.

    Code meets an empty string. A page that shows it all the same, such as the name of a link, says
    what has become of it.
    """

    __slots__ = ()
    is_erased = True

    def __html__(self) -> str:
        return escape(_("(erased)"))


ERASED = Erased()


class PrivateText:
    """Words on their way to, or sealed from, the database. It never shows what it holds.

    True unless empty. Has no way to the words: ask open_for.
    """

    __slots__ = ("_sealed", "_words")

    def __init__(self, words: str = "", *, sealed: bytes = b"") -> None:
        self._words, self._sealed = words, sealed

    def __bool__(self) -> bool:
        return bool(self._words or self._sealed)

    def __str__(self) -> str:
        return SHOWN

    def __repr__(self) -> str:
        return SHOWN

    def __format__(self, spec: str) -> str:
        return SHOWN

    def __copy__(self) -> PrivateText:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> PrivateText:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise CannotLeave("Private text cannot be pickled; pass the row's id instead.")


def open_for(row: Any, field_name: str, reader: Any) -> str:
    """The words of one row, if the row says that this reader may read it; NotYours otherwise."""
    return open_all_for([(row, field_name)], reader)[0]


def open_many_for(rows: Iterable[Any], field_name: str, reader: Any) -> dict[Any, str]:
    """The words of each row by its primary key; NotYours if any one row may not be read."""
    asked = list(rows)
    texts = open_all_for([(row, field_name) for row in asked], reader)
    return {row.pk: words for row, words in zip(asked, texts, strict=True)}


@sensitive_variables()
def open_all_for(places: Iterable[tuple[Any, str]], reader: Any) -> list[str]:
    """The words at each (row, field name), in order: the one way from sealed bytes to words."""
    asked = list(places)
    if not all(row.can_be_read_by(reader) for row, _name in asked):
        raise NotYours("There is nothing here.")
    sealed = {getattr(row, name)._sealed for row, name in asked} - {b""}
    keys = PersonKey.objects.opened({sealing.key_id_of(some) for some in sealed})
    return [_unsealed(row, name, keys) for row, name in asked]


class Words(dict[tuple[Any, str], str]):
    """The words of many rows, opened together: `words[row, field name]`."""

    def __init__(self, places: Iterable[tuple[Any, str]], reader: Any) -> None:
        asked = list(places)
        super().__init__(zip(asked, open_all_for(asked, reader), strict=True))


def _unsealed(row: Any, name: str, keys: dict[str, sealing.Key]) -> str:
    """Opened with one of these keys. Empty text needs none, nor an author."""
    text, field = getattr(row, name), field_of(row, name)
    if not text._sealed:
        return text._words
    if sealing.key_id_of(text._sealed) not in keys:
        return ERASED
    return sealing.unseal(keys, text._sealed, field.context(row)).decode()


def seal_for(row: Any, field_name: str, words: str) -> PrivateText:
    """Sealed for this row, to be written by a conditional update; the row itself is untouched."""
    return _seal([(row, field_name, PrivateText(words))])[0]


def seal_pending(rows: Iterable[Any], *field_names: str) -> None:
    """Seal what was assigned to these rows and not saved yet, with one query for all keys."""
    texts = [(row, name, getattr(row, name)) for row in rows for name in field_names]
    waiting = [place for place in texts if place[2]._words]
    for (row, name, _text), sealed in zip(waiting, _seal(waiting), strict=True):
        setattr(row, name, sealed)


@sensitive_variables()
def _seal(places: Sequence[tuple[Any, str, PrivateText]]) -> list[PrivateText]:
    """Empty text stays empty bytes, so that a row knows whether it says anything, unopened."""
    authors = {field_of(row, name).author_of(row) for row, name, text in places if text._words}
    keys = PersonKey.objects.for_writing(authors) if authors else {}
    return [
        _sealed(field_of(row, name), row, text._words, keys) if text._words else PrivateText()
        for row, name, text in places
    ]


def _sealed(
    field: PrivateTextField, row: Any, words: str, keys: dict[uuid.UUID, sealing.Key]
) -> PrivateText:
    # A lone surrogate cannot be encoded, and the error would carry the words.
    plain = words.encode("utf-8", "replace")
    return PrivateText(sealed=sealing.seal(keys[field.author_of(row)], plain, field.context(row)))


def field_of(row: Any, name: str) -> PrivateTextField:
    field = row._meta.get_field(name)
    if not isinstance(field, PrivateTextField):
        raise NotSealed(f"{row._meta.label}.{name} does not hold private text.")
    return field


class PrivateAttribute(DeferredAttribute):
    """Makes PrivateText of whatever is assigned, at once, so that no traceback shows the words."""

    def __set__(self, row: Any, value: Any) -> None:
        if isinstance(value, str):
            value = PrivateText(value)
        elif value is None or value == b"":
            value = PrivateText()
        elif not isinstance(value, PrivateText):
            raise NotSealed(f"{self.field.name} takes a string, not {type(value).__name__}.")
        row.__dict__[self.field.attname] = value


class PrivateTextField(models.BinaryField):
    """Holds sealed text of the person that the foreign key `author` points to.

    `bound_as` pins the "app.model.field" that the bytes are bound to. Give it the old name when a
    model or field is renamed, since nothing can open, and so nothing can seal again, all texts.
    """

    descriptor_class = PrivateAttribute

    def __init__(
        self, *args: Any, author: str, version: str = "", bound_as: str = "", **kwargs: Any
    ) -> None:
        self.author, self.version, self.bound_as = author, version, bound_as
        super().__init__(*args, **kwargs | {"blank": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for own in ("version", "bound_as"):
            if getattr(self, own):
                kwargs[own] = getattr(self, own)
        return name, path, args, kwargs | {"author": self.author}

    def author_of(self, row: Any) -> uuid.UUID:
        author_id = getattr(row, self._author().attname)
        if author_id is None:
            raise NotSealed(f"{row._meta.label}.{self.name} needs its {self.author} first.")
        return author_id

    def _author(self) -> models.ForeignKey[Any, Any]:
        author = self.model._meta.get_field(self.author)
        assert isinstance(author, models.ForeignKey)
        return author

    def context(self, row: Any) -> sealing.Context:
        """The place that the bytes are bound to."""
        bound_as = self.bound_as or f"{self.model._meta.label_lower}.{self.name}"
        table, _, field = bound_as.rpartition(".")
        version = getattr(row, self.version) if self.version else 0
        return sealing.Context(table, str(row.pk), field, str(self.author_of(row)), version)

    def pre_save(self, row: Any, add: Any) -> PrivateText:
        seal_pending([row], self.attname)
        return getattr(row, self.attname)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> PrivateText:
        """PostgreSQL hands out memoryviews, SQLite bytes."""
        return PrivateText(sealed=bytes(value or b""))

    def get_prep_value(self, value: Any) -> bytes | None:
        """Only sealed bytes, or nothing, go into the database; a search can only ask for empty."""
        if value is None or value in ("", b""):
            return None if value is None else b""
        if isinstance(value, PrivateText) and not value._words:
            return value._sealed
        raise NotSealed(f"{self.name} is not sealed yet: save the row, or use seal_for.")

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in ("exact", "isnull") else None

    def formfield(self, **kwargs: Any) -> None:
        """No form of its own: a form that shows [private] would save [private]."""

    def value_to_string(self, row: Any) -> str:
        """Sealed, as base64: a dump gives away no more than the database does."""
        return base64.b64encode(getattr(row, self.attname)._sealed).decode("ascii")

    def to_python(self, value: Any) -> Any:
        """Reads what value_to_string wrote; what is PrivateText already passes."""
        if not isinstance(value, str):
            return value
        try:
            return PrivateText(sealed=base64.b64decode(value, validate=True))
        except (binascii.Error, ValueError):
            raise ValidationError("This is not sealed text.", code="invalid") from None

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_row()]

    def _check_row(self) -> list[checks.CheckMessage]:
        """What the model must have, so that text can be sealed before the row is there."""
        wrong = []
        if not hasattr(self.model, "can_be_read_by"):
            wrong.append("its model needs can_be_read_by(reader)")
        if not self.model._meta.pk.has_default():
            wrong.append("its model needs a primary key that is known before saving")
        if not self._names_a_person():
            wrong.append("author= must name a foreign key to a person")
        if self.null:
            wrong.append("it cannot be null; empty text is empty")
        return [checks.Error(f"{self}: {what}.", obj=self, id="accounts.E003") for what in wrong]

    def _names_a_person(self) -> bool:
        try:
            author = self.model._meta.get_field(self.author)
        except FieldDoesNotExist:
            return False
        related = author.related_model if author.is_relation else None
        return related is not None and related._meta.label == settings.AUTH_USER_MODEL
