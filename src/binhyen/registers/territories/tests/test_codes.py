"""Official codes: what is loaded, how old names lead to today's communes, who shares a name."""

import os
from datetime import date

import pytest

from binhyen.foundation.journal.models import Fact
from binhyen.kit.paths import SHARED
from binhyen.registers.territories import actions, imports, queries
from binhyen.registers.territories.models import Boundary, Commune, CommuneName, Population
from binhyen.registers.territories.rules import split_kind
from binhyen.registers.territories.values import AreaLevel, AreaShape, PopulationFlag, Via

from .conftest import AT, TODAY

BEFORE_REFORM = date(2024, 5, 1)


def test_the_whole_country_has_34_provinces_and_3321_communes(db):
    written = actions.load_codes(tables=imports.read_codes(), by=None, at=AT)

    assert (written["provinces"], written["communes"], written["successions"]) == (34, 3321, 10571)
    assert queries.provinces(on=TODAY).count() == 34
    assert queries.communes(on=TODAY).count() == 3321
    assert queries.communes(on=TODAY, province_code="15").count() == 99
    assert queries.communes(on=TODAY, province_code="20").count() == 65
    counts = {province.code: province.commune_count for province in queries.provinces(on=TODAY)}
    assert (counts["15"], counts["20"], sum(counts.values())) == (99, 65, 3321)


def test_loading_twice_changes_nothing_but_the_journal(two_provinces):
    before = list(Commune.objects.order_by("code").values()), CommuneName.objects.count(), Population.objects.count()

    actions.load_codes(tables=imports.read_codes(provinces=("15", "20")), by=None, at=AT)

    after = list(Commune.objects.order_by("code").values()), CommuneName.objects.count(), Population.objects.count()
    assert after == before
    assert Fact.objects.filter(kind="territories.CodesLoaded").count() == 2


def test_a_commune_keeps_its_code_when_it_becomes_a_ward(db):
    actions.load_codes(tables=imports.read_codes(provinces=("24",)), by=None, at=AT)

    bo_ha = queries.commune(code="07294", on=TODAY)

    assert bo_ha.full_name == "Phường Bố Hạ"
    assert [(n.full_name, n.valid_from, n.valid_to) for n in bo_ha.names.all()] == [
        ("Xã Bố Hạ", date(2025, 7, 1), date(2026, 9, 19)),
        ("Phường Bố Hạ", date(2026, 9, 20), None),
    ]
    assert queries.resolve(text="xã Bố Hạ", on=date(2026, 1, 1)).only.code == "07294"


def test_communes_stand_in_vietnamese_order(two_provinces):
    names = [commune.name for commune in queries.communes(on=TODAY, province_code="15")]

    assert names[:3] == ["A Mú Sung", "Âu Lâu", "Bản Hồ"]
    assert names.index("Bát Xát") < names.index("Bắc Hà") < names.index("Cam Đường")
    assert names[-2:] == ["Yên Bình", "Yên Thành"]


def test_nine_communes_of_lao_cai_lie_on_the_border(two_provinces):
    assert [c.name for c in queries.communes(on=TODAY, province_code="15", border=True)] == [
        "A Mú Sung", "Bản Lầu", "Bát Xát", "Lào Cai", "Mường Khương", "Pha Long", "Si Ma Cai", "Trịnh Tường", "Y Tý",
    ]  # fmt: skip


def test_a_mended_population_says_so_and_keeps_the_figure_as_published(two_provinces):
    mended = Population.objects.get(commune__full_name="Xã Dền Sáng")

    assert (mended.people, mended.published, mended.flag) == (12160, 1216, PopulationFlag.ZERO_RESTORED)
    assert Population.objects.exclude(flag=PopulationFlag.AS_PUBLISHED).count() == 18
    assert Population.objects.count() == 164


@pytest.mark.parametrize(
    "text", ["Vạn Hòa", "xã Vạn Hoà", "XÃ VẠN HÒA", "xa van hoa", "thị trấn Bát Xát", "TT. Bát Xát"]
)
def test_an_old_name_leads_to_the_commune_of_today(two_provinces, text):
    found = queries.resolve(text=text, on=TODAY, province_code="15")

    assert found.only.full_name in {"Phường Lào Cai", "Xã Bát Xát"}
    assert found.only.via == Via.FORMER


def test_one_name_means_another_commune_before_and_after_the_reform(two_provinces):
    now = queries.resolve(text="02647", on=TODAY)
    then = queries.resolve(text="02647", on=BEFORE_REFORM)

    assert (now.only.via, now.only.full_name) == (Via.CURRENT, "Phường Lào Cai")
    assert (then.only.via, then.only.former_name, then.only.full_name) == (
        Via.FORMER,
        "Phường Kim Tân",
        "Phường Lào Cai",
    )


def test_a_divided_commune_is_ambiguous_and_nobody_guesses(db):
    actions.load_codes(tables=imports.read_codes(provinces=("01",)), by=None, at=AT)

    found = queries.resolve(text="phường Điện Biên", on=BEFORE_REFORM, district="quận Ba Đình")

    assert found.ambiguous
    assert found.only is None
    assert len(found.commune_codes) == 4


def test_a_district_narrows_old_names(two_provinces):
    everywhere = queries.resolve(text="Tân Thượng", on=BEFORE_REFORM)
    narrowed = queries.resolve(text="Tân Thượng", on=BEFORE_REFORM, district="Văn Bàn")

    assert {m.former_district for m in narrowed.matches} == {"Huyện Văn Bàn"}
    assert set(narrowed.commune_codes) <= set(everywhere.commune_codes)


@pytest.mark.parametrize("own", ["15", "20"])
def test_of_several_matches_those_in_the_readers_province_come_first(two_provinces, own):
    found = queries.resolve(text="xã Thống Nhất", on=BEFORE_REFORM, first={own})

    assert {match.province_code for match in found.matches} == {"15", "20"}
    assert found.matches[0].province_code == own


def test_an_unknown_name_finds_nothing(two_provinces):
    assert queries.resolve(text="Không Có Nơi Này", on=TODAY).matches == ()


@pytest.mark.parametrize(
    ("text", "kind", "bare"),
    [
        ("Xã Bản Lầu", "xa", "ban lau"),
        ("P. Lào Cai", "phuong", "lao cai"),
        ("Bản Lầu", "", "ban lau"),
        ("Thị trấn Phố Lu", "thi tran", "pho lu"),
        ("Xã", "", "xa"),
    ],
)
def test_kind_and_name_come_apart(text, kind, bare):
    assert split_kind(text) == (kind, bare)


def test_resolving_takes_at_most_four_queries(two_provinces, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        queries.resolve(text="Vạn Hòa", on=TODAY)


def _square(code: str) -> AreaShape:
    return AreaShape(code, ((((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)),),))


def test_a_map_with_a_hole_is_refused_and_nothing_is_stored(two_provinces):
    shapes = [_square(c.code) for c in queries.communes(on=TODAY, province_code="15")][:-1]

    with pytest.raises(actions.TerritoryRefused, match="98 vùng, danh mục có 99"):
        actions.import_boundaries(shapes=shapes, level=AreaLevel.COMMUNE, source="thử", on=TODAY, by=None, at=AT)

    assert not Boundary.objects.exists()


def test_a_file_that_is_no_map_is_refused(tmp_path):
    path = tmp_path / "x.topo.json"
    path.write_text('{"objects": {}, "arcs": 3}')

    with pytest.raises(imports.BoundaryFileUnreadable, match="không phải TopoJSON"):
        imports.read_boundaries(path=path)


def test_a_whole_map_is_stored_and_stored_again_in_its_place(two_provinces):
    shapes = [_square(c.code) for c in queries.communes(on=TODAY, province_code="15")]

    for _ in range(2):
        count = actions.import_boundaries(
            shapes=shapes, level=AreaLevel.COMMUNE, source="thử", on=TODAY, by=None, at=AT
        )

    assert (count, Boundary.objects.count()) == (99, 99)
    assert queries.boundaries(province_code="15").count() == 99


@pytest.mark.skipif(
    not (SHARED / "data" / "geo").is_dir() and os.environ.get("CI") != "true",  # in CI its absence is a failure
    reason="reference outlines are not part of the repository",
)
def test_the_reference_outlines_of_lao_cai_are_read_whole(two_provinces):
    shapes = imports.read_boundaries(path=SHARED / "data" / "geo" / "lao_cai_communes_2025.topo.json")

    stored = actions.import_boundaries(shapes=shapes, level=AreaLevel.COMMUNE, source="thử", on=TODAY, by=None, at=AT)

    longitudes = [x for shape in shapes for polygon in shape.polygons for ring in polygon for x, _ in ring]
    assert stored == 99
    assert 103.5 < min(longitudes) < max(longitudes) < 105.2
