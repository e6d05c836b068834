"""The JSON API: one address, one description (docs/openapi.json), refusals as RFC 9457 problems."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import django_auth

from binhyen.monitoring.classification.api.classes import router as classes
from binhyen.monitoring.indicators.api import router as figures
from binhyen.monitoring.reporting.actions.refusals import ReportRefused, StaleCell
from binhyen.monitoring.reporting.api import router as reports
from binhyen.operations.cases.actions.refusals import CaseChanged, CaseRefused, FactRefused, ReasonNeeded
from binhyen.operations.cases.api.cases import router as cases
from binhyen.operations.directives.actions.desk import StaleEdit
from binhyen.operations.directives.actions.fields import NotUnderstood
from binhyen.operations.directives.actions.intake import AlreadyThere, NotTaken
from binhyen.operations.directives.api import register, review  # noqa: F401 - importing them fills the router
from binhyen.operations.directives.api.desk import NotAllowed, router
from binhyen.operations.directives.reader.values import Refused
from binhyen.operations.directives.rules import NotPossible
from binhyen.operations.offences.api import router as offences
from binhyen.operations.offences.rules.problems import OffenceRefused
from binhyen.operations.work.api import router as work
from binhyen.operations.work.values import WorkRefused
from binhyen.registers.organisations.api import router as bodies
from binhyen.registers.people import api as people
from binhyen.registers.people.actions.registering import AlreadyRegistered
from binhyen.registers.people.rules.problems import PersonRefused

api = NinjaAPI(
    title="Bình Yên",
    version="1",
    description="Directives, duties and their register. Sign in as on the pages; every answer is within your scope.",
    auth=django_auth,
    docs_url=None,  # the description is a file; a page of it would need inline scripts
    urls_namespace="api",
)
api.add_router("", router)
api.add_router("", cases)
api.add_router("", figures)
api.add_router("", classes)
api.add_router("", offences)
api.add_router("", reports)
api.add_router("", work)
api.add_router("", people.router)
api.add_router("", bodies)


def _problem(request: HttpRequest, status: int, title: str, detail: str, **more: Any) -> HttpResponse:
    answer = api.create_response(request, {"title": title, "detail": detail, "status": status, **more}, status=status)
    answer["Content-Type"] = "application/problem+json"
    return answer


@api.exception_handler(AuthenticationError)
def _who(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(request, 401, "Chưa đăng nhập", "Hãy đăng nhập rồi gọi lại.")


@api.exception_handler(Http404)
@api.exception_handler(ObjectDoesNotExist)
def _nowhere(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(request, 404, "Không tìm thấy", "Không có mục này, hoặc nó không thuộc phạm vi của anh/chị.")


@api.exception_handler(NotAllowed)
@api.exception_handler(PermissionDenied)
@api.exception_handler(people.PeopleForbidden)
def _not_allowed(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(request, 403, "Không được phép", "Vai trò của anh/chị không được làm việc này.")


@api.exception_handler(StaleEdit)
@api.exception_handler(WorkRefused)
@api.exception_handler(NotPossible)
def _conflict(request: HttpRequest, error: Exception) -> HttpResponse:
    return _problem(request, 409, "Không thực hiện được", str(error))


@api.exception_handler(StaleCell)
@api.exception_handler(ReportRefused)
def _report(request: HttpRequest, error: Exception) -> HttpResponse:
    return _problem(request, 409, "Không ghi được", str(error))


@api.exception_handler(AlreadyRegistered)
def _known(request: HttpRequest, error: AlreadyRegistered) -> HttpResponse:
    return _problem(request, 409, "Người này có thể đã có", str(error))


@api.exception_handler(PersonRefused)
def _person_refused(request: HttpRequest, error: PersonRefused) -> HttpResponse:
    return _problem(request, 422, "Dữ liệu gửi lên chưa đúng", str(error))


@api.exception_handler(OffenceRefused)
def _offence(request: HttpRequest, error: OffenceRefused) -> HttpResponse:
    problems = [{"field": one.field, "message": one.message} for one in error.problems]
    return _problem(request, 422, "Dữ liệu gửi lên chưa đúng", str(error), problems=problems)


@api.exception_handler(CaseRefused)
def _case(request: HttpRequest, error: CaseRefused) -> HttpResponse:
    return _problem(request, 409, "Không ghi được", str(error))


@api.exception_handler(CaseChanged)
def _overtaken(request: HttpRequest, error: CaseChanged) -> HttpResponse:
    return _problem(request, 409, "Hồ sơ vừa thay đổi", str(error), version=error.version)


@api.exception_handler(FactRefused)
@api.exception_handler(ReasonNeeded)
def _by_law(request: HttpRequest, error: FactRefused | ReasonNeeded) -> HttpResponse:
    title = "Luật không cho phép" if isinstance(error, FactRefused) else "Cần nêu lý do"
    objections = [
        {"code": one.code, "severity": one.severity, "message": one.message, "article": one.article, "field": one.field}
        for one in error.objections
    ]
    return _problem(request, 422, title, str(error), objections=objections)


@api.exception_handler(AlreadyThere)
def _twice(request: HttpRequest, error: AlreadyThere) -> HttpResponse:
    return _problem(request, 409, "Văn bản này đã có", f"Tệp giống hệt đã được nhận: /api/v1/intakes/{error.intake.pk}")


@api.exception_handler(NotTaken)
def _not_taken(request: HttpRequest, error: NotTaken) -> HttpResponse:
    return _problem(request, 422, "Không nhận được tệp", str(error))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _problem(request, 422, "Không đọc được", error.message)


@api.exception_handler(ValidationError)
def _wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = "; ".join(f"{'.'.join(str(step) for step in e['loc'][-1:])}: {e['msg']}" for e in error.errors)
    return _problem(request, 422, "Dữ liệu gửi lên chưa đúng", places)


@api.exception_handler(NotUnderstood)
@api.exception_handler(ValueError)
def _value(request: HttpRequest, error: Exception) -> HttpResponse:
    return _problem(request, 422, "Dữ liệu gửi lên chưa đúng", str(error))
