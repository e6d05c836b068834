"""Signatures of official documents, with certificates made here: who signed, what was changed, what is trusted."""

import io

import pypdfium2
import pytest
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec

from binhyen.kit import official_document as official
from binhyen.kit.official_pdf import laid_out
from binhyen.kit.official_signatures import NotReadable, examine, only_signed, revocations_in, roots_in, with_field
from tests.documents.signing import Authority, der, signed_by


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def chair(authority):
    return authority.signer("Nguyễn Văn An")


@pytest.fixture(scope="module")
def ready():
    document = official.new_document(title="Kế hoạch")
    official.add_paragraph(document, "Nội dung.")
    official.add_closing(
        document, recipients=["Lưu: VT"], signature=official.Signature(titles=("Chủ tịch",), name="An")
    )
    return with_field(laid_out(official.content(document)))


@pytest.fixture(scope="module")
def signed(ready, chair):
    return signed_by(chair, ready)


def test_the_field_to_sign_in_stands_between_post_and_name(ready):
    page = pypdfium2.PdfDocument(ready)[0]
    text, raw, box = page.get_textpage(), pypdfium2.raw, pypdfium2.raw.FS_RECTF()
    assert raw.FPDFPage_GetAnnotCount(page) == 1
    assert raw.FPDFAnnot_GetRect(raw.FPDFPage_GetAnnot(page, 0), box)
    said = text.get_text_range()
    _, under_the_post, _, _ = text.get_charbox(said.index("CHỦ"))
    _, _, _, over_the_name = text.get_charbox(said.rindex("An"))

    assert over_the_name <= box.bottom < box.top <= under_the_post
    assert 230 < box.left < box.right < 595 - 42  # within the right margin


def test_a_whole_signature_of_a_known_authority_is_trusted(signed, authority):
    [one] = examine(signed, roots=authority.loaded).signatures

    assert (one.signer, one.organisation, one.issuer) == ("Nguyễn Văn An", "UBND xã", "Tổ chức chứng thực A")
    assert (one.trouble, one.trusted, one.changed_after) == ("", True, "")
    assert not one.time_trusted  # the signer's own clock


def test_an_authority_nobody_installed_is_said_and_the_signature_is_still_whole(signed):
    found = examine(signed)

    assert (found.roots, found.signatures[0].trouble, found.signatures[0].trusted) == (0, "", False)
    assert "gốc tin cậy" in found.signatures[0].not_trusted_because


def test_a_changed_byte_is_found(signed, authority):
    at = signed.index(b"/MediaBox")  # within what was signed
    broken = signed[:at] + b"/MediaBix" + signed[at + 9 :]

    [one] = examine(broken, roots=authority.loaded).signatures

    assert "bị sửa" in one.trouble


def test_a_second_signature_is_no_change_and_words_put_on_the_page_are(signed, chair, authority):
    twice = signed_by(chair, signed, field="ChuKy_2", new_field_spec=SigFieldSpec(sig_field_name="ChuKy_2"))
    first, second = examine(twice, roots=authority.loaded).signatures
    assert (first.trouble, second.trouble) == ("", "")
    assert "chữ ký khác" in first.changed_after

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Pages"]["/Kids"][0]["/MediaBox"][3] = writer.root["/Pages"]["/Kids"][0]["/MediaBox"][0]
    writer.update_container(writer.root["/Pages"]["/Kids"][0])
    out = io.BytesIO()
    writer.write(out)
    [one] = examine(out.getvalue(), roots=authority.loaded).signatures
    assert "thêm nội dung" in one.trouble


def test_what_was_put_in_before_the_signature_is_found_too(ready, signed, chair):
    writer = IncrementalPdfFileWriter(io.BytesIO(ready))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    replaced = signed_by(chair, out.getvalue())

    assert examine(replaced).signatures[0].trouble == ""  # the signature is whole: it is the document that is another
    assert (only_signed(replaced, ready), only_signed(signed, ready), only_signed(ready[:-1], ready)) == (
        False, True, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "told"),
    [(-1, ("chứng thư đã bị thu hồi trước giờ ký.", False, True)), (1, ("", False, True)), (None, ("", True, False))],
)
def test_the_issuers_list_of_revoked_certificates_is_asked(signed, authority, tmp_path, days, told):
    serial = int(examine(signed).signatures[0].serial, 16)
    (tmp_path / "a.crl").write_bytes(authority.list_of(**({} if days is None else {"serial": serial, "days": days})))
    (tmp_path / "b.crl").write_bytes(Authority("Tổ chức khác").list_of(serial=serial, days=-1))
    (tmp_path / "c.crl").write_bytes(b"none")
    lists, odd = revocations_in(tmp_path)
    assert odd == ["c.crl"]

    [unknown] = examine(signed, roots=authority.loaded, lists=lists[1:]).signatures
    [one] = examine(signed, roots=authority.loaded, lists=lists).signatures

    assert (unknown.list_of, unknown.revoked_at, unknown.trusted) == ("", "", True)  # another's list says nothing
    assert one.list_of
    assert (one.trouble, one.trusted, bool(one.revoked_at)) == told


def test_a_file_without_signatures_has_none(ready):
    assert examine(ready).signatures == ()


def broken_stream():
    """A PDF whose table of objects is packed, and the packing broken."""
    about = b"1 0 obj<</Type/XRef/Size 2/W[1 1 1]/Root 2 0 R/Filter/FlateDecode/Length 10>>stream"
    return b"%PDF-1.7\n" + about + b"\nnot packed\nendstream endobj\nstartxref\n9\n%%EOF\n"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\nnothing", b"PK\x03\x04", b"%PDF-1.7\n" + b"<<" * 5000, broken_stream()]
)
def test_what_is_no_pdf_is_refused_in_words(content):
    with pytest.raises(NotReadable):
        examine(content)


def test_roots_are_read_from_a_folder_and_what_is_none_is_named(tmp_path, authority):
    (tmp_path / "a.pem").write_bytes(authority.root.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "b.cer").write_bytes(der(authority.root))
    (tmp_path / "c.crt").write_bytes(b"no certificate")

    found, odd = roots_in(tmp_path)

    assert (len(found), odd) == (2, ["c.crt"])
    assert roots_in(tmp_path / "missing") == ([], [])
