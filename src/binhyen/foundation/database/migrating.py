"""Migrations on an empty database without drawing the whole model anew at every step.

After each operation Django renders the changed model again, and with it every model two relations away. Through the
tables of users and bodies that is nearly all of them: 150 migrations took 65 seconds of computing, six of them SQL.
Here a new model is rendered alone, and a changed one with those that point to it: what the SQL of the next operation
is written from. Before Python code of a migration runs, Django renders everything afresh (``is_delayed``). Changes of
keys and names, which reach further, go Django's own way. A test holds the tables against the models they are made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState

Key = tuple[str, str]  # label of the app, name of the model in lower case
_INNER = "_find_reload_model"  # of Django's own; a change of its name ends the tests, not an installation
_whole = getattr(ProjectState, _INNER)


@contextmanager
def narrow_states() -> Iterator[None]:
    """While it lasts, migrations render only what the next operation needs."""
    setattr(ProjectState, _INNER, _narrow)
    try:
        yield
    finally:
        setattr(ProjectState, _INNER, _whole)


def _narrow(self: Any, app_label: str, model_name: str, delay: bool = False) -> set[Key]:
    key = (app_label, model_name.lower())
    try:
        model = self.apps.get_model(*key)
    except LookupError:
        self.is_delayed = True
        return {key}
    if not delay:
        found: set[Key] = _whole(self, app_label, model_name, delay)
        return found
    self.is_delayed = True
    fields = model._meta.get_fields(include_hidden=True)
    pointing = (field.related_model for field in fields if field.is_relation and field.auto_created)
    return {key} | {(one._meta.app_label, one._meta.model_name) for one in pointing if not isinstance(one, str)}
