"""The addresses of the certificates app."""

from django.urls import path

from .views import attestations, grounds, orders, register, verification

urlpatterns = [
    path("verify/", verification.verify, name="verify"),
    path("verify/<str:code>.json", verification.verify_json, name="verify_json"),
    path("verify/<str:code>/", verification.verify_code, name="verify_code"),
    path("runs/<int:pk>/order/", orders.draft_enrolment_order, name="draft_enrolment_order"),
    path("runs/<int:pk>/attestation/", attestations.open_attestation, name="open_attestation"),
    path("attestations/", attestations.attestation_list, name="attestation_list"),
    path("attestations/<int:pk>/", attestations.attestation_detail, name="attestation_detail"),
    path("attestations/<int:pk>/results/", attestations.enter_results, name="enter_results"),
    path("attestations/<int:pk>/close/", attestations.close_attestation, name="close_attestation"),
    path("attestations/<int:pk>/protocol.pdf", attestations.attestation_protocol, name="attestation_protocol"),
    path("attestations/<int:pk>/order/", orders.draft_certificate_order, name="draft_certificate_order"),
    path("orders/", orders.order_list, name="order_list"),
    path("orders/<int:pk>/", orders.order_detail, name="order_detail"),
    path("orders/<int:pk>/order.pdf", orders.order_paper, {"kind": "pdf"}, name="order_pdf"),
    path("orders/<int:pk>/order.docx", orders.order_paper, {"kind": "docx"}, name="order_docx"),
    path("orders/<int:pk>/scan/", orders.order_scan, name="order_scan"),
    path("orders/<int:pk>/edit/", orders.edit_order, name="edit_order"),
    path("orders/<int:pk>/draft-anew/", orders.redraft_order, name="redraft_order"),
    path("orders/<int:pk>/send/", orders.send_order, name="send_order"),
    path("orders/<int:pk>/take-back/", orders.take_back_order, name="take_back_order"),
    path("orders/<int:pk>/annul/", orders.annul_order, name="annul_order"),
    path("orders/<int:pk>/signature/", orders.record_signature, name="record_signature"),
    path("legal-grounds/", grounds.ground_list, name="ground_list"),
    path("legal-grounds/add/", grounds.add_ground, name="add_ground"),
    path("legal-grounds/<int:pk>/edit/", grounds.edit_ground, name="edit_ground"),
    path("visas/<int:pk>/", orders.give_visa, name="give_visa"),
    path("certificates/", register.certificate_list, name="certificate_list"),
    path("certificates/<int:pk>/", register.certificate_detail, name="certificate_detail"),
    path("certificates/<int:pk>/certificate.pdf", register.certificate_file, name="certificate_file"),
    path("register/", register.register_list, name="register_list"),
    path("register/checks/", register.inspection_list, name="inspection_list"),
    path("register/register.pdf", register.register_paper, name="register_pdf"),
]
