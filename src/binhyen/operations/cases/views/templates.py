"""Doors of templates: the forms with their source and version, one form, its editor. Nobody's data is on them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.official_form import TemplateRefused
from binhyen.operations.cases.actions import papers as acts
from binhyen.operations.cases.actions.papers import OutOfDate
from binhyen.operations.cases.forms.papers import BLOCK_LABELS, TemplateForm, rows_from, rows_of
from binhyen.operations.cases.permissions import TEMPLATE_KEEPERS, TEMPLATE_READERS
from binhyen.operations.cases.queries import papers as queries
from binhyen.operations.cases.queries.papers import Edited
from binhyen.operations.cases.rules.paper_fields import CONDITIONS, GROUPS
from binhyen.operations.cases.rules.paper_forms import NoTemplate, PaperForm, Template
from binhyen.operations.cases.rules.paper_forms import forms as all_forms

SAVE, LOOK = "save", "look"


@require_GET
@requires(*TEMPLATE_READERS)
def templates(request: ReaderRequest) -> HttpResponse:
    """Every form: where it comes from, how far it is confirmed, which version is printed today."""
    rows = queries.form_rows(on=request.today)
    return render(request, "cases/papers_templates.html", {"rows": rows})


@require_GET
@requires(*TEMPLATE_READERS)
def template(request: ReaderRequest, code: str) -> HttpResponse:
    """One form: how it looks today, its versions, who changed it."""
    form = _form(code)
    own = queries.own_templates(code=form.code)
    current = queries.template_on(form=form, own=own, on=request.today) or form.templates[-1]
    head, filled = queries.specimen(form=form, template=current, on=request.today)
    context = {
        "form": form, "current": current, "head": head, "filled": filled, "made": queries.template_rows(code=form.code),
        "last": queries.next_version(code=form.code) - 1, "may_edit": request.scope.has(*TEMPLATE_KEEPERS),
    }  # fmt: skip
    return render(request, "cases/papers_template.html", context)


@require_http_methods(["GET", "POST"])
@requires(*TEMPLATE_KEEPERS)
def template_edit(request: ReaderRequest, code: str) -> HttpResponse:
    """The editor of a form's words: a preview while writing, saved as a new version."""
    form = _form(code)
    own = queries.own_templates(code=form.code)
    current = queries.template_on(form=form, own=own, on=request.today) or form.templates[-1]
    initial = {
        "issuer": current.issuer, "symbol": current.symbol, "valid_from": request.today, "old": current.old,
        "seen": queries.next_version(code=form.code) - 1,
    }  # fmt: skip
    act = request.POST.get("act", "")
    head = TemplateForm(request.POST or None, initial=initial)
    rows = rows_of(request.POST) if request.POST else rows_from(current)
    if act == SAVE and head.is_valid() and _saved(request, form, head, rows):
        return redirect("cases:template", code=form.code.lower())
    shown, trouble = _preview(request, form, current, rows)
    page = "cases/papers_template_edit.html" + ("#preview" if request.htmx else "")
    context = {
        "form": form, "head_form": head, "rows": rows, "labels": BLOCK_LABELS.items(), "conditions": CONDITIONS,
        "groups": GROUPS, "shown": shown, "trouble": trouble, "checked": act == SAVE,
    }  # fmt: skip
    return render(request, page, context, status=422 if act == SAVE else 200)


def _saved(request: ReaderRequest, form: PaperForm, head: TemplateForm, rows: list[dict[str, str]]) -> bool:
    given = head.cleaned_data
    body = {"issuer": given["issuer"], "symbol": given["symbol"], "old": given["old"], "blocks": rows}
    try:
        acts.save_template(
            scope=request.scope, code=form.code, body=body, valid_from=given["valid_from"], seen=given["seen"],
            source=given["source"], by=request.user, at=request.at,
        )  # fmt: skip
    except (TemplateRefused, NoTemplate) as refused:
        head.add_error(None, str(refused))
    except OutOfDate:
        head.add_error(None, _("Người khác vừa lưu một phiên bản của mẫu này. Hãy mở lại để xem rồi sửa tiếp."))
    else:
        messages.success(request, _("Đã lưu phiên bản mới của mẫu. Giấy tờ đã in trước không đổi."))
        return True
    return False


def _preview(request: ReaderRequest, form: PaperForm, current: Template, rows: list[dict[str, str]]) -> tuple[Any, str]:
    """The paper as it would look with what stands in the editor, or what is wrong with it."""
    edited = Edited(issuer=current.issuer, symbol=current.symbol, old=current.old, rows=rows)
    if sent := request.POST:
        edited = Edited(
            issuer=sent.get("issuer", ""), symbol=sent.get("symbol", ""), old="old" in sent, rows=rows
        )  # fmt: skip
    try:
        return queries.edited(form=form, current=current, edited=edited, on=request.today), ""
    except TemplateRefused as refused:
        return None, str(refused)


@require_POST
@requires(*TEMPLATE_KEEPERS)
def template_restore(request: ReaderRequest, code: str) -> HttpResponse:
    """Back to the words that came with the system, as a new version."""
    form = _form(code)
    seen = request.POST.get("seen", "")
    try:
        acts.restore_template(
            scope=request.scope, code=form.code, valid_from=request.today, by=request.user, at=request.at,
            seen=int(seen) if seen.isdecimal() else 0,
        )  # fmt: skip
        messages.success(request, _("Đã quay về bản gốc của hệ thống."))
    except OutOfDate:
        messages.error(request, _("Người khác vừa lưu một phiên bản của mẫu này. Hãy xem lại."))
    return redirect("cases:template", code=form.code.lower())


def _form(code: str) -> PaperForm:
    found = all_forms().get(code.upper())
    if found is None:
        raise Http404
    return found
