"""Applying staff lists, case by case: who is who, what is kept, what waits, and what officers' answers do."""

import datetime as dt
import re
from decimal import Decimal

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import WrongState
from staff.cycle.stored import differences
from staff.imports.staff_list import applying, transitions
from staff.ledger import transitions as ledger_transitions
from staff.models import Employment, ImportDecision, Pause, Person, RosterImport, TrainingRecord, Unit, UnitHead
from tests.factories import PersonFactory, UnitFactory
from tests.staff.spreadsheet_files import xlsx

pytestmark = pytest.mark.django_db
IT, MATHS = "Маалыматтык системалар", "Колдонмо математика"
HEAD = [
    *("№", "Ф.А.А.", "Кызматы", "Ставка", "Негизги/айкаш", "Илимий даражасы", "Туулган күнү", "ПИН", "Телефону"),
    *("E-mail", "Жумушка кирген күнү", "Жалпы стажы", "Квалификацияны жогорулатуу", "Эскертүү"),
]
AIGUL = {"name": "Асанова Айгүл Бакытовна", "birth": "12.05.1980", "pin": "11205198000123", "post": "окутуучу"}
BAKYT = {"name": "Сыдыков Бакыт Маматович", "birth": "03.11.1975", "pin": "20311197500456", "post": "доцент"}


@pytest.fixture(autouse=True)
def _day_of_reference():
    with time_machine.travel(dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC), tick=False):
        yield


def row(name="", post="окутуучу", rate="1", basis="негизги", degree="", birth="", pin="", phone="", email="", **more):
    """One line of a list; hired on 1 September 2015 unless said otherwise."""
    hired, career = more.get("hired", "01.09.2015"), more.get("career", "")
    first = [1, name, post, rate, basis, degree, birth, pin, phone, email, hired, career]
    return [*first, more.get("training", ""), more.get("remark", "")]


def apply(*rows, unit=IT, by=SYSTEM, **others):
    """Apply a list with these rows for a department; other departments by `others` as lists of rows."""
    sheets = {"1": [[f"«{unit}» кафедрасы"], HEAD, *rows]}
    for number, (name, more) in enumerate(others.get("more", {}).items(), 2):
        sheets[str(number)] = [[f"«{name}» кафедрасы"], HEAD, *more]
    record = applying.upload_roster(xlsx(sheets), "list.xlsx", by=by)
    transitions.apply_roster(record, by=by)
    return record


def counts(record) -> tuple[int, int, int, int]:
    """New, changed, unchanged people and new doubts."""
    applied = record.report["applied"]
    return applied["new"], applied["changed"], applied["unchanged"], applied["decisions"]


def settle(kind, **answer) -> ImportDecision:
    """Settle the only open doubt of a kind."""
    decision = ImportDecision.objects.get(kind=kind, state="open")
    return transitions.settle_decision(decision, by=SYSTEM, answer=answer)


# Who is who


def test_apply_makes_unit_person_post_and_account_of_the_cycle():
    apply(row(**AIGUL, email="AIGUL@oshtu.kg"))

    person = Person.objects.get()
    post = person.employments.get()
    assert (person.family_name, person.given_name, person.patronymic) == ("Асанова", "Айгүл", "Бакытовна")
    assert (person.birth_on, person.sex, person.email) == (dt.date(1980, 5, 12), "f", "aigul@oshtu.kg")
    assert (post.unit.name_ky, post.unit.kind, post.post, post.category) == (IT, "department", "teacher", "teaching")
    assert (post.rate, post.basis, post.hired_on) == (1, "main", dt.date(2015, 9, 1))
    assert differences() == []


@pytest.mark.parametrize("unit", [IT, IT.upper(), "Маалыматтык  системалар"])
def test_apply_finds_the_unit_however_it_is_written(unit):
    kept = UnitFactory(name_ky=IT)

    apply(row(**AIGUL), unit=unit)

    assert Unit.objects.get() == kept


@pytest.mark.parametrize(
    ("kept", "listed"),
    [
        ({"pin": "11205198000123", "family_name": "Бекова"}, AIGUL),
        ({"birth_on": dt.date(1980, 5, 12)}, {**AIGUL, "name": "Асанова Айгул Бакытовна"}),
        ({"birth_on": None, "birth_year": 1980}, AIGUL),
        ({"birth_on": None, "email": "aigul@oshtu.kg"}, {"name": AIGUL["name"], "email": "aigul@oshtu.kg"}),
        ({"birth_on": None, "phone": "+996555010203"}, {"name": AIGUL["name"], "phone": "0555 010203"}),
    ],
    ids=["personal number, married name", "folded name and day of birth", "name and year", "e-mail", "phone"],
)
def test_apply_finds_the_person(kept, listed):
    aigul = {"family_name": "Асанова", "given_name": "Айгүл", "patronymic": "Бакытовна", "sex": "f", "user": None}
    person = PersonFactory(**{**aigul, **kept})

    record = apply(row(**listed))

    assert Person.objects.get() == person
    assert counts(record)[:2] == (0, 1)


def test_a_namesake_born_on_another_day_is_another_person():
    PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic="Бакытовна", birth_on=dt.date(1990, 1, 1))

    record = apply(row(name=AIGUL["name"], birth="12.05.1980"))

    assert counts(record)[0] == 1
    assert Person.objects.count() == 2


@pytest.mark.parametrize(("number", "kept"), [("", None), ("11205198000777", "11205198000777")])
def test_a_personal_number_that_somebody_else_has_holds_the_row_back(number, kept):
    other = PersonFactory(family_name="Бекова", given_name="Нуриза", pin=AIGUL["pin"])

    record = apply(row(**AIGUL))

    other.refresh_from_db()
    assert other.family_name == "Бекова"
    assert record.report["counts"]["held"] == 1
    decision = settle("duplicate_pin", pin=number)
    assert (decision.person.family_name, decision.person.pin) == ("Асанова", kept)
    assert counts(apply(row(**AIGUL))) == (0, 0, 1, 0)


def test_a_kept_person_whose_row_has_anothers_number_comes_in_and_only_the_number_waits():
    PersonFactory(family_name="Бекова", given_name="Нуриза", pin=AIGUL["pin"])
    apply(row(**{**AIGUL, "pin": ""}))

    record = apply(row(**AIGUL, degree="к.т.н."))

    assert counts(record) == (0, 1, 0, 1)
    decision = settle("duplicate_pin", pin="11205198000777")
    assert Person.objects.count() == 2
    assert (decision.person.degree_level, decision.person.pin) == ("candidate", "11205198000777")


def test_two_rows_with_one_foreign_number_come_in_as_one_person():
    apply(row(**BAKYT), row(**{**AIGUL, "pin": BAKYT["pin"]}), more={MATHS: [
        row(**{**AIGUL, "pin": BAKYT["pin"]}, basis="айкаш", rate="0.5")
    ]})  # fmt: skip

    for decision in ImportDecision.objects.filter(kind="duplicate_pin"):
        transitions.settle_decision(decision, by=SYSTEM, answer={"pin": ""})

    aigul = Person.objects.get(family_name="Асанова")
    assert sorted(aigul.employments.values_list("basis", flat=True)) == ["inner", "main"]
    assert Person.objects.count() == 2


def test_two_namesakes_told_apart_stay_apart_in_the_next_list():
    rows = (
        row(name=AIGUL["name"], birth="12.05.1980", post="окутуучу"),
        row(name=AIGUL["name"], birth="12.05.1980", post="лаборант", hired="01.02.2020"),
    )
    elsewhere = {MATHS: [rows[1]]}
    apply(rows[0], more=elsewhere)
    settle("possible_duplicate_person", same_person=False)
    before = list(Employment.objects.order_by("pk").values("pk", "person", "unit", "post", "basis"))

    record = apply(rows[0], more=elsewhere)

    assert counts(record) == (0, 0, 2, 0)
    assert list(Employment.objects.order_by("pk").values("pk", "person", "unit", "post", "basis")) == before


# What is kept, what changes


def test_an_unchanged_list_writes_nothing_at_all():
    rows = [row(**AIGUL, training="«Санарип окутуу», 72 саат, 15.03.2025", remark="декрет 01.2025 – 08.2025")]
    apply(*rows, row(**BAKYT, degree="ф.и.к."))
    history = set(LogEntry.objects.exclude(content_type__model="rosterimport").values_list("pk", flat=True))

    record = apply(*rows, row(**BAKYT, degree="ф.и.к."))

    assert counts(record) == (0, 0, 2, 0)
    assert set(LogEntry.objects.exclude(content_type__model="rosterimport").values_list("pk", flat=True)) == history
    assert (TrainingRecord.objects.count(), Pause.objects.count(), ImportDecision.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("moment", ["2026-11-25 18:30", "2026-11-25 23:10"], ids=["00:30", "05:10"])
def test_a_list_is_read_and_applied_on_one_day_in_osh(moment):
    with time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00"), tick=False):
        record = apply(row(**AIGUL, training="Жасалма интеллект, 8 саат, 26.11.2026"))
        again = apply(row(**AIGUL, training="Жасалма интеллект, 8 саат, 26.11.2026"))

    assert (counts(record), counts(again)) == ((1, 0, 0, 0), (0, 0, 1, 0))
    assert TrainingRecord.objects.get().ended_on == dt.date(2026, 11, 26)


def test_changed_fields_are_updated_and_leave_a_line_in_the_history():
    apply(row(**AIGUL))

    apply(row(**{**AIGUL, "post": "доцент"}, degree="к.т.н.", rate="0,5"))

    person = Person.objects.get()
    post = person.employments.get()
    assert (post.post, post.rate, person.degree_level, person.degree_field) == ("docent", Decimal("0.5"), "candidate", "technical")  # fmt: skip
    lines = [*history_of(person), *history_of(post)]
    changed = {name for line in lines if line.additional_data["act"] == "import" for name in line.changes}
    assert {"degree_level", "degree_field", "post", "rate"} <= changed


def test_personal_number_and_phone_are_masked_in_the_history():
    apply(row(**{**AIGUL, "pin": ""}))

    apply(row(**AIGUL, phone="0555 010203", email="aigul@oshtu.kg"))

    written = str([line.changes for line in LogEntry.objects.all()])
    assert not re.search(r"11205198000123|555010203|aigul@", written)


def test_whoever_is_no_longer_in_the_list_is_named_and_stays():
    apply(row(**AIGUL), row(**BAKYT))

    record = apply(row(**AIGUL))

    assert record.report["not_in_list"] == ["Сыдыков Бакыт Маматович"]
    assert Employment.objects.filter(left_on__isnull=True).count() == 2


def test_an_hourly_teacher_has_no_rate_any_more():
    apply(row(**AIGUL))

    apply(row(**AIGUL, rate="сааттык"))

    assert Employment.objects.get().rate is None


def test_main_and_secondary_post_change_places():
    main = {MATHS: [row(**AIGUL, basis="айкаш", rate="0.5")]}
    apply(row(**AIGUL), more=main)

    record = apply(row(**AIGUL, basis="айкаш"), more={MATHS: [row(**AIGUL, rate="0.5")]})

    bases = dict(Employment.objects.values_list("unit__name_ky", "basis"))
    assert bases == {IT: "inner", MATHS: "main"}
    assert counts(record) == (0, 1, 0, 0)


@pytest.mark.parametrize(("answer", "main"), [("main", MATHS), ("inner", IT)])
def test_a_main_post_elsewhere_is_entered_and_asks_whether_the_person_has_moved(answer, main):
    apply(row(**AIGUL))
    moved = row(**AIGUL, hired="01.09.2026")

    record = apply(moved, unit=MATHS)

    assert counts(record) == (0, 1, 0, 1)
    settle("main_post_moved", basis=answer)
    current = Employment.objects.filter(left_on__isnull=True)
    assert current.get(basis="main").unit.name_ky == main
    if answer == "main":
        assert Employment.objects.get(unit__name_ky=IT).left_on == dt.date(2026, 8, 31)
    assert counts(apply(moved, unit=MATHS)) == (0, 0, 1, 0)
    assert differences() == []


@pytest.mark.parametrize("later", [{}, {"birth": "12.05.1980"}, {"phone": "0555 010203"}])
def test_a_list_of_names_and_posts_brings_nobody_in_twice(later):
    apply(row(name=AIGUL["name"]), row(name=BAKYT["name"]))

    record = apply(row(name=AIGUL["name"], **later), row(name=BAKYT["name"]))

    assert Person.objects.count() == 2
    assert counts(record)[:2] == (0, len(later))


def test_a_name_without_a_birth_in_another_unit_may_be_another_person():
    apply(row(name=AIGUL["name"]))

    record = apply(row(name=AIGUL["name"]), unit=MATHS)

    assert (counts(record)[0], Person.objects.count()) == (1, 2)


def test_two_secondary_posts_in_one_unit_stay_in_their_places():
    rows = [
        row(**AIGUL),
        row(**{**AIGUL, "post": "лаборант"}, basis="ички айкаш", rate="0,5"),
        row(**{**AIGUL, "post": "методист"}, basis="ички айкаш", rate="0,25"),
    ]
    apply(*rows)

    assert counts(apply(*rows)) == counts(apply(rows[0], rows[2], rows[1])) == (0, 0, 1, 0)


def test_a_main_post_still_to_begin_is_not_ended_before_it_begins():
    apply(row(**AIGUL, hired="01.01.2027"))
    apply(row(**AIGUL, hired=""), unit=MATHS)

    with pytest.raises(ValidationError, match=r"01\.01\.2027"):
        settle("main_post_moved", basis="main")

    assert ImportDecision.objects.get(kind="main_post_moved").state == "open"
    assert Employment.objects.filter(left_on__isnull=False).count() == 0


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(("year", "asked"), [(2026, 0), (2027, 0), (2029, 1)])
def test_years_of_service_of_an_old_list_do_not_move_the_start_of_a_career(year, asked):
    apply(row(**AIGUL, career="12 жыл"))

    with time_machine.travel(dt.datetime(year, 12, 1, 6, tzinfo=dt.UTC), tick=False):
        record = apply(row(**AIGUL, career="12 жыл"))

    assert counts(record) == (0, 0, 1, asked)
    assert Person.objects.get().career_start_on == dt.date(2014, 9, 1)
    assert ImportDecision.objects.filter(kind="service_differs").count() == asked


@pytest.mark.clause("1.3")
def test_service_of_a_few_months_makes_a_newcomer_and_a_first_of_january_stays_one():
    apply(row(**AIGUL, career="3 ай"), row(**BAKYT, career="01.01.2014"))

    starts = dict(Person.objects.values_list("given_name", "career_start_on"))
    assert starts == {"Айгүл": dt.date(2026, 8, 1), "Бакыт": dt.date(2014, 1, 1)}


@pytest.mark.clause("4.1")
def test_each_training_of_a_cell_is_asked_about_and_entered():
    apply(row(**AIGUL, training="2022 - 36с., 2025 - 72с."))

    for decision in ImportDecision.objects.filter(kind="training_not_understood"):
        (proposal,) = decision.proposal["proposals"]
        answer = {**proposal, "title": "LMS", "ended_on": dt.date.fromisoformat(proposal["ended_on"])}
        transitions.settle_decision(decision, by=SYSTEM, answer=answer)

    assert sorted(TrainingRecord.objects.values_list("hours", "ended_on__year")) == [(36, 2022), (72, 2025)]
    assert counts(apply(row(**AIGUL, training="2022 - 36с., 2025 - 72с."))) == (0, 0, 1, 0)


@pytest.mark.clause("1.3")
def test_another_end_of_a_kept_leave_is_asked_about():
    apply(row(**AIGUL, remark="декрет 01.2025 – 08.2026, буйрук № 12-к"))
    assert Pause.objects.get().order_number == "12-к"

    record = apply(row(**AIGUL, remark="декрет 01.2025 – 12.2026"))

    assert counts(record) == (0, 0, 1, 1)
    assert Pause.objects.get().ended_on == dt.date(2026, 8, 31)
    settle("pause_end_differs", ended_on=dt.date(2026, 12, 31))
    assert Pause.objects.get().ended_on == dt.date(2026, 12, 31)
    assert counts(apply(row(**AIGUL, remark="декрет 01.2025 – 12.2026"))) == (0, 0, 1, 0)
    assert differences() == []


@pytest.mark.clause("4.4")
def test_a_doubtful_training_that_is_kept_already_is_not_entered_once_more():
    apply(row(**AIGUL, training="LMS, 72 саат, 2025; LMS"))

    with pytest.raises(ValidationError):
        settle("training_not_understood", title="LMS", hours=72, ended_on=dt.date(2025, 3, 15))

    assert TrainingRecord.objects.count() == 1


def test_the_head_in_the_list_heads_a_unit_that_has_none():
    kept = UnitFactory(name_ky=MATHS)
    before = UnitHead.objects.create(unit=kept, person=PersonFactory(), since=dt.date(2020, 1, 1))

    apply(row(**{**AIGUL, "post": "кафедра башчысы"}), more={MATHS: [row(**{**BAKYT, "post": "кафедра башчысы"})]})

    assert Unit.objects.get(name_ky=IT).heads.get().person.family_name == "Асанова"
    assert kept.heads.get() == before


@pytest.mark.parametrize(
    ("career", "hired", "expected"),
    [
        ("2001", "01.09.2015", dt.date(2001, 9, 1)),
        ("2015", "10.02.2015", dt.date(2015, 2, 10)),
        ("15.08.2003", "01.09.2015", dt.date(2003, 8, 15)),
    ],
)
def test_of_a_year_alone_the_career_starts_in_september_but_not_after_hiring(career, hired, expected):
    apply(row(**AIGUL, career=career, hired=hired))

    assert Person.objects.get().career_start_on == expected


def test_of_a_year_of_birth_alone_only_the_year_is_kept():
    apply(row(name=AIGUL["name"], birth="1980-ж."))

    assert (Person.objects.get().birth_on, Person.objects.get().birth_year) == (None, 1980)


@pytest.mark.clause("4.4")
def test_an_annulled_line_does_not_come_back_with_the_next_list(cholpon):
    listed = row(**AIGUL, training="«Санарип окутуу», 72 саат, 15.03.2025")
    apply(listed)
    line = TrainingRecord.objects.get()
    assert (line.state, line.source, line.hours, line.ended_on) == ("recognised", "roster", 72, dt.date(2025, 3, 15))
    ledger_transitions.annul_training(line, by=cholpon.user, reason="Документ жок")

    apply(listed)

    assert TrainingRecord.objects.get().state == "annulled"


# Doubtful cells


def test_a_doubtful_cell_does_not_hold_back_the_rest_of_its_row():
    apply(row(**AIGUL, rate="15", degree="ф.и.к."))

    person = Person.objects.get()
    kinds = set(ImportDecision.objects.values_list("kind", "person"))
    assert kinds == {("rate_not_understood", person.pk), ("ambiguous_degree", person.pk)}
    assert (person.employments.get().rate, person.degree_level, person.degree_field) == (None, "candidate", "")


CELLS = [
    ({"rate": "15"}, "rate_not_understood", {"rate": "1.25"}, ("employment", "rate", Decimal("1.25"))),
    ({"degree": "ф.и.к."}, "ambiguous_degree", {"degree_level": "candidate", "degree_field": "philosophy"}, ("person", "degree_field", "philosophy")),
    ({"hired": "31.02.2019"}, "date_impossible", {"hired_on": "2019-03-01"}, ("employment", "hired_on", dt.date(2019, 3, 1))),
    ({"hired": "бардык убакта"}, "date_impossible", {"hired_on": "2019-03-01"}, ("employment", "hired_on", dt.date(2019, 3, 1))),
    ({"post": "тьютор"}, "post_unknown", {"post": "methodist", "category": "support"}, ("employment", "category", "support")),
    ({"pin": "1120519800012"}, "pin_malformed", {"pin": "11205198000777"}, ("person", "pin", "11205198000777")),
    ({"phone": "билбейм 12"}, "phone_not_understood", {"phone": "+996555010203"}, ("person", "phone", "+996555010203")),
    ({"pin": "11305198000123"}, "pin_birth_mismatch", {"pin": "11305198000123", "birth_on": "1980-05-13"}, ("person", "birth_on", dt.date(1980, 5, 13))),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "kind", "answer", "entered"), CELLS, ids=[each[1] for each in CELLS])
def test_an_answer_is_entered_and_holds_against_the_next_list(cell, kind, answer, entered):
    listed = row(**{**AIGUL, **cell})
    apply(listed)

    settle(kind, **answer)

    of, name, value = entered
    record = Person.objects.get() if of == "person" else Employment.objects.get()
    assert getattr(record, name) == value
    assert counts(apply(row(**BAKYT), listed))[1:] == (0, 1, 0)
    record.refresh_from_db()
    assert getattr(record, name) == value
    assert Person.objects.count() == 2


def test_a_dropped_doubt_enters_nothing_and_is_not_asked_again():
    apply(row(**AIGUL, rate="15"))
    decision = ImportDecision.objects.get()

    transitions.drop_decision(decision, by=SYSTEM, reason="Кадрлар бөлүмү тактайт")

    assert Employment.objects.get().rate is None
    assert counts(apply(row(**BAKYT), row(**AIGUL, rate="15"))) == (1, 0, 1, 0)


def test_an_open_doubt_is_shown_with_the_next_list_and_asked_once():
    apply(row(**AIGUL, rate="15"))

    record = apply(row(**AIGUL, rate="15"))

    assert [each[3] for each in record.report["asked_before"]] == ["rate_not_understood"]
    assert ImportDecision.objects.count() == 1


def test_the_same_words_in_two_cells_of_a_row_are_two_doubts():
    apply(row(**AIGUL, hired="2091-05-01", career="2091-05-01"))

    assert ImportDecision.objects.filter(kind="date_impossible").count() == 2


def test_a_training_half_understood_is_completed_by_the_officer():
    apply(row(**AIGUL, training="72 с."))

    with pytest.raises(ValidationError):
        settle("training_not_understood", title="", hours="72", ended_on="2025-03-15")
    settle("training_not_understood", title="Санарип окутуу", hours="72", ended_on="2025-03-15", started_on="")

    line = TrainingRecord.objects.get()
    assert (line.title, line.hours, line.state, line.source) == ("Санарип окутуу", 72, "recognised", "roster")
    assert differences() == []


def test_a_leave_without_days_is_completed_by_the_officer():
    apply(row(**AIGUL, remark="декрет"))

    settle("pause_not_understood", reason="parental", started_on="2026-02-01", ended_on="2027-02-01")

    pause = Pause.objects.get()
    assert (pause.reason, pause.started_on, pause.ended_on) == ("parental", dt.date(2026, 2, 1), dt.date(2027, 2, 1))
    assert differences() == []


def test_a_number_that_somebody_has_is_refused_at_its_field_and_the_doubt_stays():
    apply(row(**BAKYT), row(**{**AIGUL, "pin": "1120519800012"}))

    with pytest.raises(ValidationError) as refused:
        settle("pin_malformed", pin=BAKYT["pin"])

    assert list(refused.value.error_dict) == ["pin"]
    assert ImportDecision.objects.get().state == "open"


def test_other_doubts_of_a_held_row_wait_until_the_row_has_come_in():
    listed = {"name": AIGUL["name"], "birth": "12.05.1980"}
    apply(row(**listed), more={MATHS: [row(**listed, basis="айкаш", rate="15", hired="01.02.2020")]})
    with pytest.raises(ValidationError):
        settle("rate_not_understood", rate="0.5")

    settle("possible_duplicate_person", same_person=True)
    settle("rate_not_understood", rate="0.5")

    assert dict(Employment.objects.values_list("unit__name_ky", "rate")) == {IT: 1, MATHS: Decimal("0.5")}
    assert Person.objects.count() == 1


# All or nothing, once, by the right people


def test_a_list_that_fails_on_the_way_leaves_nothing_behind(monkeypatch):
    record = applying.upload_roster(xlsx({"1": [[f"«{IT}» кафедрасы"], HEAD, row(**AIGUL)]}), "list.xlsx", by=SYSTEM)

    def fail(*_arguments):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr("staff.cycle.stored.rebuild", fail)
    with pytest.raises(RuntimeError):
        transitions.apply_roster(record, by=SYSTEM)

    record.refresh_from_db()
    assert record.state == RosterImport.State.PREVIEW
    assert (Person.objects.count(), Unit.objects.count()) == (0, 0)


def test_a_list_is_applied_once():
    record = apply(row(**AIGUL))

    with pytest.raises(WrongState):
        transitions.apply_roster(record, by=SYSTEM)


def test_only_the_hr_officer_applies(cholpon):
    record = applying.upload_roster(xlsx({"1": [[IT], HEAD, row(**AIGUL)]}), "list.xlsx", by=SYSTEM)

    with pytest.raises(PermissionDenied):
        transitions.apply_roster(record, by=cholpon.user)


def test_applying_compares_with_what_is_kept_by_then():
    content = xlsx({"1": [[f"«{IT}» кафедрасы"], HEAD, row(**AIGUL)]})
    first, second = (applying.upload_roster(content, "list.xlsx", by=SYSTEM) for _ in range(2))
    transitions.apply_roster(first, by=SYSTEM)

    transitions.apply_roster(second, by=SYSTEM)

    assert second.report["counts"]["new"] == 1
    assert counts(second) == (0, 0, 1, 0)
    assert Person.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_list(django_assert_max_num_queries):
    def people(start, count):
        return [row(name=f"Асанов{'а' * n} Бектур Уланович", birth=f"{n % 27 + 1:02}.05.{1950 + n}") for n in range(start, start + count)]  # fmt: skip

    apply(*people(1, 3))
    with django_assert_max_num_queries(45):
        apply(*people(4, 30))


# Pages


@pytest.fixture
def hr(log_in):
    """The HR officer's browser."""
    return log_in(PersonFactory(roles=["hr_officer"]))


def test_the_preview_shows_every_row_with_what_becomes_of_it(hr):
    apply(row(**AIGUL))
    content = xlsx(
        {
            "1-кафедра": [
                *([f"«{IT}» кафедрасы"], HEAD),
                *(row(**{**AIGUL, "post": "доцент"}), row(**BAKYT, rate="15"), row(name="Вакансия")),
                ["", "Бардыгы: 3"],
            ]
        }
    )
    record = applying.upload_roster(content, "list.xlsx", by=SYSTEM)

    whole = hr.get(reverse("roster_detail", args=[record.pk]))
    of_sheet = hr.get(reverse("roster_detail", args=[record.pk]), {"sheet": "1-кафедра"})

    [(name, in_words, of)] = whole.context["sheets"]
    assert (name, in_words) == ("1-кафедра", "жаңы: 1, өзгөртүлдү: 1, алынган жок: 1")
    assert of["doubted"] == 1
    found = [(line.row, line.status) for line in of_sheet.context["page"]]
    assert found == [(3, "changed"), (4, "new"), (5, "refused"), (6, "skipped")]
    page = of_sheet.content.decode()
    assert "Кызматы: окутуучу → доцент" in page
    assert "«15»" in page


@pytest.mark.parametrize(
    ("about", "names"),
    [("new", [BAKYT["name"]]), ("changed", [AIGUL["name"]]), ("noted", [BAKYT["name"]]), ("doubted", []), ("x", [])],
)
def test_the_preview_shows_the_rows_of_one_kind(hr, about, names):
    apply(row(**AIGUL))
    listed = [row(**{**AIGUL, "post": "доцент"}), row(**{**BAKYT, "pin": "2 03111975 00456"})]
    record = applying.upload_roster(xlsx({"1": [[f"«{IT}» кафедрасы"], HEAD, *listed]}), "list.xlsx", by=SYSTEM)

    page = hr.get(reverse("roster_detail", args=[record.pk]), {"about": about})

    assert [line.name for line in page.context["page"]] == names


def test_a_long_sheet_is_paged(hr):
    rows = [row(name=f"Асанов Бектур{'а' * n} Уланович", birth=f"01.05.{1940 + n % 60}") for n in range(101)]
    record = applying.upload_roster(xlsx({"1": [[f"«{IT}» кафедрасы"], HEAD, *rows]}), "list.xlsx", by=SYSTEM)

    second = hr.get(reverse("roster_detail", args=[record.pk]), {"sheet": "1", "page": "2"})

    assert len(second.context["page"]) == 1
    assert second.context["previous_url"].endswith("page=1")


@pytest.mark.parametrize(
    ("cell", "kind", "fields"),
    [
        ({"hired": "бардык убакта"}, "date_impossible", ["hired_on"]),
        ({"remark": "декрет"}, "pause_not_understood", ["reason", "started_on", "ended_on"]),
        ({"pin": "11305198000123"}, "pin_birth_mismatch", ["pin", "birth_on"]),
        ({"degree": "илимдин жаркыраган жылдызы"}, "degree_not_understood", ["degree_level", "degree_field", "title"]),
    ],
)
def test_the_page_of_a_doubt_asks_for_what_its_column_holds(hr, cell, kind, fields):
    apply(row(**{**AIGUL, **cell}))

    page = hr.get(reverse("settle_decision", args=[ImportDecision.objects.get(kind=kind).pk]))

    assert list(page.context["form"].fields) == fields


def test_the_page_of_a_possible_duplicate_names_both(hr):
    listed = {"name": AIGUL["name"], "birth": "12.05.1980"}
    apply(row(**listed), more={MATHS: [row(**{**listed, "name": "Асанова Айгул Бакытовна"}, hired="01.02.2020")]})

    page = hr.get(reverse("settle_decision", args=[ImportDecision.objects.get().pk])).content.decode()

    assert "Асанова Айгул Бакытовна, 12.05.1980" in page
    assert "Башка сап: 1, 3 – Асанова Айгүл Бакытовна, 12.05.1980" in page


def test_the_page_of_a_foreign_number_names_its_holder(hr):
    PersonFactory(family_name="Бекова", given_name="Нуриза", patronymic="", pin=AIGUL["pin"])
    apply(row(**AIGUL))

    page = hr.get(reverse("settle_decision", args=[ImportDecision.objects.get().pk])).content.decode()

    assert "Бекова Нуриза" in page


def test_a_list_that_is_too_big_is_refused_at_its_field(hr, settings):
    settings.UPLOAD_MAX_BYTES = 10

    answer = hr.post(reverse("upload_roster"), {"file": SimpleUploadedFile("list.xlsx", xlsx({"1": [HEAD]}))})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_a_doubt_settled_twice_says_so(hr):
    apply(row(**AIGUL, rate="15"))
    decision = ImportDecision.objects.get()
    hr.post(reverse("settle_decision", args=[decision.pk]), {"rate": "1,25"})

    answer = hr.post(reverse("settle_decision", args=[decision.pk]), {"rate": "1"}, follow=True)

    assert Employment.objects.get().rate == Decimal("1.25")
    assert "1,25" not in answer.content.decode()


def test_leaving_a_cell_aside_needs_a_reason(hr):
    apply(row(**AIGUL, rate="15"))
    decision = ImportDecision.objects.get()

    without = hr.post(reverse("drop_decision", args=[decision.pk]), {"reason": ""})
    hr.post(reverse("drop_decision", args=[decision.pk]), {"reason": "тактайбыз"})

    decision.refresh_from_db()
    assert (without.status_code, decision.state) == (422, "dropped")
