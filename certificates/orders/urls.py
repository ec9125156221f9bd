"""The addresses of the orders."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import noted

from . import documents, queries, views
from . import transitions as transitions  # declares the acts
from .models import Order

urlpatterns = [
    path("orders/", views.order_list, name="order_list"),
    path("orders/<int:pk>/", views.order_detail, name="order_detail"),
    path("orders/<int:pk>/order.pdf", views.order_paper, {"kind": "pdf"}, name="order_pdf"),
    path("orders/<int:pk>/order.docx", views.order_paper, {"kind": "docx"}, name="order_docx"),
    path("orders/<int:pk>/scan/", views.order_scan, name="order_scan"),
    *noted(
        queries.people_on_order,
        acts_of(
            Order,
            "orders",
            queries.orders_for,
            page="order_detail",
            shows="certificates/orders/_decided.html",
            context=documents.as_shown,
        ),
    ),
]
