"""The addresses of the certificates app, room by room."""

from .attestation.urls import urlpatterns as attestation
from .issuing.urls import urlpatterns as issuing
from .orders.urls import urlpatterns as orders
from .register.urls import urlpatterns as register
from .texts.urls import urlpatterns as texts
from .verification.urls import urlpatterns as verification

urlpatterns = [*attestation, *texts, *register, *issuing, *verification, *orders]
