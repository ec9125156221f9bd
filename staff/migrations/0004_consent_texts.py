"""The consent texts that the system begins with; offices enter later ones on a page."""

import datetime as dt

from django.db import migrations

FROM = dt.date(2026, 1, 1)
TEXTS = {
    "processing": (
        "Квалификацияны жогорулатуунун эсебин жүргүзүү үчүн жеке маалыматтарымды ОшТУнун иштетүүсүнө макулмун.",
        "Я согласен (согласна) на обработку ОшТУ моих персональных данных для учёта повышения квалификации.",
        "I consent to OshTU processing my personal data to keep record of professional development.",
    ),
    "name_on_verification": (
        "Сертификатты текшерүү барагында аты-жөнүм көрсөтүлүшүнө макулмун. Макулдугумду каалаган убакта кайтарып ала алам.",
        "Я согласен (согласна), чтобы моё имя показывалось на странице проверки сертификатов. Согласие можно отозвать в любое время.",
        "I agree that my name is shown on the certificate verification page. I can withdraw this at any time.",
    ),
    "transfer_abroad": (
        "Чет өлкөдөгү окуумду уюштуруу үчүн аты-жөнүм, кызматым жана байланыш маалыматым кабыл алуучу уюмга берилишине макулмун.",
        "Я согласен (согласна) на передачу принимающей зарубежной организации моего имени, должности и контактов для организации обучения.",
        "I agree that my name, post and contact data are passed to the host abroad so that my training can be arranged.",
    ),
    "messenger": (
        "Эскертүүлөр мага WhatsApp аркылуу жазылышына макулмун. Макулдугумду каалаган убакта кайтарып ала алам.",
        "Я согласен (согласна) получать напоминания через WhatsApp. Согласие можно отозвать в любое время.",
        "I agree that reminders are written to me on WhatsApp. I can withdraw this at any time.",
    ),
}


def enter(apps, schema_editor):
    """Enter each text once."""
    model = apps.get_model("staff", "ConsentText")
    for kind, (ky, ru, en) in TEXTS.items():
        model.objects.get_or_create(
            kind=kind, valid_from=FROM, defaults={"text_ky": ky, "text_ru": ru, "text_en": en}
        )


def remove(apps, schema_editor):
    """Take out those texts that nobody has agreed to."""
    apps.get_model("staff", "ConsentText").objects.filter(valid_from=FROM).delete()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("staff", "0003_staff_complete")]

    operations = [migrations.RunPython(enter, remove)]
