"""Run by the bench of the registers in a seeded province: medians of what people wait for, as JSON."""

import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402

from binhyen.registers.organisations import queries as organisations  # noqa: E402
from binhyen.registers.organisations.models import Body  # noqa: E402
from binhyen.registers.territories import actions, imports  # noqa: E402
from binhyen.registers.territories import queries as territories  # noqa: E402
from binhyen.registers.territories.models import CommuneSuccession  # noqa: E402

TYPED = ("cat", "cong an", "so y", "ubnd xa ban", "lao dong", "mat tran", "pc04", "công an xã bản l")
NAMES = ("Vạn Hòa", "xã Thống Nhất", "van hoa", "thị trấn Bát Xát", "02647", "Tân Tiến")
ROUNDS = 20


def median_ms(work: Callable[[str], object], inputs: tuple[str, ...]) -> float:
    taken = []
    for text in inputs * ROUNDS:
        start = time.perf_counter()
        work(text)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def main(at: datetime, on: date) -> None:
    complete = median_ms(lambda text: organisations.complete(text=text, on=on), TYPED)
    resolve = median_ms(lambda text: territories.resolve(text=text, on=on), NAMES)
    start = time.perf_counter()
    actions.load_codes(tables=imports.read_codes(), by=None, at=at)
    load = time.perf_counter() - start
    sizes = {"bodies": Body.objects.count(), "edges": CommuneSuccession.objects.count()}
    print(json.dumps({"complete_ms": complete, "resolve_ms": resolve, "load_s": load, **sizes}))


if __name__ == "__main__":
    moment = timezone.now()
    main(moment, timezone.localdate(moment))
