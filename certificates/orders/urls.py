"""The addresses of the orders."""

from django.urls import path

from . import views

urlpatterns = [
    path("runs/<int:pk>/order/", views.draft_enrolment_order, name="draft_enrolment_order"),
    path("attestations/<int:pk>/order/", views.draft_certificate_order, name="draft_certificate_order"),
    path("orders/", views.order_list, name="order_list"),
    path("orders/<int:pk>/", views.order_detail, name="order_detail"),
    path("orders/<int:pk>/order.pdf", views.order_paper, {"kind": "pdf"}, name="order_pdf"),
    path("orders/<int:pk>/order.docx", views.order_paper, {"kind": "docx"}, name="order_docx"),
    path("orders/<int:pk>/scan/", views.order_scan, name="order_scan"),
    path("orders/<int:pk>/edit/", views.edit_order, name="edit_order"),
    path("orders/<int:pk>/draft-anew/", views.redraft_order, name="redraft_order"),
    path("orders/<int:pk>/send/", views.send_order, name="send_order"),
    path("orders/<int:pk>/take-back/", views.take_back_order, name="take_back_order"),
    path("orders/<int:pk>/annul/", views.annul_order, name="annul_order"),
    path("orders/<int:pk>/signature/", views.record_signature, name="record_signature"),
    path("visas/<int:pk>/", views.give_visa, name="give_visa"),
]
