"""One scan of the stored cycles; and letters sent with a commit for each hundred, which lose or double a hundred in a crash."""

import datetime as dt

from django.core.mail import get_connection
from django.db import connection, transaction
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.words.calendar import add_months
from staff.letters.writing import as_message
from staff.models import Letter

SCAN = """
select person_id, status, due_on from staff_cyclestate
where status in ('overdue', 'due', 'due_soon', 'on_time', 'voluntary') and due_on <= %s
"""


def scan() -> int:
    """Read everyone whose date comes within a year; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(SCAN, [add_months(today(), 12)])
        return len(cursor.fetchall())


def letter(person_id: int) -> Letter:
    """A letter that waits, without a due date to decide anew upon."""
    return Letter(
        key=f"bench-{person_id}",
        person_id=person_id,
        kind="notice",
        template="reminder_6",
        language="ky",
        address="someone@example.org",
        subject="Мөөнөткө 6 ай калды",
        body="Урматтуу кесиптеш!\n" * 20,
        send_on=today() - dt.timedelta(days=1),
    )


def send_all() -> int:
    """Send a hundred, note that they are sent, and so on."""
    sent = 0
    server = get_connection()
    server.open()
    while True:
        with transaction.atomic():
            batch = list(Letter.objects.filter(state="planned").order_by("pk")[:100])
            for each in batch:
                message = as_message(each)
                message.connection = server
                message.send()
            now = timezone.now()
            Letter.objects.filter(pk__in=[each.pk for each in batch]).update(state="sent", sent_at=now)
        sent += len(batch)
        if not batch:
            server.close()
            return sent
