"""One search over everything a reader may see, tones or not. Each subject looks in its own way and scope."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from binhyen.foundation.access.values import Scope
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.directives.queries import register as duties
from binhyen.operations.directives.queries.register import RegisterFilter
from binhyen.operations.directives.queries.visible import visible_directives
from binhyen.registers.organisations import queries as organisations
from binhyen.registers.territories import queries as territories

from . import glossary
from .deciding import document_name
from .values import Hit, Hits

LIMIT = 6


def search(*, text: str, scope: Scope, on: date) -> list[Hits]:
    """What ``text`` finds, subject by subject, empty ones left out. Nothing is asked for text without a letter."""
    words = search_key(text).split()
    if not words:
        return []
    found = [
        _directives(words, scope, on),
        _duties(text, scope, on),
        _bodies(text, on),
        _communes(text, on),
        _words(text),
    ]
    return [hits for hits in found if hits.hits]


def _more(name: str, text: str, given: str = "q") -> str:
    return f"{reverse(name)}?{urlencode({given: text})}"


def _directives(words: list[str], scope: Scope, on: date) -> Hits:
    rows = _holding(visible_directives(scope, on).select_related("document"), "document__search_key", words)
    hits = [
        Hit(document_name(one.document), one.document.issuer_name, reverse("directives:directive", args=[one.pk]))
        for one in rows.order_by("-received_at", "-pk")[:LIMIT]
    ]
    return Hits(_("Văn bản chỉ đạo"), "directive", hits)


def _duties(text: str, scope: Scope, on: date) -> Hits:
    rows = duties.rows(duties.register(scope=scope, on=on, asked=RegisterFilter(text=text)))[:LIMIT]
    hits = [
        Hit(
            str(row["title"]),
            " · ".join(str(row[name]) for name in ("lead_names", "deadline_text") if row[name]),
            reverse("directives:register-duty", args=[row["id"]]),
        )
        for row in rows
    ]
    return Hits(_("Việc"), "task", hits, _more("directives:register", text))


def _bodies(text: str, on: date) -> Hits:
    hits = [
        Hit(one.name, " · ".join(filter(None, (str(one.level_label), one.by_alias, one.note))), _body(one.key))
        for one in organisations.complete(text=text, on=on, limit=LIMIT)
    ]
    return Hits(_("Cơ quan"), "body", hits)


def _body(key: str) -> str:
    return reverse("organisations:body", args=[key])


def _communes(text: str, on: date) -> Hits:
    hits = []
    for match in territories.resolve(text=text, on=on).matches[:LIMIT]:
        note = match.province_name
        if match.former_name:
            note = _("%(province)s · trước là %(name)s") % {"province": note, "name": match.former_name}
        hits.append(Hit(match.full_name, note, reverse("territories:commune", args=[match.code])))
    return Hits(_("Địa bàn"), "area", hits)


def _words(text: str) -> Hits:
    hits = [Hit(term.vi, term.meaning_vi, _more("portal:help", term.vi, "tu")) for term in glossary.find(text)[:LIMIT]]
    return Hits(_("Từ ngữ"), "help", hits, _more("portal:help", text))


def _holding[Rows: QuerySet](rows: Rows, field: str, words: list[str]) -> Rows:
    for word in words:
        rows = rows.filter(**{f"{field}__contains": word})
    return rows
