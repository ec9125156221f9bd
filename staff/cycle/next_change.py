"""The next day on which the calendar alone changes someone's cycle: until then the stored one holds. Clause 1.3.

Pure. Every day on which the reckoning may give something else is named; a day too many costs one reckoning, a day too
few would leave a wrong date in the cache.
"""

import datetime as dt

from ostu_qualification.core.words.calendar import academic_year_end, add_days, add_months, add_years

from .rules import Cycle, Inputs, cycle


def next_change_on(inputs: Inputs, on: dt.date, present: Cycle | None = None) -> dt.date | None:
    """The next day on which the calendar alone may change the result; until the day before, today's result holds.

    `present` is today's result, where it is known already.
    """
    if any(each.ended_on is None and each.started_on <= on for each in inputs.pauses):
        return add_days(on, 1)
    days: list[dt.date] = [each.valid_from for each in inputs.policies]
    for line in inputs.lines:
        days += (line.ended_on, add_days(inputs.last_day_of(line), 1))
    for post in inputs.posts:
        days += (post.hired_on, add_years(post.hired_on, inputs.rules_on(post.hired_on).newcomer_years))
        if post.left_on:
            days.append(add_days(post.left_on, 1))
    for pause in inputs.pauses:
        days.append(pause.started_on)
        if pause.ended_on:
            days.append(add_days(pause.ended_on, 1))
    for floor in inputs.floors:
        days.append(floor.decided_on)
        if floor.revoked_on:
            days.append(floor.revoked_on)
    if inputs.career_start_on:
        days.append(add_years(inputs.career_start_on, inputs.rules_on(inputs.career_start_on).newcomer_years))
    present = present or cycle(inputs, on)
    if present.due_on:
        today = inputs.rules_on(on)
        soon = add_months(present.due_on, -today.due_soon_months)
        days += (
            soon,
            add_days(soon, 1),
            add_days(present.due_on, 1),
            add_days(academic_year_end(on, today.academic_year_start), 1),
        )
    if present.covered_until:
        days.append(add_days(present.covered_until, 1))
    return min((day for day in days if day > on), default=None)
