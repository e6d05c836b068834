"""Fills every table about people with rows of a few persons, whatever its columns are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Field, Model

from binhyen.foundation.access.values import COMPARTMENTS

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PERSON = "people.person"
LATER = ("ends_at", "expires_at", "due_at", "known_to", "legal_to", "valid_to", "until", "answer_by", "extended_to")
PAIRED = {"left": "right", "person": "gone"}  # a second person of the same row; "left" comes first by number


@dataclass
class Filler:
    """``rows[table][key]`` is the letter of the person a row is about, and its compartment, "" where it has none."""

    maker: Model
    people: dict[str, Model] = field(default_factory=dict)
    rows: dict[str, dict[Any, tuple[str, str]]] = field(default_factory=dict)
    count: int = 0

    def fill(self, communes: dict[str, tuple[str, str]]) -> None:
        """A person for every letter of ``communes`` (commune, receiving commune) and rows about each everywhere."""
        tables = [model for model in apps.get_models() if model._meta.app_label in {"people", "cases"}]
        person = apps.get_model(PERSON)
        for letter, codes in communes.items():
            self.people[letter] = self._row(person, letter, codes)
        for letter, codes in communes.items():
            for model in tables:
                if model is not person and not model._meta.db_table.endswith("event"):
                    self._rows_of(model, letter, codes)

    def _rows_of(self, model: type[Model], letter: str, codes: tuple[str, str]) -> None:
        for compartment in COMPARTMENTS if self._has_compartment(model) else ("",):
            self._row(model, letter, codes, compartment)

    def _row(self, model: type[Model], letter: str, codes: tuple[str, str], compartment: str = "") -> Model:
        self.count += 1
        values = {
            f.name: value
            for f in model._meta.concrete_fields
            if (value := self._value(model, f, letter, codes, compartment)) is not models.NOT_PROVIDED
        }
        row = model._default_manager.create(**values)
        self.rows.setdefault(model._meta.db_table, {})[row.pk] = (letter, compartment)
        return row

    def _value(self, model: type[Model], f: Field, letter: str, codes: tuple[str, str], compartment: str) -> Any:
        known = {"commune_code": codes[0], "to_commune_code": codes[1], "compartment": compartment, "reader": "u:0"}
        if f.name in known:
            return known[f.name]
        if f.is_relation:
            return self._related(model, f, letter, codes)
        if f.null or f.has_default() or isinstance(f, models.AutoField | models.UUIDField):
            return models.NOT_PROVIDED
        return self._plain(f)

    def _related(self, model: type[Model], f: Field, letter: str, codes: tuple[str, str]) -> Any:
        target = f.related_model
        if target._meta.label_lower == PERSON:
            if f.name in PAIRED.values():
                return self._other(letter)
            return self.people[letter] if f.name in {"person", "left"} else models.NOT_PROVIDED
        if f.null:
            return models.NOT_PROVIDED
        if target is get_user_model():
            return self.maker
        return self._row(target, letter, codes, COMPARTMENTS[0] if self._has_compartment(target) else "")

    @staticmethod
    def _has_compartment(model: type[Model]) -> bool:
        """Its rows lie in compartments; a crossing and what it gives only speak of one."""
        return model._meta.model_name not in {"reach", "crossing"} and any(
            f.name == "compartment" for f in model._meta.fields
        )

    def _other(self, letter: str) -> Model:
        """A person nobody asks about, with a number above all others."""
        if "other" not in self.people:
            self.people["other"] = self._row(apps.get_model(PERSON), "other", ("99999", ""))
        return self.people["other"]

    def _plain(self, f: Field) -> Any:
        if isinstance(f, models.DateTimeField):
            return NOW + timedelta(days=f.name in LATER, seconds=self.count)
        if isinstance(f, models.DateField):
            return NOW.date() + timedelta(days=f.name in LATER)
        if isinstance(f, models.CharField | models.TextField):
            return "" if f.blank else hashlib.sha256(str(self.count).encode()).hexdigest()[: f.max_length or 20]
        if isinstance(f, models.BinaryField):
            return str(self.count).encode()
        if isinstance(f, models.JSONField):
            return {}
        return self.count % 30000
