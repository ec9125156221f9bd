"""All addresses of the system."""

from django.urls import include, path

urlpatterns = [
    path("", include("ostu_qualification.core.frame.urls")),
    path("", include("ostu_qualification.core.approvals.urls")),
    path("", include("staff.urls")),
    path("", include("courses.urls")),
    path("", include("enrollment.urls")),
    path("", include("certificates.urls")),
    path("", include("finance.urls")),
    path("", include("ostu_qualification.dashboard.urls")),
]

handler400 = "ostu_qualification.core.frame.views.bad_request"
handler403 = "ostu_qualification.core.frame.views.permission_denied"
handler404 = "ostu_qualification.core.frame.views.page_not_found"
handler500 = "ostu_qualification.core.frame.views.server_error"
