"""Who signs how: Decree 30/2020/NĐ-CP, art. 13, and signature blocks of decisions and directives that were read."""

import pytest

from binhyen.kit import official_signing as signing

COMMITTEE = signing.posts_of(block="COMMITTEE", level="PROVINCE")
STEERING = signing.posts_of(block="STEERING", level="PROVINCE")
DEPARTMENT = signing.posts_of(block="DEPARTMENT", level="PROVINCE", name="Sở Y tế")
COMMUNE_POLICE = signing.posts_of(block="POLICE", level="COMMUNE", place="phường")


@pytest.mark.parametrize(
    ("posts", "given", "lines"),
    [
        (COMMITTEE, {"capacity": "HEAD"}, ("TM. Ủy ban nhân dân", "Chủ tịch")),
        (COMMITTEE, {"capacity": "DEPUTY"}, ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")),
        (COMMITTEE, {"capacity": "DEPUTY", "own": True}, ("KT. Chủ tịch", "Phó Chủ tịch")),
        (COMMITTEE, {"capacity": "ACTING_HEAD"}, ("TM. Ủy ban nhân dân", "Q. Chủ tịch")),
        (COMMITTEE, {"capacity": "BY_ORDER", "post": "Chánh Văn phòng"}, ("TL. Chủ tịch", "Chánh Văn phòng")),
        (
            COMMITTEE,
            {"capacity": "BY_ORDER_DEPUTY", "post": "Chánh Văn phòng"},
            ("TL. Chủ tịch", "KT. Chánh Văn phòng", "Phó Chánh Văn phòng"),
        ),
        (COMMITTEE, {"capacity": "AUTHORISED", "post": "Giám đốc Sở Y tế"}, ("TUQ. Chủ tịch", "Giám đốc Sở Y tế")),
        (
            STEERING,
            {"capacity": "DEPUTY", "concurrent": "Phó Chủ tịch UBND tỉnh"},
            ("TM. Ban Chỉ đạo", "KT. Trưởng ban", "Phó Trưởng ban", "Phó Chủ tịch UBND tỉnh"),
        ),
        (DEPARTMENT, {"capacity": "HEAD"}, ("Giám đốc",)),
        (DEPARTMENT, {"capacity": "DEPUTY"}, ("KT. Giám đốc", "Phó Giám đốc")),
        (COMMUNE_POLICE, {"capacity": "DEPUTY"}, ("KT. Trưởng Công an phường", "Phó Trưởng Công an phường")),
    ],
)
def test_the_lines_above_a_name_follow_from_who_issues_and_who_signs(posts, given, lines):
    made = signing.signature(posts=posts, name="Nguyễn Văn An", **given)

    assert tuple(line for line in (made.form, *made.titles) if line) == lines


def test_a_body_no_rule_is_known_for_is_not_guessed():
    assert signing.posts_of(block="OTHER", level="PROVINCE") is None
    assert signing.posts_of(block="POLICE", level="PROVINCE", name="Văn phòng liên lạc qua biên giới") is None


@pytest.mark.parametrize(
    ("block", "level", "name", "head", "deputy", "collective"),
    [
        ("JUSTICE", "PROVINCE", "Tòa án nhân dân tỉnh", "Chánh án", "Phó Chánh án", ""),
        ("JUSTICE", "PROVINCE", "Viện kiểm sát nhân dân tỉnh", "Viện trưởng", "Phó Viện trưởng", ""),
        ("ARMY", "COMMUNE", "Ban Chỉ huy Quân sự xã", "Chỉ huy trưởng", "Phó Chỉ huy trưởng", ""),
        ("UNION", "PROVINCE", "Tỉnh đoàn", "Bí thư", "Phó Bí thư", "Ban Thường vụ"),
        ("CENTRAL_LOCAL", "REGION", "Chi cục Hải quan khu vực VII", "Chi cục trưởng", "Phó Chi cục trưởng", ""),
        ("POLICE", "PROVINCE", "Phòng Tham mưu - Công an tỉnh", "Trưởng phòng", "Phó Trưởng phòng", ""),
        ("POLICE", "PROVINCE", "Công an tỉnh", "Giám đốc", "Phó Giám đốc", ""),
        ("COMMITTEE", "PROVINCE", "Văn phòng UBND tỉnh", "Chánh Văn phòng", "Phó Chánh Văn phòng", ""),
        ("COMMITTEE", "PROVINCE", "UBND tỉnh", "Chủ tịch", "Phó Chủ tịch", "Ủy ban nhân dân"),
    ],
)
def test_one_kind_of_body_holds_bodies_of_other_posts(block, level, name, head, deputy, collective):
    posts = signing.posts_of(block=block, level=level, name=name)

    assert (posts.head, posts.deputy, posts.collective) == (head, deputy, collective)


def test_every_rule_names_its_source_and_how_sure_it_is():
    for row in signing._law()["body"]:
        assert row["source"]
        assert row["confidence"] in {"confirmed", "secondary", "inferred", "unknown"}


@pytest.mark.parametrize(
    ("capacity", "collective", "short"),
    [("DEPUTY", True, "TM."), ("DEPUTY", False, "KT."), ("BY_ORDER", True, "TL."), ("HEAD", False, "")],
)
def test_the_book_keeps_the_first_sign(capacity, collective, short):
    assert signing.short_form(capacity, collective=collective) == short


@pytest.mark.parametrize(
    ("given", "role"),
    [
        ({"capacity": "HEAD", "post": "lạc"}, "Chủ tịch"), ({"capacity": "DEPUTY"}, "Phó Chủ tịch"),
        ({"capacity": "ACTING_HEAD"}, "Chủ tịch"),
        ({"capacity": "BY_ORDER_DEPUTY", "post": "Chánh Văn phòng"}, "Phó Chánh Văn phòng"),
        ({"capacity": "AUTHORISED", "post": "Giám đốc Sở Y tế"}, "Giám đốc Sở Y tế"),
    ],
)  # fmt: skip
def test_the_book_keeps_the_post_of_who_signed(given, role):
    assert signing.role(posts=COMMITTEE, **given) == role


@pytest.mark.parametrize(
    ("post", "titles"),
    [
        ("", ("Chủ tịch",)), ("Phó Chủ tịch Thường trực", ("KT. Chủ tịch", "Phó Chủ tịch Thường trực")),
        ("Q. Chủ tịch", ("Q. Chủ tịch",)), ("Chủ tịch UBND tỉnh", ("Chủ tịch UBND tỉnh",)),
    ],
)  # fmt: skip
def test_who_signs_is_read_from_the_post_where_only_that_is_known(post, titles):
    posts, capacity = signing.by_post(posts=COMMITTEE, post=post)

    assert signing.signature(posts=posts, capacity=capacity, name="An").titles == titles
