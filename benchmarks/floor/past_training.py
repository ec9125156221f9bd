"""Reading a list of past training by calamine and writing its lines by bulk_create: no rules, no comparison, no due dates."""

import datetime as dt
import io

from python_calamine import CalamineWorkbook

from staff.models import Person, TrainingRecord


def load(content: bytes) -> int:
    """Read all cells and write a line for each row, for people found by their name as it is written."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = Person.objects.values_list("pk", "family_name", "given_name")
    people = {f"{family} {given}": pk for pk, family, given in names}
    lines = [
        TrainingRecord(
            person_id=people[row[0]],
            state="recognised",
            source="history",
            title=row[1],
            form="thematic",
            hours=int(row[3]),
            ended_on=dt.datetime.strptime(row[4], "%d.%m.%Y").date(),
            document_number=row[5],
            key=f"{index}",
        )
        for index, row in enumerate(book.get_sheet_by_index(0).to_python()[1:])
    ]
    TrainingRecord.objects.bulk_create(lines, batch_size=1000)
    return len(lines)
