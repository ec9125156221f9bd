"""The register verified: every line follows from the one before, none is cut off, each says what its certificate says. Clause 5.7."""

from collections.abc import Generator, Iterator

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from certificates.issuing.models import Certificate
from ostu_qualification.core.records.findings import Finding, name_findings

from .lines import FIRST_HASH, REGISTER, content_of, hash_line
from .models import NumberSequence, RegisterLine

BROKEN, GAP, CUT, DIFFERS, UNREGISTERED, NUMBERS = (
    "register_broken", "register_gap", "register_cut", "certificate_differs", "certificate_unregistered", "numbers_missing",
)  # fmt: skip


def check_register() -> Iterator[Finding]:
    """Everything that somebody has touched, the lines first and in their order. Clause 5.7.

    A line cut off at the end breaks no chain: it is missed because the row of the register counts the lines that were
    given, and the rows of the series the numbers.
    """
    last = yield from _lines()
    given = NumberSequence.objects.filter(**REGISTER).values_list("last", flat=True).first() or 0
    if given != last:
        yield Finding(CUT, {"position": last, "given": given})
    for certificate in Certificate.objects.filter(register_lines__isnull=True).order_by("pk"):
        yield Finding(UNREGISTERED, {"number": certificate.full_number})
    yield from _numbers()


def _lines() -> Generator[Finding, None, int]:
    """Line by line; gives the position of the last one."""
    previous, expected = FIRST_HASH, 1
    lines = RegisterLine.objects.select_related("certificate__order").order_by("position")
    for line in lines.iterator(chunk_size=2000):
        if line.position > expected:
            yield Finding(GAP, {"position": expected, "last": line.position - 1})
        follows = line.previous_hash == previous or line.position > expected
        if not follows or line.hash != _right_hash(line):
            yield Finding(BROKEN, {"position": line.position})
        if line.event == RegisterLine.Event.ISSUED and not _says_the_same(line):
            yield Finding(DIFFERS, {"position": line.position, "number": line.certificate.full_number})
        previous, expected = line.hash, line.position + 1
    return expected - 1


def _right_hash(line: RegisterLine) -> str:
    return hash_line(line.position, line.event, line.entered_at, line.content, line.previous_hash)


def _says_the_same(line: RegisterLine) -> bool:
    certificate = line.certificate
    return certificate.order.signed_on is not None and content_of(certificate) == line.content


def _numbers() -> Iterator[Finding]:
    """The numbers of each series and year: as many certificates as were given, up to the last number."""
    kept = {
        (row["series"], row["year"]): (row["count"], row["last"])
        for row in Certificate.objects.order_by()
        .values("series", "year")
        .annotate(count=Count("pk"), last=Max("number"))
    }
    given = {
        (each.series, each.year): (each.last, each.last)
        for each in NumberSequence.objects.exclude(**REGISTER).exclude(last=0)
    }
    for series, year in sorted(kept.keys() | given.keys()):
        count, last = kept.get((series, year), (0, 0))
        known = given.get((series, year), (0, 0))
        if (count, last) != known:
            yield Finding(NUMBERS, {"series": series, "year": year, "count": count, "given": known[0]})


name_findings(
    {
        BROKEN: _("Line %(position)s of the register is not as it was entered: it or the line before it was changed."),
        GAP: _("Lines %(position)s–%(last)s of the register are missing."),
        CUT: _("The register ends with line %(position)s, but %(given)s lines were given."),
        DIFFERS: _("Line %(position)s of the register says other things than the certificate %(number)s."),
        UNREGISTERED: _("The certificate %(number)s is not in the register."),
        NUMBERS: _(
            "%(given)s numbers of the series %(series)s were given in %(year)s, but there are %(count)s certificates."
        ),
    }
)
