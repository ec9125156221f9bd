"""The first texts anew: the time of a course as one phrase, «Жобо» defined where it is first used, lists without a number."""

import datetime as dt

from django.db import migrations

SINCE = dt.date(2024, 1, 1)
CHANGES = {
    ("enrolment", "ky"): [
        ("items", "мөөнөтү – {{from_abl}} {{to_dat}} чейин;", "мөөнөтү – {{period}};"),
        ("ground", "курстун катышуучуларынын бекитилген тизмеси ({{list_date}}, № {{list_no}}). Тиркеме: катышуучулардын тизмеси.", "курстун катышуучуларынын {{list_day}} бекитилген тизмеси."),
    ],
    ("enrolment", "ru"): [
        ("items", "срок – с {{from}} по {{to}};", "срок – {{period}};"),
        ("ground", "утверждённый список участников от {{list_date}} № {{list_no}}. Приложение: список участников.", "список участников курса, утверждённый {{list_day}}."),
    ],
    ("certificates", "ky"): [
        ("preamble", "Жобонун 5.7 жана 7.5.3-пункттарына ылайык,", "ОшТУнун кызматкерлеринин квалификациясын жогорулатуу жөнүндө жобонун (мындан ары – Жобо) 5.7 жана 7.5.3-пункттарына ылайык,"),
        ("items", "({{hours}} саат, {{from_abl}} {{to_dat}} чейин)", "({{hours}} саат, {{period}})"),
        ("ground", "жыйынтыктоочу аттестациянын протоколу. Тиркеме: сертификат алуучулардын тизмеси.", "жыйынтыктоочу аттестациянын {{protocol_date}} № {{protocol_no}} протоколу."),
    ],
    ("certificates", "ru"): [
        ("preamble", "пунктами 5.7 и 7.5.3 Положения и на основании", "пунктами 5.7 и 7.5.3 Положения о повышении квалификации сотрудников ОшТУ (далее – Положение) и на основании"),
        ("items", "({{hours}} ч., с {{from}} по {{to}})", "({{hours}} ч., {{period}})"),
        ("ground", "протокол итоговой аттестации. Приложение: список получающих сертификаты.", "протокол итоговой аттестации от {{protocol_date}} № {{protocol_no}}."),
    ],
}


def mend_texts(apps, schema_editor):
    """Mend the first texts where the office has not changed these words."""
    template = apps.get_model("certificates", "OrderTemplate")
    for (kind, language), changes in CHANGES.items():
        for found in template.objects.filter(kind=kind, language=language, valid_from=SINCE):
            for field, before, after in changes:
                setattr(found, field, getattr(found, field).replace(before, after))
            found.save()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("certificates", "0005_checks_of_the_night")]

    operations = [migrations.RunPython(mend_texts, migrations.RunPython.noop)]
