"""How a certificate is found by what stands on it."""

from django.db.models import QuerySet

from certificates.issuing.models import Certificate


def certificate_by_code(code: str) -> Certificate | None:
    """The certificate behind a QR code."""
    return Certificate.objects.select_related("order").filter(code=code).first()


def certificates_numbered(year: int, number: int) -> QuerySet[Certificate]:
    """The certificates of all series that bear a number in a year."""
    return Certificate.objects.select_related("order").filter(year=year, number=number)


def certificate_by_hash(sha256: str) -> Certificate | None:
    """The certificate whose file has this hash, byte for byte."""
    return Certificate.objects.select_related("order").filter(sha256=sha256).first()
