"""Signatures of official documents, with certificates made here: who signed, what was changed, what is trusted."""

import io
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore

from binhyen.kit import official_document as official
from binhyen.kit.official_pdf import laid_out
from binhyen.kit.official_signatures import FIELD, NotReadable, examine, roots_in, with_field

NOW = datetime.now(UTC)


def named(who):
    parts = [made.NameAttribute(NameOID.COMMON_NAME, who), made.NameAttribute(NameOID.ORGANIZATION_NAME, "UBND xã")]
    return made.Name(parts)


def certificate(who, key, by, by_key, *, authority, days=365):
    builder = (
        made.CertificateBuilder().subject_name(named(who)).issuer_name(by).public_key(key.public_key())
        .serial_number(made.random_serial_number()).not_valid_before(NOW - timedelta(days=2))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(made.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            made.KeyUsage(
                digital_signature=not authority, content_commitment=not authority, key_cert_sign=authority,
                crl_sign=authority, key_encipherment=False, data_encipherment=False, key_agreement=False,
                encipher_only=False, decipher_only=False,
            ), critical=True,
        )
        .add_extension(made.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(made.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key()), critical=False)
    )  # fmt: skip
    return builder.sign(by_key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority():
    key = ec.generate_private_key(ec.SECP256R1())
    return certificate("Tổ chức chứng thực A", key, named("Tổ chức chứng thực A"), key, authority=True), key


def der(one):
    return one.public_bytes(serialization.Encoding.DER)


@pytest.fixture(scope="module")
def chair(authority):
    root, root_key = authority
    key = ec.generate_private_key(ec.SECP256R1())
    own = certificate("Nguyễn Văn An", key, root.subject, root_key, authority=False)
    bytes_ = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(der(root)))
    return SimpleSigner(x509.Certificate.load(der(own)), keys.PrivateKeyInfo.load(bytes_), store)


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
    out = io.BytesIO()
    sign_pdf(IncrementalPdfFileWriter(io.BytesIO(ready)), PdfSignatureMetadata(field_name=FIELD), chair, output=out)
    return out.getvalue()


def loaded(authority):
    return [x509.Certificate.load(der(authority[0]))]


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
    [one] = examine(signed, roots=loaded(authority)).signatures

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

    [one] = examine(broken, roots=loaded(authority)).signatures

    assert "bị sửa" in one.trouble


def test_a_second_signature_is_no_change_and_words_put_on_the_page_are(signed, chair, authority):
    twice = io.BytesIO()
    meta = PdfSignatureMetadata(field_name="ChuKy_2")
    spec = SigFieldSpec(sig_field_name="ChuKy_2")
    sign_pdf(IncrementalPdfFileWriter(io.BytesIO(signed)), meta, chair, new_field_spec=spec, output=twice)
    first, second = examine(twice.getvalue(), roots=loaded(authority)).signatures
    assert (first.trouble, second.trouble) == ("", "")
    assert "chữ ký khác" in first.changed_after

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Pages"]["/Kids"][0]["/MediaBox"][3] = writer.root["/Pages"]["/Kids"][0]["/MediaBox"][0]
    writer.update_container(writer.root["/Pages"]["/Kids"][0])
    out = io.BytesIO()
    writer.write(out)
    [one] = examine(out.getvalue(), roots=loaded(authority)).signatures
    assert "thêm nội dung" in one.trouble


def test_a_file_without_signatures_has_none(ready):
    assert examine(ready).signatures == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"PK\x03\x04", b"%PDF-1.7\n" + b"<<" * 5000])
def test_what_is_no_pdf_is_refused_in_words(content):
    with pytest.raises(NotReadable):
        examine(content)


def test_roots_are_read_from_a_folder_and_what_is_none_is_named(tmp_path, authority):
    (tmp_path / "a.pem").write_bytes(authority[0].public_bytes(serialization.Encoding.PEM))
    (tmp_path / "b.cer").write_bytes(der(authority[0]))
    (tmp_path / "c.crt").write_bytes(b"no certificate")

    found, odd = roots_in(tmp_path)

    assert (len(found), odd) == (2, ["c.crt"])
    assert roots_in(tmp_path / "missing") == ([], [])
