"""The consent texts that the system begins with; offices enter later ones on a page. Processing is information, no consent."""

import datetime as dt

from django.db import migrations

FROM = dt.date(2026, 1, 1)
TEXTS = {
    "processing": (
        (
            "ОшТУ жеке маалыматтарыңызды квалификацияны жогорулатуунун эсебин жүргүзүү үчүн иштетет. Анын негизи – мыйзам жана "
            "эмгек мамилелери, сырткы катышуучулар үчүн – келишим, ошондуктан макулдук суралбайт. Эмне сакталганын ушул барактан "
            "көрүп, маалыматты оңдоону же өчүрүүнү сурана аласыз."
        ),
        (
            "ОшТУ обрабатывает ваши персональные данные для учёта повышения квалификации. Основание – закон и трудовые отношения, "
            "для внешних участников – договор, поэтому согласия для этого не требуется. На этой странице видно, что хранится; можно "
            "попросить исправить или удалить данные."
        ),
        (
            "OshTU processes your personal data to keep record of professional development. The ground is law and employment, for "
            "outside participants the contract; so no consent is asked for. This page shows what is kept; you can ask for its "
            "correction or erasure."
        ),
    ),
    "name_on_verification": (
        "Сертификатты текшерүү барагында аты-жөнүм көрсөтүлүшүнө макулмун. Макулдугумду каалаган убакта кайтарып ала алам.",
        (
            "Я согласен (согласна), чтобы на странице проверки сертификатов показывались мои фамилия, имя и отчество. Согласие "
            "можно отозвать в любое время."
        ),
        "I agree that my full name is shown on the certificate verification page. I can withdraw this at any time.",
    ),
    "transfer_abroad": (
        (
            "Чет өлкөдөгү окуумду уюштуруу үчүн аты-жөнүм, кызматым жана байланыш маалыматым кабыл алуучу уюмга берилишине "
            "макулмун. Макулдугумду каалаган убакта кайтарып ала алам."
        ),
        (
            "Я согласен (согласна) на передачу принимающей зарубежной организации моих фамилии, имени, отчества, должности и "
            "контактных данных для организации обучения. Согласие можно отозвать в любое время."
        ),
        (
            "I agree that my full name, post and contact data are passed to the host abroad so that my training can be arranged. I "
            "can withdraw this at any time."
        ),
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

    dependencies = [("staff", "0002_search_indexes")]

    operations = [migrations.RunPython(enter, remove)]
