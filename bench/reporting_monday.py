"""Monday morning over HTTP: people sign in with their password, write their report, sign it; then all open at once."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from statistics import median, quantiles

PEOPLE, AT_ONCE = 150, 4
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Monday:
    people: int = PEOPLE
    sent: int = 0
    errors: int = 0
    took: float = 0  # seconds of the whole morning at full speed
    times: dict[str, list[float]] = field(default_factory=dict)  # ms by what was done

    @property
    def sign_in_p95(self) -> float:
        return p95(self.times["sign in"])

    @property
    def together_p95(self) -> float:
        return p95(self.times["together"])

    @property
    def open_median(self) -> float:
        return median(self.times["open"])


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


class Somebody:
    """One person with a browser's memory: cookies and the token of the last form."""

    def __init__(self, port: int, told: Monday) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.told, self.cookies, self.token = told, {}, ""  # type: ignore[var-annotated]

    def ask(self, what: str, path: str, form: dict[str, str] | None = None) -> str:
        """One request, counted under ``what``; an answer of 400 and more is an error."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": self.token})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "http://127.0.0.1/"}
        began = time.perf_counter()
        self.line.request("GET" if form is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode(errors="replace")
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
    """The morning of 150 people, four at a time as fast as the machine can; then 150 at the same moment."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reporting_monday_fill", str(PEOPLE)], env=env, check=True, stdout=subprocess.PIPE
    )
    given = json.loads(done.stdout)
    told = Monday()
    people = [Somebody(port, told) for _ in given["people"]]
    began = time.perf_counter()
    waiting = list(zip(people, given["people"], strict=True))
    everybody([threading.Thread(target=_mornings, args=(waiting[n::AT_ONCE], given, told)) for n in range(AT_ONCE)])
    told.took = time.perf_counter() - began
    together = threading.Barrier(len(people))
    addresses = [who["report"] for who in given["people"]]
    everybody([
        threading.Thread(target=_opens, args=(one, report, together))
        for one, report in zip(people, addresses, strict=True)
    ])  # fmt: skip
    return told


def everybody(threads: list[threading.Thread]) -> None:
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _mornings(people: list[tuple[Somebody, dict[str, str]]], given: dict[str, object], told: Monday) -> None:
    for somebody, who in people:
        _morning(somebody, who, given, told)


def _morning(one: Somebody, who: dict[str, str], given: dict[str, object], told: Monday) -> None:
    """Sign in, open the report, write what it must hold, read it, sign it."""
    one.ask("sign-in page", "/accounts/login/")
    one.ask("sign in", "/accounts/login/", {"login": who["name"], "password": str(given["password"])})
    page = f"/bao-cao/{who['report']}/"
    one.ask("open", page)
    if not who["sends"]:
        return
    for row, values in given["rows"].items():  # type: ignore[attr-defined]
        one.ask("write", f"{page}dong/{row}/", values)
    for block, text in given["blocks"].items():  # type: ignore[attr-defined]
        one.ask("write", f"{page}loi/{block}/", {"text": text, "version": "0"})
    shown = one.ask("read", f"{page}ky/")
    seen = re.search(r'name="seen" value="([^"]+)"', shown)
    one.ask("sign", f"{page}ky/", {"seen": seen.group(1) if seen else "", "agreed": "on"})
    told.sent += 1


def _opens(one: Somebody, report: str, together: threading.Barrier) -> None:
    together.wait()
    one.ask("together", f"/bao-cao/{report}/")
