"""Every field of every table about people says how private it is: exports, logs and snapshots go by it."""

import pytest
from django.apps import apps

from binhyen.kit.privacy import Privacy
from tests.architecture.test_row_level_security import PEOPLE

WHOLE_SUBJECTS = {"people", "cases"}  # all their tables, those without people too
# fields of these names are never merely internal
NAMES = {"full_name", "search_key", "match_key", "cipher", "blind", "tail", "phone", "cells"}


def classed():
    """The models whose fields must have a class; a history table goes by the classes of what it tells of."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in PEOPLE or model._meta.app_label in WHOLE_SUBJECTS or "PRIVACY" in vars(model)
    ]


def wrong(model):
    """Fields without a class, classes without a field, and classes that are none."""
    tracked = getattr(model, "pgh_tracked_model", None)
    classes = getattr(tracked or model, "PRIVACY", {})
    fields = {field.name for field in model._meta.concrete_fields if not (tracked and field.name.startswith("pgh_"))}
    strange = set() if tracked else set(classes) - fields
    unclassed = {name for name, one in classes.items() if not isinstance(one, Privacy)}
    return sorted(fields - set(classes) | strange | unclassed)


def test_the_tables_about_people_are_found_with_their_histories():
    assert {model._meta.db_table for model in classed()} >= PEOPLE


@pytest.mark.parametrize("model", classed(), ids=lambda model: model._meta.label)
def test_every_field_has_a_privacy_class(model):
    assert wrong(model) == []


@pytest.mark.parametrize("model", classed(), ids=lambda model: model._meta.label)
def test_what_names_a_person_is_never_merely_internal(model):
    classes = getattr(getattr(model, "pgh_tracked_model", None) or model, "PRIVACY", {})

    low = {name for name in NAMES & set(classes) if classes[name] in {Privacy.PUBLIC, Privacy.INTERNAL}}

    assert low == set()


def test_a_field_nobody_classed_and_a_class_nobody_needs_are_found(monkeypatch):
    person = apps.get_model("people", "Person")
    kept = {name: one for name, one in person.PRIVACY.items() if name != "hamlet"}
    monkeypatch.setattr(person, "PRIVACY", {**kept, "gone": Privacy.PERSONAL, "sex": "secret"})

    assert wrong(person) == ["gone", "hamlet", "sex"]
    assert "hamlet" in wrong(apps.get_model("people", "PersonEvent"))
