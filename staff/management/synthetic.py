"""Invented people in any number, the same for the same seed: for trials of size, never beside real ones."""

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.sheets.rows import write_rows
from ostu_qualification.core.words.folding import fold, sort_key
from staff.cycle import stored
from staff.cycle.extensions.models import Pause
from staff.ledger.models import TrainingRecord
from staff.ledger.same_training import ledger_key
from staff.people.models import Employment, Person
from staff.units.models import Unit

AT_ONCE = 10_000
FAMILIES = [
    "Абдиев",
    "Абдыкадыров",
    "Айтиев",
    "Акматов",
    "Алимбеков",
    "Арстанбеков",
    "Асанов",
    "Атабеков",
    "Байышов",
    "Бекмуратов",
    "Борубаев",
    "Дүйшөев",
    "Жаныбеков",
    "Жолдошев",
    "Жумабаев",
    "Жусупов",
    "Исаков",
    "Калыков",
    "Кенжебаев",
    "Кочкоров",
    "Кулматов",
    "Мамасалиев",
    "Маматов",
    "Момунов",
    "Мурзаев",
    "Мырзабеков",
    "Орозбеков",
    "Осмонов",
    "Өмүрбеков",
    "Сатыбалдиев",
    "Сулайманов",
    "Сыдыков",
    "Таиров",
    "Ташматов",
    "Токтогулов",
    "Түгөлбаев",
    "Чотонов",
    "Шамшиев",
    "Эргешов",
    "Эшматов",
    "Ысманов",
    "Абдуллаев",
    "Каримов",
    "Махмудов",
    "Юлдашев",
    "Кузнецов",
    "Соколов",
    "Фёдоров",
]
MEN = [
    "Авазбек",
    "Азамат",
    "Айбек",
    "Акылбек",
    "Алмаз",
    "Асылбек",
    "Бакыт",
    "Бактыбек",
    "Бекболот",
    "Болот",
    "Данияр",
    "Дастан",
    "Жаныбек",
    "Жеңишбек",
    "Жумабек",
    "Илимбек",
    "Кайрат",
    "Каныбек",
    "Кубанычбек",
    "Манас",
    "Марат",
    "Медербек",
    "Мирлан",
    "Нурбек",
    "Нурлан",
    "Рахат",
    "Рустам",
    "Самат",
    "Санжар",
    "Сыймык",
    "Талант",
    "Темирбек",
    "Төлөгөн",
    "Улан",
    "Чынгыз",
    "Эрмек",
    "Эсенбек",
    "Ырысбек",
    "Шухрат",
    "Виктор",
]
WOMEN = [
    "Айгерим",
    "Айгүл",
    "Айжамал",
    "Айзада",
    "Айнура",
    "Айпери",
    "Алтынай",
    "Анара",
    "Асел",
    "Бегимай",
    "Бермет",
    "Бүбүсара",
    "Венера",
    "Гүлбарчын",
    "Гүлзат",
    "Гүлмира",
    "Динара",
    "Жазгүл",
    "Жаңыл",
    "Жибек",
    "Жылдыз",
    "Замира",
    "Каныкей",
    "Кенжегүл",
    "Клара",
    "Мадина",
    "Мээрим",
    "Назгүл",
    "Нургүл",
    "Перизат",
    "Роза",
    "Салтанат",
    "Турдукан",
    "Чолпон",
    "Чынара",
    "Элнура",
    "Эльмира",
    "Ырыскан",
    "Мохира",
    "Ольга",
]
POSTS = (
    ("teaching", "teacher", 30),
    ("teaching", "senior_teacher", 24),
    ("teaching", "docent", 14),
    ("teaching", "professor", 3),
    ("support", "lab_assistant", 10),
    ("support", "methodist", 5),
    ("management", "dean", 4),
    ("scientific", "researcher", 3),
    ("other", "specialist", 7),
)
DEGREES = (("", 70), ("candidate", 20), ("phd", 6), ("doctor", 4))
TITLES = (
    "Сабактарды окутуунун методикасы",
    "Онлайн тест жана баалоо куралдары",
    "Дистанттык окутуунун технологиялары",
    "Видеолекцияларды түзүү жана жайгаштыруу",
    "Силлабус жана окуу-методикалык комплексти иштеп чыгуу",
)
HOURS = (("short", 16), ("short", 24), ("short", 36), ("thematic", 72), ("thematic", 80), ("long", 120))
BIRTHS_FROM, BIRTH_DAYS = dt.date(1955, 1, 1), 17_500
DEPARTMENTS_OF_AN_INSTITUTE = 8


@dataclass
class Table:
    """Rows of a table on their way to the database."""

    model: type[Model]
    columns: Sequence[str]
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def write(self) -> None:
        """Write what has gathered."""
        rows, self.rows = self.rows, []
        write_rows(self.model, self.columns, rows)


class Maker:
    """Draws people one after another; the same seed gives the same people."""

    def __init__(self, units: Sequence[int], *, lines: int, seed: int, on: dt.date) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - invented people, no secret
        self.units, self.lines, self.on, self.now = units, lines, on, timezone.now()
        self.keys = {word: (fold(word), sort_key(word)) for word in self._words()}
        self.people = Table(Person, PERSON)
        self.posts = Table(Employment, POST)
        self.ledger = Table(TrainingRecord, LINE)
        self.pauses = Table(Pause, PAUSE)

    @staticmethod
    def _words() -> Iterator[str]:
        yield from (*FAMILIES, *(f"{each}а" for each in FAMILIES), *MEN, *WOMEN)
        yield from (f"{each}{end}" for each in MEN for end in ("ович", "овна"))

    def tables(self) -> tuple[Table, ...]:
        """In the order in which they may be written."""
        return self.people, self.posts, self.ledger, self.pauses

    def draw(self, pk: int, number: int) -> None:
        """One person with post, ledger and now and then a pause; `number` counts from 0.

        Birth and personal number follow from the key, so that no two people ever share them.
        """
        chance = self.chance
        is_woman = chance.random() < 0.55
        family = chance.choice(FAMILIES) + ("а" if is_woman else "")
        given = chance.choice(WOMEN if is_woman else MEN)
        patronymic = chance.choice(MEN) + ("овна" if is_woman else "ович")
        birth_on = BIRTHS_FROM + dt.timedelta(days=pk * 7919 % BIRTH_DAYS)
        pin = f"{1 if is_woman else 2}{birth_on:%d%m%Y}{pk // BIRTH_DAYS:05d}" if chance.random() < 0.95 else None
        parts = [self.keys[word] for word in (family, given, patronymic)]
        self.people.rows.append(
            (
                pk, family, given, patronymic, "", "f" if is_woman else "m", birth_on, pin,
                f"p{pk}@example.org" if chance.random() < 0.8 else None, "", "ky", self._weighted(DEGREES)[0], "", "",
                birth_on.replace(year=birth_on.year + 23, day=1), "", "single",
                " ".join(part[0] for part in parts), SPACE.join(part[1] for part in parts), self.now,
            )
        )  # fmt: skip
        hired_on = self._post(pk, birth_on)
        self._ledger(pk, number, hired_on)

    def _post(self, pk: int, birth_on: dt.date) -> dt.date:
        chance = self.chance
        category, post, _ = self._weighted(POSTS)
        first = dt.date(birth_on.year + 23, 9, 1)
        hired_on = first + dt.timedelta(days=int(chance.random() * max((self.on - first).days, 1)))
        left_on = hired_on + (self.on - hired_on) / 2 if chance.random() < 0.05 else None
        rate = chance.choice(("1.00", "1.00", "1.00", "0.50", "1.25"))
        self.posts.rows.append((pk, chance.choice(self.units), post, category, rate, "main", hired_on, left_on))
        if chance.random() < 0.03:
            begins = max(hired_on, self.on - dt.timedelta(days=700))
            self.pauses.rows.append((pk, "parental", begins, begins + dt.timedelta(days=300), "", "in_force", ""))
        return hired_on

    def _ledger(self, pk: int, number: int, hired_on: dt.date) -> None:
        chance = self.chance
        days = min((self.on - hired_on).days, 4000)
        seen = set()
        for _ in range((0, self.lines, 2 * self.lines, self.lines, self.lines)[number % 5]):
            title, (form, hours) = chance.choice(TITLES), chance.choice(HOURS)
            ended_on = self.on - dt.timedelta(days=int(chance.random() * max(days, 365)))
            while (title, hours, ended_on) in seen:
                ended_on -= dt.timedelta(days=1)
            seen.add((title, hours, ended_on))
            state = "claimed" if chance.random() < 0.03 else "recognised"
            key = ledger_key(pk, title, hours, ended_on)
            self.ledger.rows.append(
                (
                    pk, state, "history", title, "ОшМУ", "Кыргызстан", form, "", chance.choice((None, 1, 2, 3)), hours,
                    ended_on - dt.timedelta(days=hours // 8), ended_on, "", "", "", "", "", "", "", "", key, self.now, "",
                )
            )  # fmt: skip

    def _weighted(self, choices: Sequence[Any]) -> Any:
        return self.chance.choices(choices, weights=[each[-1] for each in choices])[0]


SPACE = sort_key("а а")[2:-2]
PERSON = (
    "id", "family_name", "given_name", "patronymic", "latin_name", "sex", "birth_on", "pin", "email", "phone", "language",
    "degree_level", "degree_field", "title", "career_start_on", "organisation_post", "letter_choice", "folded", "sort_key",
    "created_at",
)  # fmt: skip
POST = ("person", "unit", "post", "category", "rate", "basis", "hired_on", "left_on")
LINE = (
    "person", "state", "source", "title", "provider", "country", "form", "mode", "level", "hours", "started_on", "ended_on",
    "document_kind", "document_number", "evidence", "mobility_programme", "agreement", "report", "transfer_paper", "reason", "key", "created_at",
    "ended_within",
)  # fmt: skip
PAUSE = ("person", "reason", "started_on", "ended_on", "order_number", "state", "revoke_reason")


def make_units(departments: int) -> list[int]:
    """Institutes with their departments; returns the keys of the departments."""
    found = []
    for number in range(departments):
        if number % DEPARTMENTS_OF_AN_INSTITUTE == 0:
            institute = Unit.objects.create(kind="institute", name_ky=f"{_free(Unit, 'сыноо институту')}")
        name = f"{_free(Unit, 'сыноо кафедрасы')}"
        found.append(Unit.objects.create(kind="department", name_ky=name, parent=institute).pk)
    return found


def _free(model: type[Model], word: str) -> str:
    """A name that no row bears yet: its number follows the greatest key."""
    return f"{(model._default_manager.aggregate(last=Max('pk'))['last'] or 0) + 1}-{word}"


def make_people(
    count: int, *, lines: int = 3, seed: int = 1, departments: int = 30, on: dt.date | None = None,
    is_reckoned: bool = True, tell: Callable[[int], object] = lambda done: None,
) -> range:  # fmt: skip
    """Write so many invented people with posts and on average `lines` ledger lines each; returns their keys.

    Their cycles are reckoned unless a caller does so later.
    """
    on = on or today()
    with transaction.atomic():
        first = (Person.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        maker = Maker(make_units(departments), lines=lines, seed=seed, on=on)
        for begin in range(0, count, AT_ONCE):
            for number in range(begin, min(begin + AT_ONCE, count)):
                maker.draw(first + number, number)
            for table in maker.tables():
                table.write()
            tell(min(begin + AT_ONCE, count))
        _follow_keys([Person])
    made = range(first, first + count)
    if is_reckoned:
        stored.rebuild(Person.objects.filter(pk__gte=first, pk__lt=first + count), on)
    return made


def _follow_keys(models: Iterable[type[Model]]) -> None:
    """Let the database's own numbering go on after keys that were written."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(models))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
