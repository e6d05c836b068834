"""From the common list of bodies to the bodies of one province: names with their area, groups with their members.

Source: Law 72/2025/QH15 (two levels of local government since 01/07/2025); names as printed in directives.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from binhyen.kit.vietnamese.text import search_key

from .values import Area, Block, BodyTables, Level, ListedBody, ListedGroup, Plan, PlannedBody, Problem

TWO_LEVELS_SINCE = date(2025, 7, 1)
_LEVELS = {"trung ương": Level.CENTRAL, "khu vực": Level.REGION, "tỉnh": Level.PROVINCE, "xã": Level.COMMUNE}
_NEVER_ALONE = frozenset({"committee", "council", "party", "police"})  # "Công an" alone is the whole force
_BLOCKS = frozenset(Block.values)
_COMPANY_KINDS = frozenset({"enterprise"})
_LONG = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))
_PARENTS = {"department": "ubnd_tinh", "police": "ca_tinh"}  # of fixed bodies of the province, by kind
_COMMUNE_PARENTS = {"ubnd": "ubnd_tinh", "ca": "ca_tinh", "banchqs": "bchqs_tinh", "dang_uy": "tinhuy"}


def plan(*, tables: BodyTables, province: Area, communes: Sequence[Area]) -> Plan:
    """All bodies of the province, its communes' own bodies, and the groups with their members.

    A row that names an unknown key becomes a Problem, never a silent gap.
    """
    problems: list[Problem] = []
    listed = {row.key: row for row in tables.bodies if row.key not in tables.absent}
    bodies = {body.key: body for body in _province_bodies(listed.values(), province)}
    organs = sorted({key for group in tables.groups for way, key in group.rules if way in {"communes", "border"}})
    of_communes = {key: tuple(_commune_bodies(listed[key], communes)) for key in organs if key in listed}
    bodies |= {group.key: group for group in _groups(tables, listed)}
    for group in tables.groups:
        problems += [
            Problem(group.key, f"Không có “{key}” trong danh sách cơ quan.")
            for way, key in group.rules
            if way in {"communes", "border"} and key not in listed
        ]
    everything = _one_per_name([*bodies.values(), *(b for part in of_communes.values() for b in part)], tables.groups)
    members: list[tuple[str, str]] = []
    for group in tables.groups:
        for key in _members(group, bodies, of_communes, communes, problems):
            members.append((group.key, key))
    return Plan(tuple(everything), tuple(dict.fromkeys(members)), tuple(problems))


def initials(name: str) -> str:
    """First letters without tones: "Công an tỉnh" -> "cat". Connecting words and signs do not count."""
    return "".join(word[0] for word in search_key(name).split() if word != "va")[:40]


def _province_bodies(rows: Iterable[ListedBody], province: Area) -> Iterator[PlannedBody]:
    for row in rows:
        if _stands_for_many(row) or (row.form == "local" and row.level == "xã"):
            continue
        local = row.form == "local"
        level = Level.COMPANY if row.kind in _COMPANY_KINDS else _LEVELS[row.level]
        key = f"{row.key}_tinh" if local else row.key
        yield PlannedBody(
            key=key,
            name=f"{row.name} {province.kind}" if local else row.name,
            level=level,
            block=_block(row.kind),
            area_code=province.code if level in {Level.PROVINCE, Level.COMPANY, Level.REGION} else "",
            parent_key="" if key == _PARENTS.get(row.kind) or level != Level.PROVINCE else _PARENTS.get(row.kind, ""),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            aliases=tuple(_local_aliases(row, province)) if local else row.aliases,
            successors=row.successors,
            source=row.source,
        )


def _local_aliases(row: ListedBody, province: Area) -> Iterator[str]:
    """ "Công an" gives "Công an tỉnh Lào Cai" and "Công an Lào Cai"; every alias likewise, and with "tỉnh" alone."""
    long = [row.name.replace(short, whole) for short, whole in _LONG if short in row.name]
    own = row.name.casefold()
    for stem in {stem.casefold(): stem for stem in [*row.aliases, *long, row.name]}.values():
        if stem.casefold() != own:
            yield f"{stem} {province.kind}"
        elif row.kind not in _NEVER_ALONE:
            yield stem
        yield f"{stem} {province.printed}"
        yield f"{stem} {province.name}"


def _commune_bodies(row: ListedBody, communes: Sequence[Area]) -> Iterator[PlannedBody]:
    for area in communes:
        stems = [row.name.replace(short, whole) for short, whole in _LONG if short in row.name]
        stems += [alias for alias in row.aliases if "Chủ tịch" not in alias and "Văn phòng" not in alias]
        yield PlannedBody(
            key=f"{row.key}_xa_{area.code}",
            name=f"{row.name} {area.printed}",
            level=Level.COMMUNE,
            block=_block(row.kind),
            area_code=area.code,
            parent_key=_COMMUNE_PARENTS.get(row.key, ""),
            valid_from=row.valid_from or TWO_LEVELS_SINCE,
            valid_to=row.valid_to,
            aliases=(
                f"{row.name} cấp xã ({area.name})",
                *(f"{stem} {area.printed}" for stem in stems[:3]),
                *(f"{row.name} {printed}" for printed, _, _ in area.names if printed != area.printed),
            ),
            names=tuple((f"{row.name} {printed}", first, last) for printed, first, last in area.names),
            source=row.source,
        )


def _groups(tables: BodyTables, listed: dict[str, ListedBody]) -> Iterator[PlannedBody]:
    ruled = {group.key: group for group in tables.groups}
    for row in listed.values():
        if _stands_for_many(row) and row.key not in ruled:
            yield _group(row.key, row.name, row.aliases, row.source)
    for group in tables.groups:
        same = listed.get(group.key)
        yield _group(group.key, group.name, (*group.aliases, *(same.aliases if same else ())), group.source)


def _stands_for_many(row: ListedBody) -> bool:
    """Groups, forces, and names such as "Đoàn Thanh niên cấp xã" that mean one in every commune."""
    return row.form == "group" or row.level == "nhóm" or (row.form == "fixed" and row.level == "xã")


def _group(key: str, name: str, aliases: tuple[str, ...], source: str) -> PlannedBody:
    return PlannedBody(key=key, name=name, level=Level.GROUP, block=Block.GROUP, aliases=aliases, source=source)


def _members(
    group: ListedGroup,
    bodies: dict[str, PlannedBody],
    of_communes: dict[str, tuple[PlannedBody, ...]],
    communes: Sequence[Area],
    problems: list[Problem],
) -> Iterator[str]:
    border = {area.code for area in communes if area.on_border}
    for way, key in group.rules:
        if way == "kind":
            open_ones = (b for b in bodies.values() if b.block == _block(key) and b.level != Level.GROUP)
            yield from (body.key for body in open_ones)
        elif way == "communes":
            yield from (body.key for body in of_communes.get(key, ()))
        elif way == "border":
            yield from (body.key for body in of_communes.get(key, ()) if body.area_code in border)
        elif way == "keys" and key in bodies:
            yield key
        else:
            problems.append(Problem(group.key, f"Không có “{key}” trong danh sách cơ quan."))


def _one_per_name(bodies: Sequence[PlannedBody], groups: Sequence[ListedGroup]) -> list[PlannedBody]:
    """Two rows of one name are one body: a group whose members are known wins, then any group; aliases are kept."""
    ruled = {group.key for group in groups}
    by_name: dict[str, PlannedBody] = {}
    for body in sorted(bodies, key=lambda b: (b.key not in ruled, b.level != Level.GROUP)):
        same = by_name.get(body.name)
        by_name[body.name] = replace(same, aliases=(*same.aliases, *body.aliases)) if same else body
    return list(by_name.values())


def _block(kind: str) -> str:
    code = kind.upper()
    return code if code in _BLOCKS else Block.OTHER
