"""Say in full to what one agrees and that it can be withdrawn; processing is information, no consent."""

import datetime as dt

from django.db import migrations

FROM = dt.date(2026, 1, 1)
PROCESSING = (
    "ОшТУ жеке маалыматтарыңызды квалификацияны жогорулатуунун эсебин жүргүзүү үчүн иштетет. Анын негизи – мыйзам жана эмгек мамилелери, "
    "сырткы катышуучулар үчүн – келишим, ошондуктан макулдук суралбайт. Эмне сакталганын ушул барактан көрүп, маалыматты оңдоону же "
    "өчүрүүнү сурана аласыз.",
    "ОшТУ обрабатывает ваши персональные данные для учёта повышения квалификации. Основание – закон и трудовые отношения, для внешних "
    "участников – договор, поэтому согласия для этого не требуется. На этой странице видно, что хранится; можно попросить исправить или "
    "удалить данные.",
    "OshTU processes your personal data to keep record of professional development. The ground is law and employment, for outside "
    "participants the contract; so no consent is asked for. This page shows what is kept; you can ask for its correction or erasure.",
)
# kind: what the texts of each language said, and what they say now
CHANGES = {
    "name_on_verification": {
        "text_ru": (
            "чтобы моё имя показывалось на странице проверки сертификатов",
            "чтобы на странице проверки сертификатов показывались мои фамилия, имя и отчество",
        ),
        "text_en": ("I agree that my name is shown", "I agree that my full name is shown"),
    },
    "transfer_abroad": {
        "text_ky": ("берилишине макулмун.", "берилишине макулмун. Макулдугумду каалаган убакта кайтарып ала алам."),
        "text_ru": (
            "моего имени, должности и контактов для организации обучения.",
            "моих фамилии, имени, отчества, должности и контактных данных для организации обучения. Согласие можно отозвать в любое время.",
        ),
        "text_en": (
            "I agree that my name, post and contact data are passed to the host abroad so that my training can be arranged.",
            "I agree that my full name, post and contact data are passed to the host abroad so that my training can be arranged. "
            "I can withdraw this at any time.",
        ),
    },
}


def mend(apps, schema_editor):
    """Mend the first texts; what somebody has agreed to stays as it was, and the new words ask anew from today."""
    text, consent = apps.get_model("staff", "ConsentText"), apps.get_model("staff", "Consent")
    first = text.objects.filter(valid_from=FROM)
    first.filter(kind="processing").update(**dict(zip(("text_ky", "text_ru", "text_en"), PROCESSING, strict=True)))
    for found in first.filter(kind__in=CHANGES):
        for column, (before, after) in CHANGES[found.kind].items():
            if after not in getattr(found, column):
                setattr(found, column, getattr(found, column).replace(before, after))
        if consent.objects.filter(version=found.pk).exists():
            found.pk, found.valid_from = None, dt.date.today()  # noqa: DTZ011 - a day is enough
        found.save()


def keep_days(apps, schema_editor):
    """The officer who entered a journey said on that day that the person had agreed in writing."""
    record = apps.get_model("staff", "TrainingRecord")
    for line in record.objects.filter(source="mobility", transfer_agreed_on=None):
        record.objects.filter(pk=line.pk).update(transfer_agreed_on=line.created_at.date())


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("staff", "0008_consent_to_transfer")]

    operations = [
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.RunPython(keep_days, migrations.RunPython.noop),
    ]
