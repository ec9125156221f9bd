"""Enter the acts that were missing, give each its date and number in every language, and let every kind of order cite its own."""

import datetime as dt

from django.db import migrations

ALL = ["enrolment", "internship", "certificates", "subsidy"]
OF_WORK = ["enrolment", "internship", "subsidy"]
SINCE = dt.date(2024, 1, 1)
# the beginning of the Russian title: place in the list, kinds of order, note for the office
KNOWN = {
    "Трудовой кодекс Кыргызской Республики от 4 августа 2004": (10, OF_WORK, "Жобонун 2-бөлүмүндө аталган; 2025-жылдан тартып жаңы Эмгек кодекси колдонулат."),
    "Закон Кыргызской Республики «Об образовании»": (20, ALL, ""),
    "Закон Кыргызской Республики «О науке»": (30, ALL, ""),
    "постановление Кабинета Министров Кыргызской Республики от 4 июля 2024": (50, ALL, ""),
    "Устав Университета": (60, ALL, ""),
}
NEW = [
    (
        "Кыргыз Республикасынын 2025-жылдын 23-январындагы № 23 Эмгек кодекси",
        "Трудовой кодекс Кыргызской Республики от 23 января 2025 года № 23",
        "Labour Code of the Kyrgyz Republic No. 23 of 23 January 2025",
        dt.date(2025, 2, 1), 11, OF_WORK, "Күнүн жана номерин юрист менен тактаңыз.",
    ),
    (
        "Кыргыз Республикасынын Өкмөтүнүн 2011-жылдын 31-майындагы № 270 токтому",
        "постановление Правительства Кыргызской Республики от 31 мая 2011 года № 270",
        "Government Resolution No. 270 of 31 May 2011",
        dt.date(2011, 5, 31), 40, OF_WORK, "Билим берүү уюмдарынын кызматкерлеринин эмгек акысын эсептөөнүн тартиби жөнүндө.",
    ),
]  # fmt: skip
OLD_CODE = ("Кыргыз Республикасынын Эмгек кодекси", "Кыргыз Республикасынын 2004-жылдын 4-августундагы № 106 Эмгек кодекси")
TEXTS = {
    ("enrolment", "ky"): (
        "5.4 жана 6.1-пункттарына жана төмөнкү актыларга ылайык: {{grounds}}; {{year}} ичинде",
        "5.4 жана 6.1-пункттарына ылайык, төмөнкү актылардын негизинде: {{grounds}} – {{year}} ичинде",
    ),
    ("certificates", "ky"): (
        "7.5.3-пункттарына ылайык, жыйынтыктоочу",
        "7.5.3-пункттарына ылайык, төмөнкү актылардын негизинде: {{grounds}}; ошондой эле жыйынтыктоочу",
    ),
    ("certificates", "ru"): (
        " и на основании протокола итоговой",
        ", на основании следующих актов: {{grounds}}; а также на основании протокола итоговой",
    ),
}


def mend_grounds(apps, schema_editor):
    """Mend the acts and texts that were entered first, where the office has not changed them."""
    ground, template = apps.get_model("certificates", "LegalGround"), apps.get_model("certificates", "OrderTemplate")
    for beginning, (position, kinds, note) in KNOWN.items():
        ground.objects.filter(title_ru__startswith=beginning, kinds=[]).update(position=position, kinds=kinds, note=note)
    ground.objects.filter(title_ky=OLD_CODE[0]).update(title_ky=OLD_CODE[1])
    for ky, ru, en, since, position, kinds, note in NEW:
        values = {"title_ky": ky, "title_en": en, "valid_from": since, "position": position, "kinds": kinds, "note": note}
        ground.objects.get_or_create(title_ru=ru, defaults=values)
    for (kind, language), (before, after) in TEXTS.items():
        for found in template.objects.filter(kind=kind, language=language, valid_from=SINCE):
            found.preamble = found.preamble.replace(before, after)
            found.save()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("certificates", "0007_legal_grounds")]

    operations = [migrations.RunPython(mend_grounds, migrations.RunPython.noop)]
