"""Who may do what to people, units and the ledger. Every view, template and job asks here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no

from .actors import Actor, actor
from .models import Person, Unit
from .models.ledger import TrainingSource
from .models.people import RoleKind

READS_EVERYBODY = (
    RoleKind.OFFICER,
    RoleKind.HR_OFFICER,
    RoleKind.VICE_RECTOR,
    RoleKind.RECTOR,
    RoleKind.AUDITOR,
    RoleKind.ADMINISTRATOR,
)


def view_people(user: Any, record: Any = None) -> Verdict:
    """The offices see all people; a head sees the people of the unit. Clauses 1.4, 5.3."""
    me = actor(user)
    if me.holds(*READS_EVERYBODY) or me.is_head:
        return YES
    return no(_("Only the offices and heads of units see lists of people."))


def view_person(user: Any, person: Person) -> Verdict:
    """Oneself, one's head, and the offices."""
    me = actor(user)
    if me.person_id == person.pk or me.holds(*READS_EVERYBODY):
        return YES
    if heads(me, person):
        return YES
    return no(_("You see only yourself and the people of your unit."))


def heads(me: Actor, person: Person) -> bool:
    """Whether someone heads a unit today in which a person holds a post. Clause 5.3."""
    return me.is_head and person.employments.filter(unit_id__in=me.headed_unit_ids, left_on__isnull=True).exists()


def view_pin(user: Any, person: Person) -> Verdict:
    """The personal number is shown whole to HR and to the person alone."""
    me = actor(user)
    if me.person_id == person.pk or me.holds(RoleKind.HR_OFFICER):
        return YES
    return no(_("Only Human Resources sees personal numbers."))


def edit_person(user: Any, person: Person | None = None) -> Verdict:
    """HR keeps the records of people; nobody edits their own."""
    me = actor(user)
    if not me.holds(RoleKind.HR_OFFICER):
        return no(_("Only the HR officer changes the records of people."))
    if person is not None and person.pk is not None and me.person_id == person.pk:
        return no(_("Nobody changes their own record: ask a colleague."))
    return YES


def merge_people(user: Any, person: Person | None = None) -> Verdict:
    """HR merges two records of one person and parts people who look alike; nobody touches their own record."""
    return edit_person(user, person)


def undo_merge(user: Any, merge: Any) -> Verdict:
    """HR undoes a merging; nobody one of their own records."""
    return edit_person(user, merge.kept) and edit_person(user, merge.gone)


def edit_unit(user: Any, unit: Unit | None = None) -> Verdict:
    """HR keeps the tree of units and their heads."""
    if actor(user).holds(RoleKind.HR_OFFICER, RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only the HR officer changes units."))


def edit_role(user: Any, person: Person | None = None) -> Verdict:
    """The administrator gives and ends roles, never their own."""
    me = actor(user)
    if not me.holds(RoleKind.ADMINISTRATOR):
        return no(_("Only the administrator gives roles."))
    if person is not None and me.person_id == person.pk:
        return no(_("Nobody gives a role to themselves."))
    return YES


def import_roster(user: Any, record: Any = None) -> Verdict:
    """The HR officer brings in the staff list and settles its doubtful cells."""
    if actor(user).holds(RoleKind.HR_OFFICER):
        return YES
    return no(_("Only the HR officer imports staff lists."))


def import_history(user: Any, record: Any = None) -> Verdict:
    """An officer of ИИжКББ brings in lists of past training and vouches for them. Clauses 4.1, 4.4."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(_("Only an officer of ИИжКББ imports past training."))


def edit_pause(user: Any, person: Person | None = None) -> Verdict:
    """HR enters pauses. Clause 1.3."""
    return edit_person(user, person)


def claim_training(user: Any, person: Person) -> Verdict:
    """Everyone claims their own training done elsewhere. Clauses 4.1, 4.4."""
    if actor(user).person_id == person.pk:
        return YES
    return no(_("A claim is made by the person who was trained."))


def enter_mobility(user: Any, record: Any = None) -> Verdict:
    """The international officer enters mobility abroad. Clause 6.2."""
    if actor(user).holds(RoleKind.INTERNATIONAL_OFFICER):
        return YES
    return no(_("Only the international officer enters mobility."))


def view_mobility(user: Any, record: Any = None) -> Verdict:
    """The international officer and the offices see mobility. Clause 6.2."""
    if actor(user).holds(RoleKind.INTERNATIONAL_OFFICER, *READS_EVERYBODY):
        return YES
    return no(_("Only the offices see the mobility of all staff."))


def edit_training(user: Any, record: Any) -> Verdict:
    """A claim is changed or withdrawn by whoever has made it: the person, or of mobility the international officer. Clause 4.4."""
    if record.source == TrainingSource.MOBILITY:
        return enter_mobility(user)
    if record.source == TrainingSource.ELSEWHERE and actor(user).person_id == record.person_id:
        return YES
    return no(_("A claim is changed only by whoever has made it."))


def decide_training(user: Any, record: Any) -> Verdict:
    """An officer of ИИжКББ recognises or refuses a claim, never their own. Clauses 4.4, 6.1."""
    me = actor(user)
    if not me.holds(RoleKind.OFFICER):
        return no(_("Only an officer of ИИжКББ decides on claims."))
    if record is not None and record.person_id == me.person_id:
        return no(_("Nobody decides on a claim of their own."))
    return YES


def annul_training(user: Any, record: Any) -> Verdict:
    """An officer of ИИжКББ annuls a recognised line with a reason. Clause 4.4."""
    return decide_training(user, record)


def view_outbox(user: Any, record: Any = None) -> Verdict:
    """Officers and auditors see the letters. Clause 6.1."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.AUDITOR, RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only officers of ИИжКББ see the outbox."))


def cancel_letter(user: Any, record: Any) -> Verdict:
    """An officer cancels a letter that has not gone out."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(_("Only an officer of ИИжКББ cancels letters."))


def settle_letter(user: Any, record: Any) -> Verdict:
    """An officer of ИИжКББ decides what becomes of a letter that failed or may have gone out. Clause 6.1."""
    return cancel_letter(user, record)


def view_history(user: Any, record: Any = None) -> Verdict:
    """The offices see who changed what."""
    if actor(user).holds(*READS_EVERYBODY):
        return YES
    return no(_("Only the offices see the history."))


def view_policies(user: Any, record: Any = None) -> Verdict:
    """The offices see the numbers of the rules. Clause 1.3."""
    return YES if actor(user).holds(*READS_EVERYBODY) else no(_("Only the offices see the policy settings."))


def draft_policy(user: Any, record: Any = None) -> Verdict:
    """An officer of ИИжКББ drafts new numbers, and adopts them once their effect is known. Clauses 1.3, 1.4."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(_("Only an officer of ИИжКББ changes the numbers of the rules."))


def view_reliefs(user: Any, record: Any = None) -> Verdict:
    """The offices see extensions and pauses. Clauses 1.3, 6.1."""
    return YES if actor(user).holds(*READS_EVERYBODY) else no(_("Only the offices see extensions and pauses."))


def grant_extension(user: Any, record: Any = None) -> Verdict:
    """An officer of ИИжКББ gives people more time, and takes it back. Clause 6.1."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(_("Only an officer of ИИжКББ extends due dates."))


def revoke_pause(user: Any, pause: Any) -> Verdict:
    """HR ends and revokes the pauses of others. Clause 1.3."""
    return edit_pause(user, pause.person)


def tell_by_hand(user: Any, letter: Any) -> Verdict:
    """The head, ИИжКББ and HR note that they told someone who has no e-mail, never the person alone. Clause 6.1."""
    me = actor(user)
    if me.person_id == letter.person_id:
        return no(_("Whoever told you notes it: your head or the office."))
    if me.holds(RoleKind.OFFICER, RoleKind.HR_OFFICER) or heads(me, letter.person):
        return YES
    return no(_("Only the head, ИИжКББ and Human Resources note that somebody was told."))


def view_boards(user: Any, record: Any = None) -> Verdict:
    """The offices see how the whole University stands. Clauses 1.4, 6.1."""
    return YES if actor(user).holds(*READS_EVERYBODY) else no(_("Only the offices see the University’s figures."))


def view_unit_board(user: Any, unit: Unit | None = None) -> Verdict:
    """A head sees the board of the own units and those below, the offices that of any. Clauses 1.4, 5.3."""
    me = actor(user)
    if unit is None:
        return YES if me.is_head else no(_("You head no unit."))
    if unit.pk in me.headed_unit_ids or me.holds(*READS_EVERYBODY):
        return YES
    return no(_("Only its head and the offices see the people of a unit."))


def view_forecast(user: Any, record: Any = None) -> Verdict:
    """The offices see the forecast of all units, a head that of the own ones. Clauses 1.4, 5.3."""
    if actor(user).is_head or view_boards(user):
        return YES
    return no(_("Only the offices and heads of units see the forecast."))


def view_organisations(user: Any, record: Any = None) -> Verdict:
    """The offices see outside organisations and their people. Clause 1.1."""
    return YES if actor(user).holds(*READS_EVERYBODY) else no(_("Only the offices see outside organisations."))


def edit_organisation(user: Any, record: Any = None) -> Verdict:
    """Officers of ИИжКББ and HR keep outside organisations. Clause 1.1."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.HR_OFFICER):
        return YES
    return no(_("Only officers of ИИжКББ and HR change outside organisations."))


def edit_outside_person(user: Any, person: Person | None = None) -> Verdict:
    """Officers of ИИжКББ and HR keep people from outside, never their own record, never one of the staff. Clause 1.1."""
    if person is not None and person.pk is not None:
        if actor(user).person_id == person.pk:
            return no(_("Nobody changes their own record: ask a colleague."))
        if person.organisation_id is None or person.employments.filter(left_on__isnull=True).exists():
            return no(_("This person is staff of the University: HR keeps the record."))
    return edit_organisation(user)


def edit_consent_texts(user: Any, record: Any = None) -> Verdict:
    """The administrator enters the texts that people consent to."""
    if actor(user).holds(RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only the administrator enters consent texts."))


def ask_about_data(user: Any, person: Person) -> Verdict:
    """Everyone asks about their own data."""
    if actor(user).person_id == person.pk:
        return YES
    return no(_("A request is made by the person whose data it is about."))


def view_data_requests(user: Any, record: Any = None) -> Verdict:
    """The HR officer answers requests about data; administrator and auditor see that they are answered in time."""
    if actor(user).holds(RoleKind.HR_OFFICER, RoleKind.ADMINISTRATOR, RoleKind.AUDITOR):
        return YES
    return no(_("Only Human Resources sees requests about data."))


def answer_data_request(user: Any, record: Any = None) -> Verdict:
    """The HR officer answers, never one's own request."""
    me = actor(user)
    if not me.holds(RoleKind.HR_OFFICER):
        return no(_("Only the HR officer answers requests about data."))
    if record is not None and record.person_id == me.person_id:
        return no(_("Nobody answers a request of their own: ask a colleague."))
    return YES


def withdraw_data_request(user: Any, record: Any) -> Verdict:
    """Whoever asked takes the request back."""
    return ask_about_data(user, record.person)


def view_passport(user: Any, record: Any = None) -> Verdict:
    """The offices that answer for the data see the passport of the array."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.HR_OFFICER, RoleKind.ADMINISTRATOR, RoleKind.AUDITOR):
        return YES
    return no(_("Only the offices see the passport of the array."))


def edit_passport(user: Any, record: Any = None) -> Verdict:
    """The office that answers for the data, and the administrator, enter what the passport says of them."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only ИИжКББ and the administrator write the passport of the array."))
