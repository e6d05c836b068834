"""Addresses that need no argument are looked up once: a page names some thirty of them, and they never change."""

from functools import cache
from typing import Any

from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.urls import reverse


@cache
def address(name: str) -> str:
    """The address of a page that takes no argument."""
    return reverse(name)


class AddressNode(URLNode):
    """``{% url %}`` with the look-up kept where there is nothing to fill in."""

    def render(self, context: Context) -> Any:
        if self.args or self.kwargs or self.asvar:
            return super().render(context)
        return address(self.view_name.resolve(context))


def url(parser: Parser, token: Token) -> AddressNode:
    """The ``url`` tag of Django, kept as it is but for ``AddressNode``."""
    node = parse_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
