"""The staff list as the office really keeps it, against its truth line by line. Clause 1.1."""

import csv
import datetime as dt
import json
from collections import defaultdict
from pathlib import Path

import pytest

from staff.imports.staff_list.reading import Roster, read_roster

DATA = Path(__file__).parents[2] / "data"
TODAY = dt.date(2026, 11, 23)
FIELDS = {"physics-maths": "physics_maths", "geology-mineralogy": "geology", "any": "", "?": ""}
CATEGORIES = {"ПОК": "teaching", "ОКК": "support"}
TITLES = {"доцент": "docent", "профессор": "professor"}


@pytest.fixture(scope="module")
def roster() -> Roster:
    return read_roster(DATA / "staff-2026.xlsx", today=TODAY)


@pytest.fixture(scope="module")
def truth() -> list[dict[str, str]]:
    with (DATA / "staff-2026.clean.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads((DATA / "staff-2026.expected.json").read_text(encoding="utf-8"))


def pairs(roster, truth):
    rows = {row.place: row for row in roster.rows}
    return [(rows[line["sheet"], int(line["row"])], line) for line in truth]


def cells(found):
    return sorted((each["sheet"], each["row"], each["column"], each["kind"]) for each in found)


def test_summary_agrees_with_expected(roster, expected):
    summary = roster.summary()

    assert cells(summary["decisions"]) == cells(expected["decisions"])
    assert cells(summary["refused"]) == cells(expected["refused"])
    counts = {key: value for key, value in expected.items() if isinstance(value, int)}
    assert {key: summary[key] for key in counts} == counts


def test_every_line_of_the_truth_is_read_once(roster, truth):
    places = [row.place for row in roster.rows]

    assert sorted(places) == sorted((line["sheet"], int(line["row"])) for line in truth)


@pytest.mark.parametrize(
    ("column", "read"),
    [
        ("family", lambda row: row.family),
        ("patronymic", lambda row: row.patronymic),
        ("sex", lambda row: row.sex),
        ("birth", lambda row: str(row.birth_on or row.birth_year or "")),
        ("phone", lambda row: row.phone),
        ("email", lambda row: row.email),
        ("degree_level", lambda row: row.degree_level),
        ("career_year", lambda row: str(row.career_start_on.year)),
        ("hired", lambda row: str(row.hired_on or "")),
        ("post", lambda row: row.post),
        ("rate", lambda row: f"{row.rate.normalize():f}" if row.rate else ""),
        ("main", lambda row: "1" if row.basis == "main" else "0"),
    ],
)
def test_column_agrees_with_truth(roster, truth, column, read):
    wrong = [(row.place, read(row), line[column]) for row, line in pairs(roster, truth) if read(row) != line[column]]

    assert wrong == []


def test_given_name_agrees_with_truth_but_where_it_waits(roster, truth):
    """A name written with other letters stays as written until an officer has said who it is."""
    different = [row for row, line in pairs(roster, truth) if row.given != line["given"]]

    assert len(different) == 6
    assert all([each.kind for each in row.decisions] == ["possible_duplicate_person"] for row in different)


def test_degree_field_and_category_agree_with_truth(roster, truth):
    wrong = [
        row.place
        for row, line in pairs(roster, truth)
        if row.degree_field != FIELDS.get(line["degree_field"], line["degree_field"])
        or row.category != CATEGORIES[line["category"]]
    ]

    assert wrong == []


def test_title_agrees_with_truth(roster, truth):
    """The truth leaves the University's own titles out, and the title of cells whose degree is ambiguous."""
    for row, line in pairs(roster, truth):
        if row.title.startswith("oshtu_") or any(each.kind == "ambiguous_degree" for each in row.decisions):
            assert line["title"] == ""
        else:
            assert row.title == TITLES.get(line["title"], "")


def test_pin_agrees_with_truth_but_where_it_waits(roster, truth):
    waiting = {"pin_malformed", "pin_birth_mismatch", "duplicate_pin"}
    for row, line in pairs(roster, truth):
        if waiting & {each.kind for each in row.decisions}:
            assert row.pin == ""
        else:
            assert row.pin == line["pin_written"]


def test_unit_agrees_with_truth_in_its_language(roster, truth):
    """Russian lists name the unit in Russian; the sheet's own name is the beginning of the Kyrgyz one."""
    for row, line in pairs(roster, truth):
        if row.unit.language == "ky":
            assert row.unit.name == line["unit_ky"]
        else:
            assert line["unit_ky"].startswith(row.unit.hint)

    assert {row.unit.language for row in roster.rows} == {"ky", "ru"}
    assert {row.unit.kind for row in roster.rows} == {"department", "office", "college"}


@pytest.mark.clause("4.1")
def test_training_lines_agree_with_truth(roster):
    """What a cell does not say (provider, number of the document) is left empty."""
    with (DATA / "staff-2026.training.csv").open(encoding="utf-8") as lines:
        truth = list(csv.DictReader(lines))
    expected = defaultdict(list)
    for line in truth:
        expected[line["family"], line["given"], line["patronymic"], int(line["birth"][:4])].append(line)

    found = 0
    for person in roster.persons:
        row = person.main
        for training in person.trainings:
            fitting = [
                line
                for line in expected[row.family, row.given, row.patronymic, row.birth]
                if (line["title"], line["hours"], line["to"])
                == (training.title, str(training.hours), training.ended_on.isoformat())
                and training.provider in ("", line["provider"])
                and training.document_number in ("", line["document"])
            ]
            assert len(fitting) == 1
            found += 1

    assert found == len(truth)


def test_proposals_put_the_likely_answer_first(roster):
    first = {
        (each.sheet.split()[0], each.row, each.kind): each.proposals[0] for each in roster.decisions if each.proposals
    }

    assert first["10", 8, "date_impossible"] == {"hired_on": "2015-12-13"}
    assert first["11", 10, "date_impossible"] == {"hired_on": "2019-02-28"}
    assert first["17", 10, "date_impossible"] == {"hired_on": "2019-05-01"}
    assert first["1", 19, "rate_not_understood"] == {"rate": "1.50"}
    assert first["14", 23, "rate_not_understood"] == {"rate": "0.50"}
    assert first["13", 10, "post_unknown"] == {"post": "other", "category": "teaching"}
    assert first["7", 7, "duplicate_pin"] == {"pin": ""}
    assert first["12", 8, "ambiguous_degree"] == {"degree_level": "candidate", "degree_field": "philology"}


def test_only_doubts_about_identity_hold_a_row_back(roster):
    kinds = {each.kind for row in roster.rows if row.held_back for each in row.decisions}

    assert kinds <= {"possible_duplicate_person", "duplicate_pin"}
    assert sum(row.held_back for row in roster.rows) == 10
    now = roster.summary()
    assert (now["persons"], now["employments"]) == (616, 640)


def test_possible_duplicate_is_kept_with_the_person_it_may_be(roster):
    waiting = [(person, row) for person in roster.persons for row in person.waiting]

    assert len(waiting) == 6
    assert all(row.same_as is person.main and row.birth_on == person.main.birth_on for person, row in waiting)


def test_remarks_name_cell_and_reason(roster):
    text = roster.remarks()["10 Кыймылсыз мүлктү башкару"][8]

    assert text.startswith("G8: ")


def test_nothing_is_dropped_in_silence(roster):
    assert {each.kind for each in roster.skipped} == {"total"}
    assert len(roster.skipped) == 31
    assert roster.unknown_columns == {}
