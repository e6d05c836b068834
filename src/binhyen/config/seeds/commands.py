"""``binhyen seed demo`` and ``binhyen seed logins``."""

import click
from django.utils import timezone

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.jobs import run
from binhyen.monitoring.indicators.actions.asking import ask_to_refresh
from binhyen.operations.cases.models import Case
from binhyen.operations.directives.values import DirectiveState

from . import directives, province
from .areas.fill import areas
from .figures import close_books
from .inspections import inspections
from .merit import merit
from .outgoing import outgoing
from .population import rosters
from .population.fill import people_and_cases, places
from .population.today import happen
from .recognitions import recognitions
from .reports import reports
from .reviews import reviews
from .units import units
from .work import work

WARNING = "Mật khẩu ai cũng biết. Không dùng cho công việc thật."


@click.command(name="demo", help="Dựng tỉnh minh họa: địa bàn, cơ quan, tài khoản, hai văn bản đã đọc.")
@click.option("--again", is_flag=True, help="Bổ sung vào cơ sở dữ liệu đã có dữ liệu; cái đã có được giữ nguyên.")
@click.option("--share", default=1.0, show_default=True, help="Bao nhiêu phần của số người minh họa (1 là đủ).")
def demo(again: bool, share: float) -> None:
    if User.objects.exists() and not again:
        raise click.ClickException(
            "Cơ sở dữ liệu đã có người dùng, nên không dựng tỉnh minh họa vào đó. "
            "Nếu đây đúng là bản minh họa, hãy chạy: binhyen seed demo --again"
        )
    at = timezone.now()
    cast = province.cast()
    for problem in province.load_registers(province=cast.province, on=timezone.localdate(at), at=at):
        click.echo(f"Lưu ý: {problem}", err=True)
    people = province.make_people(cast=cast, at=at)
    province.enter_hamlets(people=people, at=at)
    province.register_documents(people=people, at=at)
    with scope_in_database(THE_SYSTEM):
        refused = people_and_cases(province=cast.province, at=at, by=None, scale=share)
        close_books(people=people, at=at)
        stated = areas(places=places(province=cast.province), at=at, by=people["officer"], scale=share)
        recognitions(places=places(province=cast.province), at=at, by=people["officer"])
        reviews(places=places(province=cast.province), at=at, by=people["officer"])
        units(people=people, at=at)
        inspections(people=people, at=at)
        outgoing(people=people, at=at)
        dropped = happen(people=people, at=at)
        brought = rosters.bring(people=people, at=at)
        click.echo(f"Người và hồ sơ: {Case.objects.count()}. Vụ việc, điểm, cây, truy nã: {stated} dòng.")
    for job_id in [*([dropped] if dropped else []), *brought]:
        run(job_id=job_id)
    with scope_in_database(THE_SYSTEM):
        rosters.compare(people=people, at=timezone.now())
    handed_in = reports(people=people, province=cast.province, at=timezone.now())
    click.echo(f"Báo cáo đã gửi: {handed_in}.")
    ask_to_refresh(by=people["coordinator"], at=at)  # the server computes the figures as soon as it is up
    if refused:
        click.echo(f"Lưu ý: {len(refused)} việc không ghi được, ví dụ: {refused[0].objections[0].message}", err=True)
    for one in directives.read_all(people=people, at=at):
        click.echo(f"Đã đọc: {one.document}, {one.duties.count()} nhiệm vụ ({one.get_state_display()}).")
        if one.state == DirectiveState.SIGNED:
            click.echo(work(letter=one, people=people, at=at))
    merit(people=people, at=at)  # from the work
    _print(cast)


@click.command(name="logins", help="In tên đăng nhập của tỉnh minh họa.")
def logins() -> None:
    _print(province.cast())


def _print(cast: province.Cast) -> None:
    width = max(len(one.username) for one in cast.logins)
    click.echo(f"\nĐăng nhập (mật khẩu chung: {cast.password})")
    for one in cast.logins:
        click.echo(f"  {one.username:{width}}  {one.role}: {one.name}, {one.position}")
    click.secho(WARNING, fg="yellow")
