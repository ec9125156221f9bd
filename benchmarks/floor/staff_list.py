"""Reading a list by calamine and writing its rows by bulk_create: no rules, no comparison."""

import io

from python_calamine import CalamineWorkbook

from staff.models import Employment, Person, Unit


def load(content: bytes) -> int:
    """Read all cells and write a person and a post for each row with a name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    unit = Unit.objects.create(kind="department", name_ky="Бардыгы")
    people = []
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            if len(row) > 3 and isinstance(row[1], str) and " " in row[1]:
                family, _, rest = row[1].partition(" ")
                people.append(
                    Person(family_name=family[:100], given_name=rest[:100], folded=row[1][:400], sort_key=row[1][:600])
                )
    Person.objects.bulk_create(people, batch_size=1000)
    Employment.objects.bulk_create(
        [Employment(person=person, unit=unit, post="teacher", category="teaching") for person in people],
        batch_size=1000,
    )
    return len(people)
