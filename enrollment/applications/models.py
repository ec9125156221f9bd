"""The tables of applications: periods, applications, their choices."""

from enum import Enum, auto

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import CourseRun
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful


class Campaign(models.Model):
    """A yearly application period and its runs; none is opened yet, each run has a window of its own."""

    academic_year = models.PositiveSmallIntegerField(_("academic year begins in"))
    title = fields.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    runs = models.ManyToManyField(CourseRun, blank=True, related_name="campaigns", verbose_name=_("course runs"))

    class Meta:
        verbose_name = _("application period")
        verbose_name_plural = _("application periods")
        ordering = ["-starts_on"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_dates_in_order")]

    def __str__(self) -> str:
        return self.title


class ApplicationState(models.TextChoices):
    """From the draft to the end of the course."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    ALLOCATED = "allocated", _("place given")
    WAITLISTED = "waitlisted", _("on the waiting list")
    NOT_SELECTED = "not_selected", _("not selected")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("offer expired")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ENROLLED = "enrolled", _("enrolled")
    COMPLETED = "completed", _("completed")
    FAILED = "failed", _("failed")
    LEFT = "left", _("left the course")


class Standing(Enum):
    """How far someone is with an application, as the rest of the system asks: who asks for a place, who has one, who is in."""

    WRITING = auto()
    ASKING = auto()
    PLACED = auto()
    STUDYING = auto()
    FINISHED = auto()
    GONE = auto()


STANDINGS = {
    ApplicationState.DRAFT: Standing.WRITING,
    ApplicationState.SUBMITTED: Standing.ASKING,
    ApplicationState.WAITLISTED: Standing.ASKING,
    ApplicationState.ALLOCATED: Standing.PLACED,
    ApplicationState.CONFIRMED: Standing.PLACED,
    ApplicationState.ENROLLED: Standing.STUDYING,
    ApplicationState.COMPLETED: Standing.FINISHED,
    ApplicationState.FAILED: Standing.FINISHED,
    ApplicationState.NOT_SELECTED: Standing.GONE,
    ApplicationState.DECLINED: Standing.GONE,
    ApplicationState.EXPIRED: Standing.GONE,
    ApplicationState.WITHDRAWN: Standing.GONE,
    ApplicationState.LEFT: Standing.GONE,
}


def states_of(*standings: Standing) -> list[ApplicationState]:
    """The states of those who stand so far. Nobody lists them by hand: a new state would be forgotten there."""
    return [state for state, standing in STANDINGS.items() if standing in standings]


class Application(Stateful):
    """Someone's wish to take part, with one to three ranked choices. Clause 5.4."""

    State = ApplicationState

    class Opinion(models.TextChoices):
        """The head's opinion: heard, but no veto. Clause 5.3."""

        NONE = "", _("not given yet")
        ENDORSED = "endorsed", _("endorsed")
        NOT_ENDORSED = "not_endorsed", _("not endorsed")

    MAIN_WAY = (
        State.DRAFT,
        State.SUBMITTED,
        State.ALLOCATED,
        State.CONFIRMED,
        State.ENROLLED,
        State.COMPLETED,
    )
    OVER = tuple(states_of(Standing.FINISHED, Standing.GONE))

    person = models.ForeignKey("staff.Person", models.PROTECT, related_name="applications", verbose_name=_("person"))
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("application period"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    motivation = fields.TextField(_("motivation"), max_length=2000, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    opinion = models.CharField(
        _("head's opinion"), max_length=12, choices=Opinion.choices, default="", blank=True, editable=False
    )
    opinion_reason = fields.CharField(_("reason of the opinion"), max_length=500, blank=True)
    opinion_by = models.ForeignKey(
        "staff.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("opinion of")
    )
    run = models.ForeignKey(
        CourseRun,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("place in"),
        help_text=_("The run in which the person has a place or waits for one."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="application_by_state"),
            models.Index(fields=["run", "state"], name="application_by_run"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "campaign"],
                condition=Q(campaign__isnull=False) & ~Q(state=ApplicationState.WITHDRAWN),
                name="application_once_per_campaign",
            ),
            models.UniqueConstraint(
                fields=["person", "run"],
                condition=~Q(state__in=[*states_of(Standing.GONE), ApplicationState.FAILED]),
                name="application_one_place_in_run",
            ),
            models.CheckConstraint(
                condition=~Q(opinion="not_endorsed") | ~Q(opinion_reason=""), name="application_opinion_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.pk}"


class Choice(models.Model):
    """One ranked choice of an application. Clause 5.4."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="choices", verbose_name=_("application"))
    run = models.ForeignKey(CourseRun, models.PROTECT, related_name="choices", verbose_name=_("course run"))
    rank = models.PositiveSmallIntegerField(_("choice"), validators=[MinValueValidator(1), MaxValueValidator(3)])

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["application", "rank"]
        indexes = [models.Index(fields=["run", "rank"], name="choice_by_run")]
        constraints = [
            models.UniqueConstraint(fields=["application", "rank"], name="choice_rank_once"),
            models.UniqueConstraint(fields=["application", "run"], name="choice_run_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=3), name="choice_rank_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.run}"
