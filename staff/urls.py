"""The addresses of the staff app, room by room."""

from .boards import urls as boards
from .cycle.extensions import urls as extensions
from .cycle.policies import urls as policies
from .deputies import urls as deputies
from .imports.past_training import urls as past_training
from .imports.staff_list import urls as staff_list
from .ledger import urls as ledger
from .letters import urls as letters
from .people import urls as people
from .people.merging import urls as merging
from .privacy import urls as privacy
from .units import urls as units
from .units.organisations import urls as organisations

urlpatterns = [
    *people.urlpatterns,
    *merging.urlpatterns,
    *units.urlpatterns,
    *organisations.urlpatterns,
    *letters.urlpatterns,
    *deputies.urlpatterns,
    *ledger.urlpatterns,
    *extensions.urlpatterns,
    *policies.urlpatterns,
    *boards.urlpatterns,
    *privacy.urlpatterns,
    *staff_list.urlpatterns,
    *past_training.urlpatterns,
]
