"""The protocol of a final attestation on paper: committee, results, decisions and everybody's signature. Clauses 5.7, 7.5.3."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import override

from certificates import offices
from courses.models import AttestationForm
from ostu_qualification.core.papers.protocol import ProtocolText, protocol_pdf
from ostu_qualification.core.words.dates import period, to_date
from staff.models import Employment, Person

from .models import Attestation, AttestationResult

Outcome = AttestationResult.Outcome
TO_FILL = "____"
CHAIR, EXPERT, MEMBER, SECRETARY = "Комиссиянын төрагасы", "Эксперт", "Комиссиянын мүчөсү", "Комиссиянын катчысы"
FIRST = {
    AttestationForm.EXAM: "Экзамен",
    AttestationForm.TEST: "Тест",
    AttestationForm.ESSAY: "Эссе коргоо",
    AttestationForm.ATTESTATION_AND_EXAM: "Аттестация",
    AttestationForm.REPORT: "Отчет",
}


def protocol_as_pdf(attestation: Attestation) -> bytes:
    """The protocol as it is signed."""
    return protocol_pdf(protocol_text(attestation))


def protocol_text(attestation: Attestation) -> ProtocolText:
    """Everything that the protocol prints. Who came to the meeting and how they voted is filled in by hand."""
    results = list(
        attestation.results.select_related("application__person__organisation").order_by(
            "application__person__sort_key"
        )
    )
    seats = _seats(attestation)
    people = [*(person for _seat, person in seats), *(each.application.person for each in results)]
    posts = offices.main_posts(people, attestation.held_on)
    with override("ky"):
        columns = _columns(attestation)
        return ProtocolText(
            number=attestation.protocol_number,
            held_on=attestation.held_on,
            facts=[*_facts(attestation), *_committee(seats, posts)],
            heads=["№", "Фамилиясы, аты, атасынын аты", "Бөлүмү", *columns, "Жыйынтык", "Эскертүү"],
            rows=[_row(n, each, posts, len(columns)) for n, each in enumerate(results, 1)],
            summary=_summary(results),
            decisions=_decisions(attestation, results),
            vote=f"Добуш берүү: макул – {TO_FILL}, каршы – {TO_FILL}, калыс – {TO_FILL}.",
            signatures=[(seat, person.short_name) for seat, person in seats],
            widths=[1, 6, 6, *([2.6] * len(columns)), 3, 3],
        )


def _seats(attestation: Attestation) -> list[tuple[str, Person]]:
    """The committee as it signs: the chair, the experts, the unit, the secretary; each of them once."""
    named = [
        (CHAIR, attestation.chair),
        *((EXPERT, each) for each in attestation.experts.all()),
        *((MEMBER, each) for each in attestation.members.all()),
        (SECRETARY, attestation.secretary),
    ]
    seen: dict[int, tuple[str, Person]] = {}
    for seat, person in named:
        seen.setdefault(person.pk, (seat, person))
    return list(seen.values())


def _columns(attestation: Attestation) -> list[str]:
    """The components with points, by the form of the attestation. Clause 5.7."""
    first = FIRST[AttestationForm(attestation.form)]
    return [first, "Экзамен"] if attestation.form == AttestationForm.ATTESTATION_AND_EXAM else [first]


def _facts(attestation: Attestation) -> list[tuple[str, str]]:
    run = attestation.run
    return [
        ("Программа", f"«{run.programme.title_ky}»"),
        ("Формасы, көлөмү", f"{run.programme.get_form_display()}, {run.programme.hours} саат"),
        ("Мөөнөтү", period(run.starts_on, run.ends_on, "ky")),
        ("Аттестациянын түрү", str(attestation.get_form_display())),
        ("Өтүү балы", f"100 баллдан {attestation.pass_points}"),
    ]


def _committee(seats: Sequence[tuple[str, Person]], posts: dict[int, Employment]) -> list[tuple[str, str]]:
    """Who sits where, with their posts, and room for how many of them came."""
    labels = {CHAIR: CHAIR, EXPERT: "Эксперттер", MEMBER: "Комиссиянын мүчөлөрү", SECRETARY: SECRETARY}
    named = [
        (label, "\n".join(_with_post(person, posts) for held, person in seats if held == seat) or "–")
        for seat, label in labels.items()
    ]
    return [*named, ("Катышты", f"{TO_FILL} / {len(seats)} (кворум: {TO_FILL})")]


def _with_post(person: Person, posts: dict[int, Employment]) -> str:
    post = posts.get(person.pk)
    where = f"{post.get_post_display()}, {post.unit.name_ky}" if post else str(person.organisation or "")
    return f"{person.full_name}, {where}".rstrip(", ")


def _row(n: int, result: AttestationResult, posts: dict[int, Employment], columns: int) -> list[str]:
    person = result.application.person
    post = posts.get(person.pk)
    unit = post.unit.name_ky if post else str(person.organisation or "–")
    points = ["" if each is None else str(each) for each in (result.first_points, result.exam_points)[:columns]]
    return [str(n), person.full_name, unit, *points, str(result.get_outcome_display()), result.remark]


def _summary(results: Sequence[AttestationResult]) -> str:
    """How many of the list took part and with what result; the numbers add up to the list."""
    count = Counter(each.outcome for each in results)
    took = count[Outcome.PASSED] + count[Outcome.FAILED]
    waiting = f", жыйынтыгы азырынча жок {count[Outcome.WAITING]}" if count[Outcome.WAITING] else ""
    return (
        f"Жыйынтык: тизмеде {len(results)}, тапшырды {took}, өттү {count[Outcome.PASSED]}, өткөн жок {count[Outcome.FAILED]}, "
        f"келген жок {count[Outcome.ABSENT]}, аттестацияга киргизилген жок {count[Outcome.NOT_ADMITTED]}{waiting}."
    )


def _decisions(attestation: Attestation, results: Sequence[AttestationResult]) -> list[str]:
    passed = sum(each.outcome == Outcome.PASSED for each in results)
    decided = []
    if passed:
        decided.append(
            f"{passed} катышуучу программаны өздөштүрдү деп эсептелсин, аларга сертификат берүү сунушталсын."
        )
    if attestation.resit_until and passed < len(results):
        until = to_date(attestation.resit_until, "ky")
        decided.append(f"{len(results) - passed} катышуучуга кайра тапшыруу мүмкүнчүлүгү {until} чейин берилсин.")
    return decided or [f"{len(results)} катышуучу аттестациядан өткөн жок деп эсептелсин."]
