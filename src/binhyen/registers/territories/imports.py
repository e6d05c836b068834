"""Reads the official code tables of ``law/codes`` and boundary files into values."""

import csv
import gzip
import io
import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from binhyen.kit.headed_tables import TableNotFound, find
from binhyen.kit.paths import LAW
from binhyen.kit.spreadsheets import SpreadsheetUnreadable, read
from binhyen.kit.vietnamese.text import clean, collapse, search_key

from .values import AreaShape, CodeTables, CommuneFacts, CommuneVersion, ProvinceVersion, SuccessionEdge

CODES = LAW / "codes"
FIRST_BASIS = "19/2025/QĐ-TTg"  # the decision that gave every commune its code; an empty basis means it
LEAST_RING_POINTS = 4  # a closed ring: a triangle and its first point again


MOST_PEOPLE = 5_000_000  # of one commune; more is a slip


def read_populations(*, data: bytes, communes: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """People by commune code from a unit's list, and what could not be read, a sentence each.

    ``communes`` are code and full name of those asked for; a row names one by its code or its name.
    """
    try:
        rows = read(data=data)
        table = find(rows=rows, headings=_toml(LAW / "population_headings.toml")["populations"], needed=["people"])
    except (SpreadsheetUnreadable, TableNotFound) as refusal:
        return {}, [str(refusal)]
    named = {search_key(name): code for code, name in communes.items()}
    bare: dict[str, list[str]] = {}
    for name, code in named.items():
        bare.setdefault(name.partition(" ")[2], []).append(code)
    found: dict[str, int] = {}
    problems: list[str] = []
    for row in table.rows:
        code = _code(row.cells.get("code"), row.cells.get("commune"), communes, named, bare)
        people = _people(row.cells.get("people"))
        if not code or people is None:
            why = "không rõ xã nào" if not code else "số nhân khẩu không đọc được"
            problems.append(f"Dòng {row.number}: {why}.")
        elif found.setdefault(code, people) != people:
            problems.append(f"Dòng {row.number}: {communes[code]} đã có số khác ở dòng trên.")
    return found, problems


def _code(
    code: Any, name: Any, communes: Mapping[str, str], named: Mapping[str, str], bare: Mapping[str, list[str]]
) -> str:
    """A code written as a number has lost its zeros. A name two communes have is no name of one."""
    written = f"{int(code):05}" if isinstance(code, int | float) else collapse(clean(str(code or ""))).zfill(5)
    if written in communes:
        return written
    key = search_key(str(name or ""))
    same = bare.get(key, [])
    return named.get(key) or (same[0] if len(same) == 1 else "")


def _people(cell: Any) -> int | None:
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) and 0 <= cell <= MOST_PEOPLE else None
    digits = str(cell or "").strip().replace(".", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and int(digits) <= MOST_PEOPLE else None


class BoundaryFileUnreadable(Exception):
    """The file is no TopoJSON of areas with codes; the message is a Vietnamese sentence."""


def read_codes(*, folder: Path = CODES, provinces: Collection[str] = ()) -> CodeTables:
    """The code tables, all of them or only those of some provinces (by code).

    Edges of the conversion table are kept where they lead into a kept commune.
    """
    meant = _toml(folder / "sources.toml")["commune_facts.csv"]
    wanted = set(provinces)
    kept_rows = [row for row in _rows(folder / "provinces.csv") if not wanted or row["code"] in wanted]
    resolutions = {row["code"]: row["commune_basis"] for row in kept_rows}
    communes = tuple(
        _commune(row, resolutions[row["province"]])
        for row in _rows(folder / "communes.csv")
        if not wanted or row["province"] in wanted
    )
    kept = {commune.code: resolutions[commune.province] for commune in communes}
    return CodeTables(
        provinces=tuple(_province(row) for row in kept_rows),
        communes=communes,
        successions=tuple(
            SuccessionEdge(**row) for row in _rows(folder / "old_to_new.csv.gz") if row["new_code"] in kept
        ),
        facts=tuple(
            _facts(row, kept[row["code"]]) for row in _rows(folder / "commune_facts.csv") if row["code"] in kept
        ),
        population_as_of=meant["as_of"],
    )


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def read_boundaries(*, path: Path) -> tuple[AreaShape, ...]:
    """Shapes of a TopoJSON file, one per area. ``properties.code`` names the area."""
    try:
        topology = json.loads(path.read_bytes())
        arcs = _absolute_arcs(topology)
        geometries = [g for group in topology["objects"].values() for g in group["geometries"]]
        return tuple(AreaShape(g["properties"]["code"], tuple(_polygons(g, arcs))) for g in geometries)
    except OSError as error:
        raise BoundaryFileUnreadable(f"Không mở được tệp {path.name}: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BoundaryFileUnreadable(
            f"Tệp {path.name} không phải TopoJSON có mã địa bàn (properties.code). Hãy kiểm tra lại tệp nguồn."
        ) from error


def _rows(path: Path) -> Iterator[dict[str, str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return csv.DictReader(io.StringIO(data.decode("utf-8")))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _province(row: dict[str, str]) -> ProvinceVersion:
    return ProvinceVersion(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        basis=row["basis"],
        area_km2=Decimal(row["area_km2"]),
        population=int(row["population"]),
    )


def _commune(row: dict[str, str], resolution: str) -> CommuneVersion:
    return CommuneVersion(
        code=row["code"],
        province=row["province"],
        kind=row["kind"],
        name=row["name"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        basis=row["basis"] or f"{FIRST_BASIS}; {resolution}",
    )


def _facts(row: dict[str, str], resolution: str) -> CommuneFacts:
    return CommuneFacts(
        code=row["code"],
        area_km2=Decimal(row["area_km2"]),
        population=int(row["population"]),
        population_published=int(row["population_published"]),
        population_flag=row["population_flag"],
        border_km=Decimal(row["border_km"]),
        latitude=Decimal(row["lat"]),
        longitude=Decimal(row["lon"]),
        seat=row["seat"],
        source=f"Nghị quyết {resolution}",
    )


def _absolute_arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Arcs of a quantised topology are differences; here they become degrees, five decimals (about a metre)."""
    transform = topology.get("transform", {"scale": [1, 1], "translate": [0, 0]})
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    quantised = "transform" in topology
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0.0
        points = []
        for dx, dy in arc:
            x, y = (x + dx, y + dy) if quantised else (dx, dy)
            points.append((round(x * sx + tx, 5), round(y * sy + ty, 5)))
        arcs.append(points)
    return arcs


def _polygons(
    geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]
) -> Iterator[tuple[tuple[tuple[float, float], ...], ...]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        yield tuple(_ring(references, arcs) for references in polygon)


def _ring(references: list[int], arcs: list[list[tuple[float, float]]]) -> tuple[tuple[float, float], ...]:
    """Stitch arcs to a closed ring; a negative reference is the arc walked backwards."""
    points: list[tuple[float, float]] = []
    for reference in references:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        points.extend(arc[1:] if points else arc)
    if len(points) < LEAST_RING_POINTS or points[0] != points[-1]:
        raise ValueError("a ring is not closed")
    return tuple(points)
