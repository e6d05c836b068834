"""Doors of templates: which there are, the editor with the page as it would be printed, a new one of the province's."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.official_document import TooManyPoints
from binhyen.kit.official_pdf import NoLetters, pictures_of
from binhyen.registers.documents.actions import DocumentRefused
from binhyen.registers.documents.actions import templates as acts
from binhyen.registers.documents.forms.outgoing import OwnTemplateForm, TemplateForm
from binhyen.registers.documents.laying import laid
from binhyen.registers.documents.permissions import DRAFTERS, TEMPLATE_KEEPERS, may_keep_templates
from binhyen.registers.documents.queries import templates as queries
from binhyen.registers.documents.rules.templates import AS_SHIPPED, ENDED, Template, shipped
from binhyen.registers.documents.rules.wording import WordsRefused
from binhyen.registers.documents.values import Words

SAVE, RESTORE, END = "save", "restore", "end"
_WORDLESS = {RESTORE: (AS_SHIPPED, "Quay về bản gốc của hệ thống"), END: (ENDED, "Thôi dùng mẫu này")}
_WORDS = ("abstract", "addressed", "text", "recipients")


@require_GET
@requires(*DRAFTERS)
def templates(request: ReaderRequest) -> HttpResponse:
    """Every template: as it counts today, and what is written for later."""
    context = {"rows": queries.listed(on=request.today), "may_keep": may_keep_templates(scope=request.scope)}
    return render(request, "documents/template_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(*DRAFTERS)
def template(request: ReaderRequest, code: str) -> HttpResponse:
    """One template, or one version of it, with its pages; who keeps templates writes the next version here."""
    shown = _shown(request, code)
    keeps = may_keep_templates(scope=request.scope)
    initial = {name: getattr(shown, name) for name in _WORDS}
    versions = queries.versions(code=code, on=request.today)
    later = shown.version in {one.number for one in versions if one.standing == "later"}
    initial |= {"valid_from": shown.valid_from if later else request.today, "seen": queries.last_version(code=code)}
    form = TemplateForm(request.POST or None, initial=initial)
    act = request.POST.get("act", "")
    if act in {SAVE, *_WORDLESS}:
        if not keeps:
            raise PermissionDenied
        if _saved(request, code, form, act):
            return redirect("documents:template", code)
    pages, trouble = _pages(shown.kind, form)
    context = {
        "template": shown, "form": form, "pages": pages, "trouble": trouble, "may_keep": keeps,
        "versions": versions, "checked": act in {SAVE, *_WORDLESS},
        "own": code not in shipped(),
        "later": later,
    }  # fmt: skip
    return render(request, "documents/template.html", context, status=422 if act in {SAVE, *_WORDLESS} else 200)


@require_http_methods(["GET", "POST"])
@requires(*TEMPLATE_KEEPERS)
def begin(request: ReaderRequest) -> HttpResponse:
    """A template of the province's own."""
    form = OwnTemplateForm(request.POST or None, initial={"valid_from": request.today, "seen": 0, "kind": "Biên bản"})
    act = request.POST.get("act", "")
    if act == SAVE and form.is_valid() and (code := _created(request, form)):
        return redirect("documents:template", code)
    pages, trouble = _pages(str(form["kind"].value() or ""), form) if request.POST else ([], "")
    context = {"form": form, "pages": pages, "trouble": trouble, "checked": act == SAVE, "may_keep": True, "own": True}
    return render(request, "documents/template.html", context, status=422 if act == SAVE else 200)


def _shown(request: ReaderRequest, code: str) -> Template:
    """The version asked for, else the last one written: whoever writes the next begins from it."""
    asked = request.GET.get("ban", "")
    version = int(asked) if asked.isdecimal() and len(asked) < 5 else None
    found = queries.latest(code=code) if version is None else queries.at_version(code=code, version=version)
    if found is None:
        raise Http404
    return found


def _created(request: ReaderRequest, form: OwnTemplateForm) -> str:
    given = form.cleaned_data
    try:
        made = acts.create_template(
            scope=request.scope, title=given["title"], kind=given["kind"], body=form.body(),
            valid_from=given["valid_from"], source=given["source"], by=request.user, at=request.at,
        )  # fmt: skip
    except (WordsRefused, DocumentRefused) as refused:
        form.add_error(None, str(refused))
        return ""
    messages.success(request, _("Đã lưu mẫu mới. Ai soạn văn bản cũng chọn được mẫu này từ ngày bắt đầu dùng."))
    return made.code


def _saved(request: ReaderRequest, code: str, form: TemplateForm, act: str) -> bool:
    if act == SAVE and not form.is_valid():
        return False
    given: Mapping[str, Any] = form.cleaned_data if act == SAVE else {"valid_from": request.today}
    wordless, because = _WORDLESS.get(act, ("", ""))
    seen = request.POST.get("seen", "")
    try:
        acts.save_template(
            scope=request.scope, code=code, body={wordless: "1"} if wordless else form.body(),
            valid_from=given["valid_from"], seen=int(seen) if seen.isdecimal() else 0,
            source=because or given["source"], by=request.user, at=request.at,
        )  # fmt: skip
    except (WordsRefused, DocumentRefused) as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Đã lưu phiên bản mới của mẫu. Văn bản đã soạn trước không đổi."))
    return True


def _pages(kind: str, form: TemplateForm) -> tuple[list[str], str]:
    """The pages of a specimen as pictures for the page itself, or what is wrong with the words."""
    said = {name: str(form[name].value() or "") for name in _WORDS}
    specimen = Words(
        kind=kind, issuer_name="Cơ quan ban hành", sign="CQBH", unit="ĐVS", place="Địa danh", signer="Họ và tên",
        head_post="Chức vụ", abstract=said["abstract"], addressed=said["addressed"], text=said["text"],
        recipients=said["recipients"],
    )  # fmt: skip
    try:
        return [f"data:image/png;base64,{b64encode(one).decode()}" for one in pictures_of(laid(specimen), ppi=72)], ""
    except (WordsRefused, TooManyPoints, NoLetters) as refused:
        return [], str(refused)
