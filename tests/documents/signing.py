"""Certificates made for a test: an authority, and somebody who signs with a certificate of it."""

import io
from datetime import UTC, datetime, timedelta

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from binhyen.kit.official_signatures import FIELD

NOW = datetime.now(UTC)


def _named(who):
    parts = [made.NameAttribute(NameOID.COMMON_NAME, who), made.NameAttribute(NameOID.ORGANIZATION_NAME, "UBND xã")]
    return made.Name(parts)


def _certificate(who, key, by, by_key, *, authority):
    usage = made.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_cert_sign=authority, crl_sign=authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = made.CertificateBuilder().subject_name(_named(who)).issuer_name(by).public_key(key.public_key())
    builder = builder.serial_number(made.random_serial_number()).not_valid_before(NOW - timedelta(days=2))
    builder = builder.not_valid_after(NOW + timedelta(days=365)).add_extension(usage, critical=True)
    builder = builder.add_extension(made.BasicConstraints(ca=authority, path_length=None), critical=True)
    builder = builder.add_extension(made.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    issuer = made.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key())
    return builder.add_extension(issuer, critical=False).sign(by_key, hashes.SHA256())


def der(certificate):
    return certificate.public_bytes(serialization.Encoding.DER)


class Authority:
    """Gives certificates; ``root`` is its own."""

    def __init__(self, name="Tổ chức chứng thực A"):
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.root = _certificate(name, self._key, _named(name), self._key, authority=True)

    @property
    def loaded(self):
        return [x509.Certificate.load(der(self.root))]

    def list_of(self, *, serial=None, days=0):
        """Its list of revoked certificates; one of them, revoked ``days`` from now."""
        listed = made.CertificateRevocationListBuilder().issuer_name(self.root.subject)
        listed = listed.last_update(NOW).next_update(NOW + timedelta(days=7))
        if serial is not None:
            entry = made.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW + timedelta(days=days))
            listed = listed.add_revoked_certificate(entry.build())
        return listed.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def signer(self, who):
        key = ec.generate_private_key(ec.SECP256R1())
        own = _certificate(who, key, self.root.subject, self._key, authority=False)
        secret = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        store = SimpleCertificateStore()
        store.register(self.loaded[0])
        return SimpleSigner(x509.Certificate.load(der(own)), keys.PrivateKeyInfo.load(secret), store)


def signed_by(signer, pdf, *, field=FIELD, **more):
    out = io.BytesIO()
    sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), PdfSignatureMetadata(field_name=field), signer, output=out, **more
    )
    return out.getvalue()
