"""Monday morning over HTTP: people sign in with their password, write their report, sign it; then all are there.

The half hour is pressed into three minutes: everything comes ten times as fast as it is asked for, each person at a
moment of their own, whether the server has answered the others or not. Then all 150 work side by side, each with a
click every ten seconds on average: that is what "150 people at once" is read as. Last, all click in the same instant,
which is only told: it is one page's cost times 150. Passwords are hashed by Argon2 as in use.

One of those who do not send writes everything but signs nothing: the filled form that is opened, over one connection.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

PEOPLE, OPENED, IDLE = 150, 30, 2.0  # seconds after which a line is dialled anew
MORNING, HURRY = 180.0, 10  # seconds of the pressed half hour; how many times as fast as asked for
LAST = 165.0  # seconds: whoever comes last still has to write and sign within the half hour
STEP = (0.3, 1.5)  # seconds between two steps of one person in the morning
TOGETHER, PAUSE = 40.0, (5.0, 15.0)  # seconds all work side by side; between two clicks of one of them
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Monday:
    people: int = PEOPLE
    sent: int = 0
    errors: int = 0
    took: float = 0  # seconds of the whole morning, until the last had an answer
    times: dict[str, list[float]] = field(default_factory=dict)  # ms by what was done
    queries: int = 0  # of the filled form

    @property
    def morning_p95(self) -> float:
        """Of every request of the morning, sign-ins too."""
        return p95(
            [one for what in ("sign-in page", "sign in", "open", "write", "read", "sign") for one in self.times[what]]
        )


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


class Somebody:
    """One person with a browser's memory: cookies and the token of the last form."""

    def __init__(self, port: int, told: Monday) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.told, self.cookies, self.token, self.used = told, {}, "", 0.0  # type: ignore[var-annotated]

    def ask(self, what: str, path: str, form: dict[str, str] | None = None) -> str:
        """One request, counted under ``what``; an answer of 400 and more, or none, is an error."""
        try:
            return self._ask(what, path, form)
        except (OSError, http.client.HTTPException) as broken:
            self.told.errors += 1
            sys.stderr.write(f"{what} {path}: {broken}\n")
            self.line.close()
            return ""

    def _ask(self, what: str, path: str, form: dict[str, str] | None) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": self.token})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "http://127.0.0.1/"}
        began = time.perf_counter()
        if began - self.used > IDLE:
            self.line.close()  # the server may have hung up; a browser dials again as well
        self.line.request("GET" if form is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode(errors="replace")
        self.used = time.perf_counter()
        self.told.times.setdefault(what, []).append((time.perf_counter() - began) * 1000)
        if answer.status >= 400:
            self.told.errors += 1
            sys.stderr.write(f"{what} {path}: {answer.status}\n")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        token = _TOKEN.search(text)
        self.token = token.group(1) if token else self.token
        return text


def monday(env: dict[str, str], port: int) -> Monday:
    """The morning of 150 people in three minutes; then all side by side; then all in one instant."""
    given = json.loads(measured(env, "bench.reporting_monday_fill", str(PEOPLE)))
    told, chance = Monday(), random.Random(47)
    people = [Somebody(port, told) for _ in given["people"]]
    both = list(zip(people, given["people"], strict=True))
    began = time.perf_counter()
    starts = [chance.uniform(0, LAST) for _ in people]
    everybody(_morning, [(one, who, given, began + at) for (one, who), at in zip(both, starts, strict=True)])
    told.took = time.perf_counter() - began
    until = time.perf_counter() + TOGETHER
    everybody(_works, [(one, who, until, random.Random(n)) for n, (one, who) in enumerate(both)])
    together = threading.Barrier(len(people))
    everybody(_clicks, [(one, who, together) for one, who in both])
    told.sent = int(measured(env, "bench.reporting_monday_fill", "sent"))
    _fills(both[-1][0], both[-1][1], given)
    told.queries = int(measured(env, "bench.reporting_measure", "opened", both[-1][1]["name"], both[-1][1]["report"]))
    return told


def measured(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, "-m", *words], env=env, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def everybody(does: Any, given: list[tuple[Any, ...]]) -> None:
    threads = [threading.Thread(target=does, args=one) for one in given]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _morning(one: Somebody, who: dict[str, str], given: dict[str, Any], at: float) -> None:
    """Sign in, open the report, write what it must hold, read it, sign it."""
    chance = random.Random(who["name"])
    time.sleep(max(0.0, at - time.perf_counter()))
    one.ask("sign-in page", "/accounts/login/")
    one.ask("sign in", "/accounts/login/", {"login": who["name"], "password": str(given["password"])})
    page = f"/bao-cao/{who['report']}/"
    one.ask("open", page)
    if not who["sends"]:
        return
    _writes(one, page, given, lambda: time.sleep(chance.uniform(*STEP)))
    shown = one.ask("read", f"{page}ky/")
    seen = re.search(r'name="seen" value="([^"]+)"', shown)
    time.sleep(chance.uniform(*STEP))
    one.ask("sign", f"{page}ky/", {"seen": seen.group(1) if seen else "", "agreed": "on", "capacity": "HEAD"})


def _writes(one: Somebody, page: str, given: dict[str, Any], rests: Callable[[], None], what: str = "write") -> None:
    """Every row that only a person can fill, and every text."""
    for row, values in given["rows"].items():
        rests()
        one.ask(what, f"{page}dong/{row}/", values)
    for block, text in given["blocks"].items():
        rests()
        one.ask(what, f"{page}loi/{block}/", {"text": text, "version": "0"})


def _fills(one: Somebody, who: dict[str, str], given: dict[str, Any]) -> None:
    """The filled form, opened again and again."""
    page = f"/bao-cao/{who['report']}/"
    _writes(one, page, given, lambda: None, "fill")
    for _ in range(OPENED):
        one.ask("open filled", page)


def _works(one: Somebody, who: dict[str, str], until: float, chance: random.Random) -> None:
    """Now here, now there, with the pauses of somebody who reads."""
    pages = [f"/bao-cao/{who['report']}/", "/bao-cao/", "/bao-cao/che-do/"]
    time.sleep(chance.uniform(0, PAUSE[0]))
    while time.perf_counter() < until:
        one.ask("together", chance.choice(pages))
        time.sleep(chance.uniform(*PAUSE))


def _clicks(one: Somebody, who: dict[str, str], together: threading.Barrier) -> None:
    together.wait()
    one.ask("one instant", f"/bao-cao/{who['report']}/")
