"""The three-year cycle once more, slowly: day by day, straight from the words of the rule, to compare with. Clause 1.3.

Shares no line with `staff.cycle.rules` but its inputs. Where the product adds months, sorts and merges, this walks the days.
"""

import datetime as dt
from typing import Any

from staff.cycle.inputs import Inputs, Line, Post, Rules

DAY = dt.timedelta(days=1)
IN_THE_CYCLE = ("teaching", "support", "management", "scientific")


def later(day: dt.date, *, years: int = 0, months: int = 0) -> dt.date:
    """The same day so much later; the last day of the month where there is no such day."""
    month = day.month - 1 + months
    year, month, number = day.year + years + month // 12, month % 12 + 1, day.day
    while True:
        try:
            return dt.date(year, month, number)
        except ValueError:
            number -= 1


class Oracle:
    """One person on one day."""

    def __init__(self, person: Inputs, on: dt.date) -> None:
        self.person, self.on = person, on
        self.ended = [line for line in person.lines if line.is_recognised and line.ended_on <= on]
        self.paused = set()
        for pause in person.pauses:
            day = pause.started_on
            while day <= (pause.ended_on or on):
                self.paused.add(day)
                day += DAY

    def result(self) -> dict[str, Any]:
        """What the worked examples ask for."""
        counted = sum(line.hours for line in self.ended if self.counts(line, self.on))
        post = self.main_post_on(self.on)
        if post is None or post.category not in IN_THE_CYCLE:
            return self._said(None, None, "not_tracked", counted, 0)
        entry_on = self.entry_of(post)
        by_entry, by_training = self.dates(post, entry_on)
        due_on = max(by_entry, by_training or by_entry)
        for floor in self.person.floors:
            if floor.decided_on <= self.on and not (floor.revoked_on and floor.revoked_on <= self.on):
                due_on = max(due_on, floor.until)
        covered = by_training is not None and self.on <= by_training
        missing = 0 if covered else max(self.rules(self.on).min_hours - counted, 0)
        obligation = self.obligation(post, entry_on)
        return self._said(obligation, due_on, self.status(obligation, due_on), counted, missing)

    @staticmethod
    def _said(
        obligation: str | None, due_on: dt.date | None, status: str, counted: int, missing: int
    ) -> dict[str, Any]:
        return {
            "obligation": obligation,
            "due_on": due_on.isoformat() if due_on else None,
            "status": status,
            "hours_counted": counted,
            "hours_open": missing,
        }

    def rules(self, day: dt.date) -> Rules:
        """The policy in force on a day."""
        found = self.person.policies[0]
        for rules in self.person.policies:
            if rules.valid_from <= day:
                found = rules
        return found

    def counts(self, line: Line, day: dt.date) -> bool:
        """A line ended on d counts on t when d ≤ t ≤ d + 3 years."""
        return line.ended_on <= day <= later(line.ended_on, years=self.rules(line.ended_on).years)

    def main_post_on(self, day: dt.date) -> Post | None:
        """The main post of a day; its last day is still worked."""
        for post in self.person.posts:
            if post.is_main and post.hired_on <= day and (post.left_on is None or day <= post.left_on):
                return post
        return None

    def entry_of(self, post: Post) -> dt.date:
        """The start of the main employment: back through the posts that follow one another within 31 days."""
        for days in range(1, 32):
            before = self.main_post_on(post.hired_on - days * DAY)
            if before is None:
                continue
            becomes_teacher = post.category == "teaching" and before.category != "teaching"
            if becomes_teacher or before.category not in IN_THE_CYCLE:
                return post.hired_on
            return self.entry_of(before)
        return post.hired_on

    def dates(self, post: Post, entry_on: dt.date) -> tuple[dt.date, dt.date | None]:
        """The date by the entry and the date by training, without extensions."""
        rules = self.rules(entry_on)
        if post.category == "teaching":
            base = later(entry_on, months=rules.newcomer_months)
        else:
            base = later(entry_on, years=rules.years)
        by_entry = self.made(base, entry_on, rules)
        by_training = None
        for day in sorted({line.ended_on for line in self.ended}):
            date = self.set_by(day, by_training, by_entry if entry_on <= day else None)
            if date and (by_training is None or date > by_training):
                by_training = date
        return by_entry, by_training

    def set_by(self, day: dt.date, by_training: dt.date | None, by_entry: dt.date | None) -> dt.date | None:
        """The date that the lines of one day set, if they make or keep the hours sufficient."""
        rules = self.rules(day)
        seen = [line for line in self.ended if line.ended_on <= day]

        def suffices(when: dt.date) -> bool:
            return sum(line.hours for line in seen if self.counts(line, when)) >= rules.min_hours

        if not suffices(day):
            return None
        present = max(filter(None, (by_training, by_entry)), default=None)
        if rules.anchor == "due_if_early" and present and later(present, months=-12) <= day <= present:
            early = [line.hours for line in seen if later(present, months=-12) <= line.ended_on <= present]
            if sum(early) >= rules.min_hours:
                return self.made(later(present, years=rules.years), present + DAY, rules)
        last = day
        while suffices(last + DAY):
            last += DAY
        return self.made(last, day, rules)

    def made(self, due_on: dt.date, start: dt.date, rules: Rules) -> dt.date:
        """A base date in its order: pauses, then 31 August where the policy says so."""
        day = start
        while day <= due_on:
            if day in self.paused:
                due_on += DAY
            day += DAY
        if rules.anchor == "academic_year_end":
            while ((due_on + DAY).month, (due_on + DAY).day) != rules.academic_year_start:
                due_on += DAY
        return due_on

    def obligation(self, post: Post, entry_on: dt.date) -> str:
        """Mandatory wins over voluntary."""
        if post.category == "teaching":
            for day in (entry_on, self.person.career_start_on):
                if day and self.on < later(day, years=self.rules(day).newcomer_years):
                    return "mandatory"
        return "voluntary" if self.person.has_degree else "recommended"

    def status(self, obligation: str, due_on: dt.date) -> str:
        """The first that holds."""
        rules, day = self.rules(self.on), self.on
        while ((day + DAY).month, (day + DAY).day) != rules.academic_year_start:
            day += DAY
        if self.on in self.paused:
            return "exempt"
        if obligation == "voluntary":
            return "voluntary"
        if self.on > due_on:
            return "overdue"
        if due_on <= day:
            return "due"
        return "due_soon" if due_on <= later(self.on, months=rules.due_soon_months) else "on_time"
