"""What single cells of a staff list say, in all the ways that offices write them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staff.imports.cells import bases, contacts, dates, degrees, names, posts, remarks, training

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    "written",
    [
        "12.05.1985",
        "1985-05-12",
        "1985-05-12 00:00:00",
        "12,05,1985",
        "12-05-1985",
        "12 05 1985",
        "1985/05/12",
        "12.05.1985-ж.",
        "12.05.1985 г.р.",
        "12-май 1985",
        "12 мая 1985 г.",
        "«12» мая 1985 г.",
        "1985-жылдын 12-майы",
        "1985-ж. 12-май",
        "1985, 12.05",
        "1985-ж. 12.05",
        "1985-жыл 12-май",
        "12.05.1985 ж.т.",
        "31179",
        31179.0,
        dt.date(1985, 5, 12),
        dt.datetime(1985, 5, 12),
        "12.5.85",
    ],
)
def test_birth_is_understood(written):
    assert dates.read_birth(written, TODAY).value == dt.date(1985, 5, 12)


@pytest.mark.parametrize("written", ["1985", "1985-ж.", 1985.0, "1985 г.р.", "май 1985", "05.1985"])
def test_birth_year_alone_is_kept_as_a_year(written):
    got = dates.read_birth(written, TODAY)

    assert (got.value, got.note) == (1985, "year_only")


@pytest.mark.parametrize(
    ("written", "kind", "proposals"),
    [
        ("5/12/85", "date_ambiguous", ["1985-12-05", "1985-05-12"]),
        ("31.02.1985", "date_impossible", ["1985-02-28", "1985-03-03"]),
        ("12.13.1985", "date_impossible", ["1985-12-13"]),
        ("12.05.2091", "date_impossible", ["1991-05-12"]),
        ("12.05.1885", "date_impossible", []),
        ("12.0б.1985", "date_impossible", []),
        ("00/05/1985", "date_impossible", []),
        ("12/00/1985", "date_impossible", []),
        ("0/9/85", "date_impossible", []),
        ("12.5.5", "date_impossible", []),
        ("12.05.1985 (41 жаш)", "date_impossible", ["1985-05-12"]),
    ],
)
def test_doubtful_birth_waits_with_likely_days(written, kind, proposals):
    got = dates.read_birth(written, TODAY)

    assert (got.value, got.doubt, [each["day"] for each in got.proposals]) == (None, kind, proposals)


@pytest.mark.parametrize(
    ("written", "hired", "note"),
    [
        ("01.09.2014 (буйрук № 12-к)", dt.date(2014, 9, 1), "date_in_words"),
        ("пр. № 15 от 01.09.2014", dt.date(2014, 9, 1), "date_in_words"),
        ("5/25/2014", dt.date(2014, 5, 25), "date_month_first"),
        ("09.2014", dt.date(2014, 9, 1), "month_only"),
        ("2014-ж.", dt.date(2014, 1, 1), "year_only"),
        (41883.0, dt.date(2014, 9, 1), "date_serial"),
    ],
)
def test_hired_is_understood_with_a_note(written, hired, note):
    got = dates.read_hired(written, TODAY)

    assert (got.value, got.note) == (hired, note)


@pytest.mark.parametrize(
    ("written", "start", "note"),
    [
        ("2014", "2014", ""),
        ("2014-ж.", "2014", ""),
        ("с 2005 г.", "2005", ""),
        ("2005-жылдан", "2005", ""),
        ("09.2014", "2014-09", "month_only"),
        ("01.01.2014", "2014-01-01", ""),
        ("1.9.14", "2014-09-01", "date_short_year"),
        (12.0, "2014", "years_of_service"),
        ("12 жыл", "2014", "years_of_service"),
        ("5 лет 3 мес.", "2021-08", "years_of_service"),
        ("2 года 11 мес.", "2023-12", "years_of_service"),
        ("12 ж. 3 ай", "2014-08", "years_of_service"),
        ("1,5 жыл", "2025-05", "years_of_service"),
        ("3 ай", "2026-08", "years_of_service"),
        ("2 мес.", "2026-09", "years_of_service"),
    ],
)
@pytest.mark.clause("1.3")
def test_career_start_from_year_or_years_of_service(written, start, note):
    got = dates.read_career_start(written, TODAY)

    assert (got.value.month_or_year or got.value.first.isoformat(), got.note) == (start, note)


@pytest.mark.parametrize(
    ("written", "doubt", "proposals"),
    [
        ("5-6-12", "service_or_date", ["2021-05-01", "2012-06-05"]),
        ("01.09", "date_impossible", []),
        (1.09, "date_impossible", []),
        ("12,25", "date_impossible", []),
    ],
)
def test_doubtful_start_of_career_waits(written, doubt, proposals):
    got = dates.read_career_start(written, TODAY)

    assert (got.value, got.doubt, [each["day"] for each in got.proposals]) == (None, doubt, proposals)


@given(st.dates(dt.date(1935, 1, 1), dt.date(2005, 12, 31)))
def test_birth_reads_back_every_day(day):
    for written in (f"{day:%d.%m.%Y}", day.isoformat(), day):
        assert dates.read_birth(written, TODAY).value == day


@given(st.one_of(st.text(max_size=40), st.floats(allow_nan=True), st.integers(), st.dates(), st.booleans()))
def test_any_cell_is_understood_or_waits_and_never_fails(cell):
    for read in (names.read_name, posts.read_post, posts.read_rate, bases.read_basis, degrees.read_degree):
        read(cell)
    for read in (contacts.read_phone, contacts.read_email):
        read(cell)
    for read in (
        dates.read_birth,
        dates.read_hired,
        dates.read_career_start,
        contacts.read_pin,
        training.read_training,
        remarks.read_remark,
    ):
        read(cell, TODAY)


@pytest.mark.parametrize(
    ("written", "family", "given_name", "patronymic", "sex"),
    [
        ("Сыдыков Бакыт Маматович", "Сыдыков", "Бакыт", "Маматович", "m"),
        ("Кошмамат уулу Калысбек", "Кошмамат уулу", "Калысбек", "", "m"),
        ("Кошмамат у. Калысбек", "Кошмамат уулу", "Калысбек", "", "m"),
        ("Калысбек Кошмамат уулу", "Кошмамат уулу", "Калысбек", "", "m"),
        ("Мукамидин к.Н.", "Мукамидин кызы", "Н.", "", "f"),
        ("Асанова Айгүл Бакыт кызы", "Асанова", "Айгүл", "Бакыт кызы", "f"),
        ("Борончуева Айнура", "Борончуева", "Айнура", "", "f"),
        ("Ким Светлана Юрьевна", "Ким", "Светлана", "Юрьевна", "f"),
        ("Ли Анна", "Ли", "Анна", "", ""),
        ("ДҮЙШӨЕВ ВИКТОР ЭСЕНБЕКОВИЧ", "Дүйшөев", "Виктор", "Эсенбекович", "m"),
        ("Виктор Эсенбекович Дүйшөев", "Дүйшөев", "Виктор", "Эсенбекович", "m"),
        ("Сыдыков Б.М.", "Сыдыков", "Б.", "М.", "m"),
        ("Б. М. Сыдыков", "Сыдыков", "Б.", "М.", "m"),
        ("3. Асанова Айгүл", "Асанова", "Айгүл", "", "f"),
        ("Мамбетова-Асанова Айгүл", "Мамбетова-Асанова", "Айгүл", "", "f"),
        ("Aсанова Aйгүл Бакытовна", "Асанова", "Айгүл", "Бакытовна", "f"),  # the first A of both is Latin
        ("АСАНОВ MAPAT CAMATOBИЧ", "Асанов", "Марат", "Саматович", "m"),  # Latin letters in the last two words
        ("Акматова Capa Токтоевна", "Акматова", "Сара", "Токтоевна", "f"),  # the second word is all Latin
        ("Асанова\u200b Ай\xadнура", "Асанова", "Айнура", "", "f"),
        ("Каи\u0306ырова Айсулуу", "Кайырова", "Айсулуу", "", "f"),
        ("доц. Сыдыков Бакыт Маматович", "Сыдыков", "Бакыт", "Маматович", "m"),
        ("т.и.к., доцент Сыдыков Бакыт", "Сыдыков", "Бакыт", "", "m"),
        ("Асанова Гүлзат Токтосуновна, доцент", "Асанова", "Гүлзат", "Токтосуновна", "f"),
        ("Ө. Турсунов", "Турсунов", "Ө.", "", "m"),
        ("Эсенов Азамат -", "Эсенов", "Азамат", "", "m"),
        ("Ж.Ж. Ашым уулу", "Ашым уулу", "Ж.", "Ж.", "m"),
        ("3. ЭРКИН К. АЙЖАМАЛ", "Эркин кызы", "Айжамал", "", "f"),
        ("4. ЛИ О", "Ли", "О", "", ""),
        ("2. БЕКОВА ГҮЛНУР  АСАНОВНА*", "Бекова", "Гүлнур", "Асановна", "f"),
        ("Сыдыков Б.Маматович", "Сыдыков", "Б.", "Маматович", "m"),
        ("Токтогулов Адис", "Токтогулов", "Адис", "", "m"),
        ("Smith John", "Smith", "John", "", ""),
    ],
)
def test_name_is_taken_apart(written, family, given_name, patronymic, sex):
    assert names.read_name(written).value[:4] == (family, given_name, patronymic, sex)


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("", "name_missing"),
        ("Сыдыков", "name_incomplete"),
        ("Сыдыков Маматович", "name_incomplete"),
        ("доцент Сыдыков", "name_incomplete"),
        ("вакансия", "vacancy"),
        ("Беков Эмил Маратович/Асанов Эрлан", "name_several"),
        ("Беков Эмил жана Асанов Эрлан", "name_several"),
        ("Базарбай К. Гүлмира", "name_unclear"),
        ("Асанов АБ", "name_unclear"),
        ("Асанов Smith", "name_unclear"),
        ("Мамбетова Асанова Айгүл Бакытовна", "name_unclear"),
        ("Асанова Айгүл,Бекова Нурзат", "name_unclear"),
        ("Асанова Айгүл Бекова", "name_unclear"),
        ("Кошмамат уулу Калысбек - Осмонов Эрлан", "name_unclear"),
    ],
)
def test_what_is_no_name_says_why(written, doubt):
    assert names.read_name(written).doubt == doubt


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Кошмамат уулу", "Калысбек", ""), ("Кошмамат уулу", "Калысбек", "", "m")),
        (("АСАНОВА", "Capa", "-"), ("Асанова", "Сара", "", "f")),
        (("Ким", "Вера", None), ("Ким", "Вера", "", "")),
        (("Кошмамат у.", "Калысбек", ""), ("Кошмамат уулу", "Калысбек", "", "m")),
        (("АСАНОВА (БЕКОВА)*", "АЙГҮЛ", "ЭРКИН К."), ("Асанова", "Айгүл", "Эркин кызы", "f")),
    ],
)
def test_name_in_three_columns_stays_in_its_parts(parts, name):
    assert names.name_of_parts(*(part or "" for part in parts)).value[:4] == name


@pytest.mark.parametrize(
    "written",
    [
        "22109198899000",
        22109198899000.0,
        "2 21091988 99000",
        "2-21091988-99000",
        "ПИН: 22109198899000",
        "221О919889900O",
    ],
)
def test_pin_is_understood(written):
    assert contacts.read_pin(written, TODAY).value == "22109198899000"


@pytest.mark.parametrize("written", ["2210919889900", "2,21E+13", "32109198899000", "23113198899000", "22109202099000"])
def test_malformed_pin_waits(written):
    got = contacts.read_pin(written, TODAY)

    assert (got.value, got.doubt) == (None, "pin_malformed")


@pytest.mark.parametrize(
    "written",
    [
        "0772 72 05 82",
        "+996 (772) 72-05-82",
        "996772720582",
        "772720582",
        772720582.0,
        "00996772720582",
        "тел. 0772720582",
        "0772 72 05 82 (WhatsApp)",
        "0772720582, 0555123456",
        "0772720582/0555123456",
        "0772–72–05–82",
        "0772‑72‑05‑82",
    ],
)
def test_phone_is_understood(written):
    assert contacts.read_phone(written).value == "+996772720582"


@pytest.mark.parametrize(
    ("written", "proposal"), [("4-33-14", ""), ("0772720582, 4-33-14", "+996772720582"), ("+1", "")]
)
def test_a_cell_with_a_figure_that_is_no_phone_waits(written, proposal):
    got = contacts.read_phone(written)

    assert (got.value, got.doubt, got.proposals) == (None, "phone_not_understood", ({"phone": proposal},))


def test_without_a_phone_there_is_nothing_to_settle():
    assert contacts.read_phone("тел жок") == contacts.read_phone("-") == contacts.read_phone("")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a.asanova@mail.ru", "a.asanova@mail.ru"),
        ("A.Asanova@Mail.ru", "a.asanova@mail.ru"),
        ("o'bolbekov@example.org", "o'bolbekov@example.org"),
        (" asanova@mail.ru ", "asanova@mail.ru"),
        ("asanova @ mail.ru", "asanova@mail.ru"),
        ("mailto:asanova@mail.ru", "asanova@mail.ru"),
        ("Асанова А. <asanova@mail.ru>", "asanova@mail.ru"),
        ("эл. почта: asanova@mail.ru", "asanova@mail.ru"),
        ("asanova@mail.ru; u2@mail.ru", "asanova@mail.ru"),
        ("asanova@mail.ru (жеке), u2@mail.ru", "asanova@mail.ru"),
        ("asanova@mail.ru.", "asanova@mail.ru"),
    ],
)
def test_address_is_understood(written, address):
    assert contacts.read_email(written).value == address


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("rаkhat@example.org", "rakhat@example.org"),  # a Cyrillic а
        ("nazgul@example.org.кg", "nazgul@example.org.kg"),  # a Cyrillic к
        ("гulnara@example.org", ""),
        ("bekovа.k@example.org", "bekova.k@example.org"),
        ("müller@example.org", ""),
        ("oleg ivanov@example.org", ""),
        ("syimyk sulaimanov@example.org", ""),
        ("aigul@oshtu,kg", "aigul@oshtu.kg"),
        ("asanova@mail.ru 0555123456", ""),
        ("a@@b", ""),
        (".k@example.org", ""),
        (f"{'a' * 245}@example.org", ""),
    ],
)
def test_an_address_is_never_cut_out_of_a_longer_word(written, proposal):
    """Letters about a person would go to a stranger."""
    got = contacts.read_email(written)

    assert (got.value, got.doubt, got.proposals) == (None, "email_not_understood", ({"email": proposal},))


@pytest.mark.parametrize(
    ("written", "code", "is_acting"),
    [
        ("ст. преп.", "senior_teacher", False),
        ("ага окутуучу", "senior_teacher", False),
        ("Улук окутуучу", "senior_teacher", False),
        ("старший преподаватель кафедры ИСТ", "senior_teacher", False),
        ("зав. каф.", "head_of_department", False),
        ("заведующая кафедрой", "head_of_department", False),
        ("Кафедра башчысынын м.а.", "head_of_department", True),
        ("и.о. зав. кафедрой", "head_of_department", True),
        ("и.о. доцента", "docent", True),
        ("доцент, зав. кафедрой", "head_of_department", False),
        ("кафедранын доценти", "docent", False),
        ("зав. лаб.", "lab_head", False),
        ("лаборант 1-категория", "lab_assistant", False),
        ("ст.лаборант", "senior_lab_assistant", False),
        ("учебный мастер", "workshop_master", False),
        ("инженер-программист", "engineer", False),
        ("Колледждин окутуучусу", "college_teacher", False),
        ("кадрлар бөлүмүнүн башчысы", "office_head", False),
        ("зам. директора по УР", "vice_dean", False),
        ("специалист по кадрам", "specialist", False),
        ("водитель", "other", False),
    ],
)
@pytest.mark.clause("1.1")
def test_post_is_understood(written, code, is_acting):
    assert posts.read_post(written).value == (code, is_acting)


@pytest.mark.parametrize(
    "written",
    [
        *("доцент, кенже кассир-усулчу", "окутуучу + белгисиз иш", "доцент, профессор", "доцент (кассир)"),
        *("окутуучу (0,5 ставка)", "доцент кафедры физики с 01.09.2020", "преподаватель по совместительству"),
    ],
)
@pytest.mark.clause("1.1")
def test_a_post_with_another_post_a_figure_or_a_basis_beside_it_waits(written):
    got = posts.read_post(written)

    assert (got.value, got.doubt) == (None, "post_unknown")
    assert got.proposals[0]["post"] in ("docent", "teacher")


def test_unknown_post_waits_with_the_nearest():
    got = posts.read_post("методиист-усулч")

    assert got.value is None
    assert got.doubt == "post_unknown"
    assert posts.read_post("лоборант").proposals[0] == {"post": "lab_assistant"}


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        (1.0, "1.00"),
        ("1 ст.", "1.00"),
        ("0,5", "0.50"),
        ("1.25 ставка", "1.25"),
        ("1/2", "0.50"),
        ("полставки", "0.50"),
        ("жарым", "0.50"),
        ("50%", "0.50"),
        ("толук ставка", "1.00"),
        ("½", "0.50"),
        ("1½", "1.50"),
        ("0,5+0,25", "0.75"),
        ("0,5 + 1 ст.", "1.50"),
    ],
)
def test_rate_is_understood(written, rate):
    assert posts.read_rate(written).value == Decimal(rate)


@pytest.mark.parametrize(
    ("written", "code", "rate"),
    [
        ("доцент, 0,5 ст.", "docent", "0.50"),
        ("и.о. зав. кафедрой", "head_of_department", "None"),
        ("профессор 0.25", "professor", "0.25"),
        ("инженер-лаборант 1 ст", "engineer", "1.00"),
        ("преподаватель (почасовик)", "teacher", "hourly"),
        ("лаборант 1-категория", "lab_assistant", "None"),
        ("окутуучу, 1/2 ставка", "teacher", "0.50"),
        ("окутуучу, 1", "teacher", "1.00"),
    ],
)
@pytest.mark.clause("1.1")
def test_post_and_rate_in_one_cell(written, code, rate):
    post, rest = posts.post_and_rate(written)

    assert (posts.read_post(post).value.code, str(posts.read_rate(rest).value)) == (code, rate)


@pytest.mark.parametrize("written", ["почасовик", "саатык акы", "час."])
def test_hourly_teachers_have_no_rate(written):
    assert posts.read_rate(written).value == "hourly"


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("0,75+1", "1.50"),
        ("15", "1.50"),
        ("жарты", "0.50"),
        ("25", "0.25"),
        ("0.1", "0.25"),
        (dt.date(2026, 5, 1), "1.50"),
        ("2", "1.50"),
    ],
)
def test_doubtful_rate_waits_with_the_likely_one(written, proposal):
    got = posts.read_rate(written)

    assert (got.value, got.doubt, got.proposals[0]) == (None, "rate_not_understood", {"rate": proposal})


@pytest.mark.parametrize(
    ("written", "basis"),
    [
        ("негизги", "main"),
        ("осн.", "main"),
        ("айкаш", "secondary"),
        ("ички айкаш", "inner"),
        ("внутр. совм.", "inner"),
        ("сырткы айкаш", "outer"),
        ("внешн. совм.", "outer"),
    ],
)
def test_basis_is_understood(written, basis):
    assert bases.read_basis(written).value == basis


@pytest.mark.parametrize("written", ["негизги эмес", "осн. и внутр. совм.", "негизги 0,5"])
def test_a_basis_with_other_words_waits(written):
    assert (bases.read_basis(written).value, bases.read_basis(written).doubt) == (None, "basis_not_understood")


@pytest.mark.parametrize(
    ("written", "basis", "doubt"),
    [
        ("внешний совместитель", "outer", ""),
        ("ички айкаш", "inner", ""),
        ("внутр. совместитель с кафедры АТ", None, "basis_not_understood"),
        ("пенсионер", None, ""),
    ],
)
def test_basis_is_taken_from_a_remark_that_says_nothing_else(written, basis, doubt):
    got = bases.basis_in_remark(written)

    assert (got.value, got.doubt) == (basis, doubt)


@pytest.mark.parametrize(
    ("written", "level", "field", "title"),
    [
        ("т.и.к., доцент", "candidate", "technical", "docent"),
        ("т.и.к. доцент", "candidate", "technical", "docent"),
        ("доцент к.т.н.", "candidate", "technical", "docent"),
        ("канд. техн. наук", "candidate", "technical", ""),
        ("техника илимдеринин кандидаты", "candidate", "technical", ""),
        ("ф.-м.и.к.", "candidate", "physics_maths", ""),
        ("физика-математика илимдеринин кандидаты", "candidate", "physics_maths", ""),
        ("экономика илимдеринин доктору, профессор", "doctor", "economics", "professor"),
        ("к.с.-х.н.", "candidate", "agriculture", ""),
        ("арх.и.д.", "doctor", "architecture", ""),
        ("филос. и. к.", "candidate", "philosophy", ""),
        ("кандидат филологических наук", "candidate", "philology", ""),
        ("Ph.D., доцент", "phd", "", "docent"),
        ("философия доктору (PhD)", "phd", "", ""),
        ("PhD по экономике", "phd", "economics", ""),
        ("магистр", "", "", ""),
        ("магистр, ОшТУнун доценти", "", "", "oshtu_docent"),
        ("доцент ОшТУ", "", "", "oshtu_docent"),
        ("чл.-корр. НАН КР", "", "", "corresponding_member"),
        ("с.н.с.", "", "", "senior_researcher"),
    ],
)
@pytest.mark.clause("1.3")
def test_degree_and_title_are_understood(written, level, field, title):
    got = degrees.read_degree(written)

    assert (got.value, got.doubt) == ((level, field, title), "")


@pytest.mark.parametrize("written", ["ф.и.к.", "к.ф.н., доцент", "ф.и.д."])
def test_ambiguous_degree_keeps_its_level_and_waits_for_the_field(written):
    got = degrees.read_degree(written)

    assert (bool(got.value.level), got.value.field, got.doubt) == (True, "", "ambiguous_degree")
    assert [each["degree_field"] for each in got.proposals] == ["philology", "philosophy"]


@pytest.mark.parametrize(
    ("written", "level", "levels"),
    [
        ("канд. наук", "candidate", ["candidate"]),
        ("илим. канд., доцент", "candidate", ["candidate"]),
        ("и.к.", "candidate", ["candidate"]),
        ("докт. наук", "doctor", ["doctor"]),
        ("доктор", "", ["doctor", "phd"]),
    ],
)
@pytest.mark.clause("1.3")
def test_a_degree_without_its_field_waits(written, level, levels):
    """«доктор» alone may be a PhD: not even the level is taken."""
    got = degrees.read_degree(written)

    assert (got.value.level, got.doubt) == (level, "degree_field_missing")
    assert [each["degree_level"] for each in got.proposals] == levels


def test_a_doctor_by_profile_is_no_professor():
    assert degrees.read_degree("доктор по профилю").value == ("phd", "", "")


@pytest.mark.parametrize(
    "written",
    [
        *(
            "д.т.н., к.э.н.",
            "к.т.н., PhD",
            "к.т.н. 2015",
            "т.и.к., э.и.к.",
            "кандидат технических и экономических наук",
        ),
        *("PhD т.и.к.", "высшее к.т.н.", "Эл агартуунун мыктысы т.и.к.", "академик д.т.н.", "канд. тех. наук Иванов"),
    ],
)
@pytest.mark.clause("1.3")
def test_two_degrees_or_a_figure_beside_one_wait(written):
    got = degrees.read_degree(written)

    assert (got.value.level, got.doubt) == ("", "degree_not_understood")


def test_unknown_words_beside_a_degree_wait():
    got = degrees.read_degree("т.и.к., кандай-бир сөз")

    assert (got.value.level, got.doubt) == ("candidate", "degree_not_understood")


def lines(written):
    return [
        (line.title, line.hours, line.ended_on.isoformat(), line.provider, line.document_number)
        for line in training.read_training(written, TODAY).value or ()
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("LMS курсу, 72 с., 19.02.2024", ("LMS курсу", 72, "2024-02-19", "", "")),
        ("КТУ, «Сапат», 72 ч., 19.02.2024, серт. № 12/45", ("Сапат", 72, "2024-02-19", "КТУ", "12/45")),
        ("«Сапат», ОшМУ, 36 ч., 12.01.2024–19.02.2024", ("Сапат", 36, "2024-02-19", "ОшМУ", "")),
        ("КТУ, Сапат, 01-15.03.2024, 36 саат", ("Сапат", 36, "2024-03-15", "КТУ", "")),
        ("Удостоверение № 345, «Сапат», 72 часа, с 10.01.2024 по 25.01.2024", ("Сапат", 72, "2024-01-25", "", "345")),
        ("Онлайн сапат 72 саат 2023-жыл", ("Онлайн сапат", 72, "2023-12-31", "", "")),
        ("Сапат (48 с.), март 2024", ("Сапат", 48, "2024-03-31", "", "")),
        ("Педагогика, психология, 36 с., 12.12.2023", ("Педагогика, психология", 36, "2023-12-12", "", "")),
        ("Agenda 2030, 24 с., 19.02.2026", ("Agenda 2030", 24, "2026-02-19", "", "")),
        ("Сапат, 72 с., 2026-ж.", ("Сапат", 72, "2026-11-23", "", "")),
        ("ОшМУ, Маркетинг 2023, 72 с.", ("Маркетинг", 72, "2023-12-31", "ОшМУ", "")),
        ("Апробация 2023, КУУ, 72 ч.", ("Апробация", 72, "2023-12-31", "КУУ", "")),
        ("Сенсорлор, 2024, ОшМУ, 72 саат", ("Сенсорлор", 72, "2024-12-31", "ОшМУ", "")),
        ("«Химия 2025», 72 часа, март 2025 г., ОшГУ", ("Химия 2025", 72, "2025-03-31", "ОшГУ", "")),
        ("«Билим берүүдө AI» 16 саат (12-14.11.2026)", ("Билим берүүдө AI", 16, "2026-11-14", "", "")),
        ("Сапат, 36 с., 28.12-10.01.2025", ("Сапат", 36, "2025-01-10", "", "")),
        (
            "Инклюзивдүү билим берүү (ОшТУ), 32 ч., 24.02.2025 г., уд. № Б45083",
            ("Инклюзивдүү билим берүү", 32, "2025-02-24", "ОшТУ", "Б45083"),
        ),
        ("3D моделдөө (КМТУ, уд. № 12), 72 с., 2024", ("3D моделдөө", 72, "2024-12-31", "КМТУ", "12")),
        ("Сапат, 72 ч., 10.03.2024, уд. № 123 от 15.03.2024", ("Сапат", 72, "2024-03-10", "", "123")),
        ("Инновация,\n72 с.,\n15.03.2019", ("Инновация", 72, "2019-03-15", "", "")),
        ("Инновация; 72 с.; 15.03.2019", ("Инновация", 72, "2019-03-15", "", "")),
    ],
)
@pytest.mark.clause("4.1")
def test_training_line_is_understood(written, expected):
    assert lines(written) == [expected]


@pytest.mark.parametrize(
    "written",
    [
        "1) LMS, 72 с., 19.02.2024; 2) Тест, 24 с., 01.03.2025",
        "1) LMS, 72 с., 19.02.2024 2) Тест, 24 с., 01.03.2025",
        "LMS, 72 с., 19.02.2024\nТест, 24 с., 01.03.2025",
        "LMS, 72 с., 19.02.2024; серт. №1; Тест, 24 с., 01.03.2025",
    ],
)
def test_several_trainings_in_one_cell(written):
    assert [line[:3] for line in lines(written)] == [("LMS", 72, "2024-02-19"), ("Тест", 24, "2025-03-01")]


@pytest.mark.parametrize(
    "written",
    [
        "2019 ж. Бишкек ш., КУУ, 72 саат «Инновация», 2025 ж. Ош ш. 8 саат «IT»",
        "«Инновация», 72 саат, 2019, «IT», 8 саат, 2025",
        "«Инновация» 72 с. 31.12.2019. «IT» 8 с. 31.12.2025",
        "«Инновация», 72 саат, 31.12.2019 ж. жана «IT», 8 саат, 31.12.2025 ж.",
        "Инновация 72 с. 31.12.2019, IT 8 с. 31.12.2025",
        '"Инновация", 72 с., 2019, серт. № 5, "IT", 8 с., 2025',
    ],
)
@pytest.mark.clause("4.1")
def test_two_trainings_without_a_mark_between_them_are_two_by_their_figures(written):
    assert [line[:3] for line in lines(written)] == [("Инновация", 72, "2019-12-31"), ("IT", 8, "2025-12-31")]


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("2022 - 36с., 2025 - 72с.", [("", 36, "2022-12-31"), ("", 72, "2025-12-31")]),
        ("КНУ 36ч 2023", [("", 36, "2023-12-31")]),
        ("ОшТУ, 72 с., 15.03.2023", [("", 72, "2023-03-15")]),
        ("семинар, 72 с., 15.03.2023", [("", 72, "2023-03-15")]),
        ("2024-ж. май, 72 саат, ОшТУ", [("", 72, "2024-05-31")]),
        ("2024-2025 гг. 108 ч. Алматы", [("", 108, "2025-12-31")]),
        ("Сапат, 2019, 72 саат, 2025", [("Сапат", None, "2019-12-31"), ("Сапат", None, "2025-12-31")]),
        ("Сапат, 72 с., 36 с., 2025", [("Сапат", 72, None), ("Сапат", 36, None)]),
        ("Сапат, 45, 72 с., 2025", [("Сапат, 45", 72, "2025-12-31")]),
        ("Сапат, 36,5 саат, 2025", [("Сапат, 36, 5 саат", None, "2025-12-31")]),
        ("Сапат, 72 с., 2023-2024-окуу жылы", [("Сапат, окуу жылы", 72, "2024-12-31")]),
        ("Сапат, 72 ч., удостоверение № 123 от 15.03.2024", [("Сапат", 72, "2024-03-15")]),
        ("Сапат, 72 с., 10.03.2024, серт. № 1, серт. № 2", [("Сапат", 72, "2024-03-10")]),
        ("«Сапат», «Тест», 72 с., 2024", [("Сапат", 72, "2024-12-31")]),
        ("Сапат, 72 с., 15.03.1019", [("Сапат", 72, None)]),
        (f"{'Узун аталыш ' * 30}, 72 с., 2024", [(("Узун аталыш " * 25).strip()[:300], 72, "2024-12-31")]),
    ],
)
@pytest.mark.clause("4.1")
def test_a_cell_with_more_or_less_than_one_training_has_waits_with_each_of_its_trainings(written, proposed):
    got = training.read_training(written, TODAY)

    assert (got.value, got.doubt) == ((), "training_not_understood")
    found = [(each["title"].strip()[:300], each["hours"], each["ended_on"]) for each in got.proposals]
    assert [(title[:290], *rest) for title, *rest in found] == [(title[:290], *rest) for title, *rest in proposed]


@pytest.mark.parametrize(
    "written",
    [
        "72 с.",
        "өткөн",
        "бар, серт. үйдө",
        "2023",
        "Сапат, 72 с.",
        "Сапат, 2023",
        "Сапат, 72 с., 31.02.2024",
        "Сапат, 72 с., 2030",
    ],
)
def test_incomplete_training_waits_and_adds_no_line(written):
    got = training.read_training(written, TODAY)

    assert (got.value, got.doubt) == ((), "training_not_understood")


def test_incomplete_training_does_not_hold_back_the_others_of_its_cell():
    got = training.read_training("LMS, 72 с., 19.02.2024; Сапат, 36 с.", TODAY)

    assert [line.title for line in got.value] == ["LMS"]
    assert [(each["title"], each["hours"], each["ended_on"]) for each in got.proposals] == [("Сапат", 36, None)]


@pytest.mark.parametrize(
    ("written", "reason", "first", "last"),
    [
        ("декрет 03.2025 – 08.2026", "parental", "2025-03-01", "2026-08-31"),
        ("бала багуу өргүүсү 01.03.2025-31.08.2026", "parental", "2025-03-01", "2026-08-31"),
        ("отпуск по уходу за ребенком с 03.2025 по 08.2026", "parental", "2025-03-01", "2026-08-31"),
        ("2025-жылдын мартынан 2026-жылдын августуна чейин декрет", "parental", "2025-03-01", "2026-08-31"),
        ("2025-жылдын 5-мартынан 2026-жылдын 10-августуна чейин декретте", "parental", "2025-03-05", "2026-08-10"),
        ("декрет 2025 март - 2026 август", "parental", "2025-03-01", "2026-08-31"),
        ("декрет 2025-2026", "parental", "2025-01-01", "2026-12-31"),
        ("декрет 2024", "parental", "2024-01-01", "2024-12-31"),
        ("докторантура, 09.2024-08.2027", "study", "2024-09-01", "2027-08-31"),
        ("больничный 05.11-15.11.2026", "illness", "2026-11-05", "2026-11-15"),
        ("больничный с 05.11 по 15.11.2026", "illness", "2026-11-05", "2026-11-15"),
        ("окуу өргүүсү 15.01-30.01.2026", "study", "2026-01-15", "2026-01-30"),
        ("учебный отпуск 28.12-10.01.2025", "study", "2024-12-28", "2025-01-10"),
        ("декрет 01.03.2025-31.08.2026, буйрук № 12-к", "parental", "2025-03-01", "2026-08-31"),
    ],
)
@pytest.mark.clause("1.3")
def test_remark_becomes_a_pause(written, reason, first, last):
    (pause,) = remarks.read_remark(written, TODAY).value

    assert (pause.reason, str(pause.started_on), str(pause.ended_on)) == (reason, first, last)


@pytest.mark.parametrize(
    ("written", "started_on", "ended_on"),
    [
        ("декретте", None, None),
        ("декрет 08.2026 – 03.2025", None, None),
        ("вышел из декрета 01.09.2025", None, "2025-08-31"),
        ("вышла на работу 01.09.2025 после декрета", None, "2025-08-31"),
        ("декреттен чыкты 01.09.2025", None, "2025-08-31"),
        ("декреттен 01.09.2025 кайтып келди", None, "2025-08-31"),
        ("декрет аяктады 31.08.2025", None, "2025-08-31"),
        ("декрет по 15.08.2026", None, "2026-08-15"),
        ("отпуск по уходу за ребенком до 12.03.2027", None, "2027-03-12"),
        ("бала багуу өргүүсү 12.03.2027 чейин", None, "2027-03-12"),
        ("декрет 12.03.2027ге чейин", None, "2027-03-12"),
        ("декрет 03.2025", "2025-03-01", None),
        ("декрет с 01.03.2025", "2025-03-01", None),
        ("декрет 01.03.2025, 05.06.2025", None, None),
        ("декреттеги Асанованын ордуна 01.03.2025-31.08.2026", "2025-03-01", "2026-08-31"),
        ("декрет 01.03.2025-31.08.2026, 0,5 ставка", "2025-03-01", "2026-08-31"),
        ("декрет 01.03.1025-31.08.1026", "1025-03-01", "1026-08-31"),
    ],
)
@pytest.mark.clause("1.3")
def test_leave_without_both_ends_or_with_other_words_waits(written, started_on, ended_on):
    """Nobody may be kept out of the cycle for ever by the day on which a leave ended."""
    got = remarks.read_remark(written, TODAY)

    assert (got.value, got.doubt) == ((), "pause_not_understood")
    (proposal,) = got.proposals
    assert (proposal.get("started_on"), proposal.get("ended_on")) == (started_on, ended_on)


def test_two_leaves_in_one_remark_are_two_pauses_or_wait_each():
    got = remarks.read_remark("декрет 01.2023–12.2023; больничный 05.2024–06.2024; пенсионер", TODAY)
    half = remarks.read_remark("декрет 01.2023–12.2023; больничный", TODAY)

    assert [pause.reason for pause in got.value] == ["parental", "illness"]
    assert "пенсионер" in got.shown
    assert ([pause.reason for pause in half.value], half.proposals) == (["parental"], ({"reason": "illness"},))


def test_other_remarks_are_kept():
    assert remarks.read_remark("пенсионер", TODAY).value == "пенсионер"
