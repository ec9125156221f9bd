"""The product's addresses, and the floor's beside them."""

from benchmarks.floor.pages import urlpatterns as floor
from ostu_qualification.urls import urlpatterns as product

urlpatterns = [*product, *floor]
