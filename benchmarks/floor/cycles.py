"""A due date for everyone by one statement: the last training in the ledger or the entry, whichever is later, plus three years."""

from django.db import connection


def table_from_ledger() -> None:
    """Create the table and drop it again."""
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists floor_cycle")
        cursor.execute(
            """
            create table floor_cycle as
            select post.person_id, post.unit_id, post.category, trained.hours,
                greatest(trained.ended_on, post.hired_on) + interval '3 years' as due_on
            from staff_employment post
            left join (
                select person_id, max(ended_on) as ended_on,
                    sum(hours) filter (where ended_on >= current_date - interval '3 years') as hours
                from staff_trainingrecord where state = 'recognised' group by person_id
            ) trained on trained.person_id = post.person_id
            where post.left_on is null and post.basis = 'main'
            """
        )
        cursor.execute("drop table floor_cycle")
