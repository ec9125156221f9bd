"""The cycle of everyone by one statement: the last day on which the hours suffice, pauses, obligation and status.

Without words, without other anchors, without policies that change, without extensions: what a report writer would do.
"""

from django.db import connection

SQL = """
create table floor_cycle as
with lines as (
    select person_id, ended_on, hours,
        (ended_on + interval '3 years')::date as expires_on,
        sum(hours) over (partition by person_id order by ended_on desc, id desc) as so_far
    from staff_trainingrecord where state = 'recognised' and ended_on <= current_date
),
trained as (
    select person_id,
        max(expires_on) filter (where so_far >= 16) as due_on,
        max(ended_on) as ended_on,
        coalesce(sum(hours) filter (where expires_on >= current_date), 0) as counted
    from lines group by person_id
),
away as (
    select person_id, sum(coalesce(ended_on, current_date) - started_on + 1) as days,
        bool_or(started_on <= current_date and coalesce(ended_on, current_date) >= current_date) as is_away
    from staff_pause where state = 'in_force' group by person_id
),
dated as (
    select person.id, post.unit_id, post.category, person.degree_level, coalesce(trained.counted, 0) as counted,
        coalesce(away.is_away, false) as is_away,
        greatest(
            trained.due_on,
            (post.hired_on + case post.category when 'teaching' then interval '12 months' else interval '3 years' end)::date
        ) + coalesce(away.days, 0)::integer as due_on,
        case when post.category = 'teaching' and greatest(post.hired_on, person.career_start_on) > current_date - interval '3 years'
            then 'mandatory' when person.degree_level <> '' then 'voluntary' else 'recommended' end as obligation
    from staff_person person
    left join staff_employment post on post.person_id = person.id and post.left_on is null and post.basis = 'main'
    left join trained on trained.person_id = person.id
    left join away on away.person_id = person.id
)
select id, unit_id, category, degree_level, obligation, counted, greatest(16 - counted, 0) as open, due_on,
    case when category is null or category = 'other' then 'not_tracked' when is_away then 'exempt'
        when obligation = 'voluntary' then 'voluntary' when due_on < current_date then 'overdue'
        when due_on <= date '2027-08-31' then 'due' when due_on <= current_date + interval '12 months' then 'due_soon'
        else 'on_time' end as status
from dated
"""


def table_of_cycles() -> None:
    """Create the table and drop it again."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        cursor.execute("drop table floor_cycle")
