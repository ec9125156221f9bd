"""One thing has one name: the glossary of the office, over all that people read in Kyrgyz and in Russian.

Each line of the table names a variant that is not used, and the word that is. What a phrase means otherwise is taken out first.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings

from certificates.models import LegalGround, OrderTemplate
from ostu_qualification.core.rules import regulation
from ostu_qualification.core.words import catalogues
from staff.models import ConsentText

ROOT = Path(settings.BASE_DIR)
A_DAY = r"(?:%\((?:day|on|since|until|\w+_on)\)s|\d\d\.\d\d\.\d{4}|\{\{ ?\w+_(?:on|date) ?\}\})"

# what else the words below may mean
MEANS_OTHERWISE = {
    "ky": [
        r"[Кк]аттоо журнал\w*",  # the register of certificates
        r"Мамычалар мөөнөтү келе тургандарды көрсөтөт",  # the bars of a chart
        r"Катышууңузду %\(day\)s чейин",  # this day comes with its ending
        r"серверинин журнал\w*",  # the log of the mail server
        r"Массив ээлеринин реестр\w*",  # the state's register of holders
        r"Университеттин реестринде катталган",  # as the public page of verification says it
        r"жогорулатуу реестри",  # the name of the array of data
        r"Жеке номери \(ПИН\)",
    ],
    "ru": [
        r"[Жж]урнал\w* регистрации",
        r"журнал\w* почтового сервера",
        r"зарегистрировать сертификаты в журнале",
        r"реестр\w* держателей",
        r"реестр Университета",
        r"[Рр]еестр повышения квалификации",
        r"отзыв принимающей организации",
        r"отзыв \(характеристик\w+\)",
    ],
}
# variant, the word that is used
NOT_USED = {
    "ky": [
        (r"журнал", "окуу эсеби (ledger), каттоо журналы (register)"),
        (r"реестр", "каттоо журналы"),
        (r"окуулардын эсеби", "окуу эсеби"),
        (r"[Мм]амыча", "тилке"),
        (r"\b[Тт]утум", "система"),
        (r"мурунку", "мурдагы"),
        (r"жыйынтык кат", "жыйынды кат"),
        (r"[Ээ]лектрондук почта", "электрондук дарек"),
        (r"кызматтык бөлүм|кызматтар гана|жооптуу бөлүмдөр гана", "тиешелүү бөлүмдөр"),
        (r"ИИжКББнын адис", "ИИжКББ адиси"),
        (r"[Жж]еке номер", "ПИН"),
        (r"Менин маалыматым\b", "Менин маалыматтарым"),
        (r"[Кк]елечекте", "али келе элек"),
        (rf"{A_DAY} карата", "күнүнө карата"),
        (rf"{A_DAY} баштап", "күнүнөн баштап"),
        (rf"{A_DAY} чейин", "күнүнө чейин"),
        (r"\b0дон", "0дөн"),
        (r"Болуп калды", "Түзүлгөн бөлүм"),
        (r"окуусун чечүү|долбоорлорун чечүү", "маселесин чечүү, боюнча чечим кабыл алуу"),
        (r"өзү билдирилди", "оозеки жеткирилди"),
        (r"—", "–"),
    ],
    "ru": [
        (r"[Жж]урнал", "учёт обучения (ledger), журнал регистрации (register)"),
        (r"[Рр]еестр", "журнал регистрации"),
        (r"[Лл]ичны\w+ (?:данн|номер)", "персональные данные, ПИН"),
        (r"ИИжКББ", "ОНИДО"),
        (r"\(пункт", "(п. "),
        (r"[Вв]лияни[ея]\b|влияний", "последствия"),
        (r"[Оо]тзыв на|[Дд]ать отзыв|[Дд]авать отзыв|[Пп]ричина отзыва|отзыв даёт", "мнение"),
        (r"прежнее обучение", "прошлое обучение"),
        (r"только (?:службы|отделы|ответственные подразделения|соответствующие отделы)", "уполномоченные отделы"),
        (r"человека извне", "внешнего участника"),
        (r"(?:из|в|сотрудник|звание) университет", "Университет, with a capital"),
        (r"Завершить роль|роль завершена", "снять роль"),
        (r"[Сс]рок[^.:;{%(]*? прош[ёе]л(?!и)", "истёк"),
        (r"—", "–"),
    ],
}
# «вы» of the interface is small, that of a letter is not
IN_THE_INTERFACE = {
    "ky": [(r"(?<=[а-яңөү,] )Сиз", "сиз")],
    "ru": [(r"(?<=[а-яё,] )В(?:ы|ас|ам|аш\w*)\b", "вы")],
}
IN_LETTERS = {"ky": [(r"\bсиз", "Сиз")], "ru": [(r"\bв(?:ы|ас|ам|аш\w*)\b", "Вы")]}


def of_catalogues(language: str) -> Iterator[tuple[str, str]]:
    """Every translation with its English sentence."""
    for app in catalogues.APPS:
        path = catalogues.catalogue_path(ROOT, app, language)
        for entry in polib.pofile(str(path)) if path.exists() else []:
            yield from ((entry.msgid, text) for text in (entry.msgstr, *entry.msgstr_plural.values()))


def of_letters(language: str) -> Iterator[tuple[str, str]]:
    """Every letter as it is written, comments and addresses aside."""
    for path in sorted((ROOT / "templates" / "emails").glob(f"*.{language}.txt")):
        yield path.name, re.sub(r"\{%.*?%\}", "", path.read_text(encoding="utf-8"))


def of_records(language: str) -> Iterator[tuple[str, str]]:
    """What the office finds entered: consents, orders, the acts that they cite."""
    for text in ConsentText.objects.all():
        yield str(text.kind), getattr(text, f"text_{language}")
    for template in OrderTemplate.objects.filter(language=language):
        yield (
            f"order {template.kind}",
            "\n".join((template.heading, template.preamble, template.items, template.ground)),
        )
    for ground in LegalGround.objects.all():
        yield "legal ground", getattr(ground, f"title_{language}")


def of_code() -> Iterator[tuple[str, str]]:
    """What papers and pages say in Kyrgyz or Russian by themselves."""
    for folder in sorted({path.split("/")[0] for path in catalogues.APPS.values()}):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" in path.parts or path.name in UNDERSTANDS:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and SPOKEN.fullmatch(node.value):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


SPOKEN = re.compile(r"[^\\]*[а-яА-Я][^\\]*")  # what finds words in a list has backslashes
UNDERSTANDS = {"headings.py"}  # knows how others call a column
EVERYWHERE = [
    (pattern, word) for pattern, word in NOT_USED["ky"] if word in ("тилке", "мурдагы", "–", "Менин маалыматтарым")
]


def wrong(texts: Iterator[tuple[str, str]], table: list[tuple[str, str]], language: str = "") -> list[str]:
    """Where a variant stands, and the word that should."""
    found = []
    for place, text in texts:
        rest = text
        for phrase in MEANS_OTHERWISE.get(language, []):
            rest = re.sub(phrase, "", rest)
        found += [
            f"{place}: «{match[0]}» → {word}: {text}" for pattern, word in table for match in re.finditer(pattern, rest)
        ]
    return found


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_catalogues_use_the_words_of_the_glossary(language):
    assert wrong(of_catalogues(language), NOT_USED[language] + IN_THE_INTERFACE[language], language) == []


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_letters_use_the_words_of_the_glossary(language):
    assert wrong(of_letters(language), NOT_USED[language] + IN_LETTERS[language], language) == []


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_texts_of_the_regulation_use_the_words_of_the_glossary(language):
    texts = ((number, getattr(clause, language)) for number, clause in regulation.CLAUSES.items())

    assert wrong(texts, NOT_USED[language], language) == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_what_the_office_finds_entered_uses_the_words_of_the_glossary(language):
    assert wrong(of_records(language), NOT_USED[language], language) == []


def test_papers_and_pages_use_the_words_of_the_glossary():
    assert wrong(of_code(), EVERYWHERE) == []


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("ky", "Окуу журналда бар", 1),
        ("ky", "Сертификаттарды каттоо журналы", 0),
        ("ky", "26.11.2026 карата абал", 1),
        ("ky", "%(day)s күнүнө карата абал", 0),
        ("ru", "реестр обучения", 1),
        ("ru", "Номер в реестре держателей", 0),
        ("ru", "специалист ИИжКББ", 1),
    ],
)
def test_the_table_finds_what_it_should(language, text, count):
    assert len(wrong(iter([("", text)]), NOT_USED[language], language)) == count
