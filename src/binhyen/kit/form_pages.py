"""A form as a page of its own."""

from __future__ import annotations

from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

INVALID = 422  # what was sent is not right


class Page(Protocol):
    def __call__(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse: ...


def form_page(folder: str) -> Page:
    """``page`` for the templates of one folder: it shows the form of its context, 422 where what was sent is wrong."""

    def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        status = INVALID if context["form"].is_bound else 200
        return render(request, f"{folder}/{template}.html", context, status=status)

    return page
