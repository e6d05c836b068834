"""A field that takes any number of files."""

from typing import Any

from django import forms


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """A list of files; none is fine where it is not required."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(Files, self).clean(one, initial) for one in given or [None]]
        return [one for one in cleaned if one]
