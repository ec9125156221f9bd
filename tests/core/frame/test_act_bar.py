"""What a record's page shows of its acts: where it stands, one act that leads on, refused ones with the reason, dangerous ones apart."""

import datetime as dt
from types import SimpleNamespace

from django.template.loader import render_to_string

from ostu_qualification.core.records.verdicts import no


def button(label: str, why: str = "") -> SimpleNamespace:
    """An act as a page offers it."""
    return SimpleNamespace(act=SimpleNamespace(label=label), url=f"/{label}/", verdict=no(why))


def bar(**acts) -> str:
    """The bar of these acts."""
    return render_to_string("components/act_bar.html", acts)


def test_one_act_leads_on_and_the_dangerous_ones_stand_apart():
    page = bar(primary=button("Жабуу"), others=[button("Өзгөртүү")], dangerous=[button("Токтотуу")])

    before, apart = page.split("<details")
    assert before.count("btn-primary") == 1
    assert '<a class="btn btn-primary act-primary" href="/Жабуу/">Жабуу</a>' in before
    assert '<a class="btn btn-quiet" href="/Өзгөртүү/">Өзгөртүү</a>' in before
    assert '<a class="is-dangerous" href="/Токтотуу/">Токтотуу</a>' in apart


def test_a_refused_act_is_no_link_and_says_why():
    page = bar(refused=[button("Кол коюлганын каттоо", "Макулдашуу бүтө элек.")])

    assert "href" not in page
    assert "Кол коюлганын каттоо" in page
    assert "Макулдашуу бүтө элек." in page


def test_without_acts_there_is_no_bar():
    assert bar().strip() == ""


def test_the_stages_say_where_a_record_stands():
    page = render_to_string(
        "components/stages.html", {"stages": [("ачык", "done"), ("жабык", "here"), ("тандалды", "ahead")]}
    )

    assert page.count('aria-current="step"') == 1
    assert page.index('class="is-done"') < page.index('class="is-here"') < page.index('class="is-ahead"')


def test_what_comes_next_names_whom_it_waits_for_or_the_day():
    lines = [("Бекитүү", "проректор", None), ("Жабуу", None, dt.date(2026, 12, 10))]

    page = " ".join(render_to_string("components/what_next.html", {"lines": lines}).split())

    assert "Кийинки кадам: Бекитүү. Күтүлөт: проректор." in page
    assert "10.12.2026 күнү өзүнөн өзү аткарылат" in page
