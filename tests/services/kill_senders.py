"""Send letters in processes that are killed with SIGKILL at any moment, again and again; then let one finish.

`python -m tests.services.kill_senders KILLS SEED`, on the database and mail server of the environment.
"""

import datetime as dt
import os
import random
import signal
import sys
import time

KILLS, SEED = int(sys.argv[1]), int(sys.argv[2])


def main() -> None:
    """Fork, let the child send, kill it; the claims it leaves are made old, as if a quarter of an hour had passed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostu_qualification.settings")
    import django

    django.setup()
    from django.db import connections
    from django.utils import timezone

    from ostu_qualification.core.models import today
    from staff.letters import sending
    from staff.models import Letter

    chance = random.Random(SEED)
    for number in range(KILLS + 1):
        connections.close_all()
        child = os.fork()
        if not child:
            sending.send_due(today())
            os._exit(0)
        if number < KILLS:
            time.sleep(chance.uniform(0.02, 0.25))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        long_ago = timezone.now() - dt.timedelta(minutes=16)
        Letter.objects.filter(state=Letter.State.CLAIMED).update(claimed_at=long_ago)
    connections.close_all()
    sending.doubt_lost_letters()


if __name__ == "__main__":
    main()
