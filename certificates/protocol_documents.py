"""The protocol of a final attestation: who decided, what each participant reached, what was decided. Clauses 5.7, 7.5.3."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import override

from ostu_qualification.core.dates import period, to_date
from ostu_qualification.core.papers.protocol import ProtocolText, protocol_pdf
from staff.models import Person

from . import order_texts
from .models import Attestation, AttestationResult

Outcome = AttestationResult.Outcome
HEADS = ["№", "Фамилиясы, аты, атасынын аты", "Бөлүмү", "Аттестация, тест же эссе", "Экзамен", "Жыйынтык", "Эскертүү"]
WIDTHS = [1, 6, 5, 3, 2.4, 3, 3]
BLANK = "______"


def protocol_as_pdf(attestation: Attestation) -> bytes:
    """The protocol as it is signed by the whole committee; presence and vote are written by hand. Clauses 5.7, 7.5.3."""
    results = list(attestation.results.select_related("application__person").order_by("application__person__sort_key"))
    units = {
        each["application"]: each["unit"] for each in order_texts.participants(each.application for each in results)
    }
    with override("ky"):
        rows = [
            [
                str(n),
                each.application.person.full_name,
                units[each.application_id],
                _points(each.first_points),
                _points(each.exam_points),
                str(each.get_outcome_display()),
                each.remark,
            ]
            for n, each in enumerate(results, 1)
        ]
        facts = _facts(attestation)
    count = Counter(each.outcome for each in results)
    text = ProtocolText(
        number=attestation.protocol_number,
        held_on=attestation.held_on,
        facts=facts,
        heads=HEADS,
        rows=rows,
        summary=_summary(count),
        decisions=_decisions(attestation, count),
        vote=f"Добуш берүү: макул – {BLANK}, каршы – {BLANK}, калыс – {BLANK}.",
        signatures=[(seat, person.short_name) for seat, person in _seats(attestation)],
        widths=WIDTHS,
    )
    return protocol_pdf(text)


def _seats(attestation: Attestation) -> list[tuple[str, Person]]:
    """The committee as it signs: the chair, the experts, the unit, the secretary; each of them once."""
    named = [
        ("Комиссиянын төрагасы", attestation.chair),
        *(("Эксперт", each) for each in attestation.experts.all()),
        *(("Комиссиянын мүчөсү", each) for each in attestation.members.all()),
        ("Комиссиянын катчысы", attestation.secretary),
    ]
    seen: dict[int, tuple[str, Person]] = {}
    for seat, person in named:
        seen.setdefault(person.pk, (seat, person))
    return list(seen.values())


def _facts(attestation: Attestation) -> list[tuple[str, str]]:
    run = attestation.run
    return [
        ("Программа", f"«{run.programme.title_ky}»"),
        ("Формасы, көлөмү", f"{run.programme.get_form_display()}, {run.programme.hours} саат"),
        ("Мөөнөтү", period(run.starts_on, run.ends_on, "ky")),
        ("Аттестациянын түрү", str(attestation.get_form_display())),
        ("Комиссиянын төрагасы", attestation.chair.short_name),
        ("Эксперттер", _names(attestation.experts.all())),
        ("Комиссиянын мүчөлөрү", _names(attestation.members.all())),
        ("Комиссиянын катчысы", attestation.secretary.short_name),
        ("Катышты", f"{BLANK} / {len(_seats(attestation))}"),
    ]


def _names(people: Iterable[Person]) -> str:
    return ", ".join(each.short_name for each in people) or "–"


def _summary(count: Counter[str]) -> str:
    return (
        f"Тизмеде {count.total()}, өттү {count[Outcome.PASSED]}, өткөн жок {count[Outcome.FAILED]}, "
        f"келген жок {count[Outcome.ABSENT]}, аттестацияга киргизилген жок {count[Outcome.NOT_ADMITTED]}."
    )


def _decisions(attestation: Attestation, count: Counter[str]) -> list[str]:
    passed, others = count[Outcome.PASSED], count.total() - count[Outcome.PASSED]
    decisions = []
    if passed:
        decisions.append(
            f"{passed} катышуучу программаны өздөштүрдү деп эсептелсин, аларга сертификат берүү сунушталсын."
        )
    if others and attestation.resit_until:
        day = to_date(attestation.resit_until, "ky")
        decisions.append(f"{others} катышуучуга {day} чейин кайра тапшыруу мүмкүнчүлүгү берилсин.")
    return decisions or [f"{others} катышуучу аттестациядан өткөн жок деп эсептелсин."]


def _points(points: int | None) -> str:
    return "" if points is None else str(points)
