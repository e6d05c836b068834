"""Sealed text opens only where it was sealed, and only with the keys of this installation."""

import copy
import logging
import threading
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.foundation.secrets import keyring
from binhyen.foundation.secrets.sealing import blind, blinds, place, seal, tail, tails, unseal
from binhyen.foundation.secrets.values import KeysUnusable, NotGenuine

AT = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
NUMBER = "010095001234"
HERE = place("people_identity", "number", 17)


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """A key file of the test's own."""
    settings.FIELD_KEYS = tmp_path / "keys" / "field_keys"
    keyring.add(at=AT)
    return settings.FIELD_KEYS


@pytest.mark.parametrize(
    "elsewhere",
    ["people_identity.number:18", "people_identity.note:17", "people_contact.number:17", "people_identity.number:1"],
)
def test_a_text_moved_to_another_row_or_column_does_not_open(elsewhere):
    with pytest.raises(NotGenuine, match="bị chuyển"):
        unseal(seal(NUMBER, place=HERE), place=elsewhere)


def test_two_rows_that_change_places_are_both_found_out():
    first, second = seal("010095001234", place="t.c:1"), seal("010095005678", place="t.c:2")

    for swapped, where in ((second, "t.c:1"), (first, "t.c:2")):
        with pytest.raises(NotGenuine):
            unseal(swapped, place=where)


def test_any_changed_bit_is_found_out():
    sealed = seal(NUMBER, place=HERE)

    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises((NotGenuine, KeysUnusable)):
            unseal(bytes(changed), place=HERE)


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01" * 20, b"\xff" * 60])
def test_bytes_that_were_never_sealed_are_refused_with_words(data):
    with pytest.raises((NotGenuine, KeysUnusable)):
        unseal(data, place=HERE)


# the key file is made once for all examples: what is sealed does not change it
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(st.characters(exclude_categories=["Cs"]), max_size=200), row=st.integers(1, 2**62))
def test_what_was_sealed_opens_in_its_place(value, row):
    where = place("t", "c", row)

    assert unseal(seal(value, place=where), place=where) == value
    assert unseal(memoryview(seal(value, place=where)), place=where) == value


def test_the_same_text_is_never_sealed_into_the_same_bytes():
    assert seal(NUMBER, place=HERE) != seal(NUMBER, place=HERE)
    assert NUMBER.encode() not in seal(NUMBER, place=HERE)


def test_old_keys_open_and_new_writes_use_the_newest():
    old = seal(NUMBER, place=HERE)
    keyring.add(at=AT)

    new = seal(NUMBER, place=HERE)

    assert (old[0], new[0]) == (1, 2)
    assert unseal(old, place=HERE) == unseal(new, place=HERE) == NUMBER


def test_a_blind_index_finds_the_same_text_and_no_other_and_not_in_another_domain():
    assert blind(NUMBER, domain="number") == blind(NUMBER, domain="number")
    assert blind("Lò Thị Mây", domain="name") == blind("Lò Thị Mây", domain="name")
    assert blind(NUMBER, domain="number") != blind(NUMBER + "0", domain="number")
    assert blind(NUMBER, domain="number") != blind(NUMBER, domain="contact")


def test_a_blind_index_of_before_a_new_key_is_still_found():
    before = blind(NUMBER, domain="number")
    before_tail = tail(NUMBER, domain="number")
    keyring.add(at=AT)

    assert before != blind(NUMBER, domain="number")
    assert blinds(NUMBER, domain="number") == [blind(NUMBER, domain="number"), before]
    assert before_tail in tails("1234", domain="number")


def test_the_tail_index_needs_four_digits_and_is_apart_from_whole_numbers():
    assert tail("0912 345.678", domain="phone") == tail("5678", domain="phone")
    assert tail("123", domain="phone") == b""
    assert tails("12", domain="phone") == []
    assert tail("5678", domain="phone") != blind("5678", domain="phone")


def test_the_key_that_seals_is_not_the_key_that_indexes():
    key = keyring.ring().newest

    assert len({key.master, key.index_key("number"), key.index_key("contact"), key.mark}) == 4


def test_a_missing_key_file_is_told_and_not_made_anew(keys):
    keys.unlink()

    with pytest.raises(KeysUnusable, match="Không có tệp khóa"):
        seal(NUMBER, place=HERE)
    assert not keys.exists()


def test_the_key_file_of_another_installation_is_told(keys):
    sealed = seal(NUMBER, place=HERE)
    keys.unlink()
    keyring.add(at=AT)

    with pytest.raises(KeysUnusable, match="không có khóa số 1"):
        unseal(sealed, place=HERE)


@pytest.mark.parametrize(
    "wrong", ["", "# trống\n", "1 hôm-nay abc\n", "0 x " + "A" * 43 + "=\n", "một hai\n", "x\0y\n", "1 x y z\n"]
)
def test_a_malformed_key_file_is_refused_without_repeating_it(keys, wrong):
    keyring.write(wrong)

    with pytest.raises(KeysUnusable) as refused:
        keyring.ring()
    assert "abc" not in str(refused.value)


def test_a_number_that_stands_twice_is_refused(keys):
    line = keys.read_text().splitlines()[-1]
    keyring.write(f"{line}\n{line}\n")

    with pytest.raises(KeysUnusable, match="dòng 2"):
        keyring.ring()


def test_a_key_file_others_can_read_is_refused(keys):
    keys.chmod(0o640)

    with pytest.raises(KeysUnusable, match="chmod 600"):
        keyring.ring()


def test_the_key_file_is_readable_by_its_account_only(keys):
    assert keys.stat().st_mode & 0o777 == 0o600


def test_no_key_shows_in_a_repr_or_a_message(keys, caplog):
    caplog.set_level(logging.DEBUG)
    secret = keys.read_text().split()[-1]
    key = keyring.ring().newest
    with pytest.raises(NotGenuine) as refused:
        unseal(seal(NUMBER, place=HERE), place="t.c:1")

    shown = f"{key!r} {key} {keyring.ring()!r} {copy.copy(key)!r} {refused.value!r} {caplog.text}"

    assert secret not in shown
    assert repr(key.master) not in shown
    assert NUMBER not in shown


def test_two_who_add_a_key_at_once_make_two_keys():
    threads = [threading.Thread(target=keyring.add, kwargs={"at": AT}) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(keyring.ring()) == [1, 2, 3, 4, 5, 6, 7]
