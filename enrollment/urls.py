"""The addresses of the enrolment app."""

from django.urls import path

from .views import applications, selections

urlpatterns = [
    path("apply/<int:pk>/", applications.apply, name="apply"),
    path("applications/", applications.application_list, name="application_list"),
    path("applications/<int:pk>/", applications.application_detail, name="application_detail"),
    path("applications/<int:pk>/choice/", applications.application_choice, name="application_choice"),
    path("applications/<int:pk>/motivation/", applications.application_motivation, name="application_motivation"),
    path("applications/<int:pk>/check/", applications.application_check, name="application_check"),
    path("applications/<int:pk>/opinion/", applications.give_opinion, name="give_opinion"),
    path("applications/<int:pk>/withdraw/", applications.withdraw_application, name="withdraw_application"),
    path("applications/<int:pk>/confirm/", applications.confirm_place, name="confirm_place"),
    path("applications/<int:pk>/decline/", applications.decline_place, name="decline_place"),
    path("lists/", selections.selection_list, name="selection_list"),
    path("lists/<int:pk>/", selections.selection_detail, name="selection_detail"),
    path("lists/<int:pk>/approve/", selections.approve_selection, name="approve_selection"),
    path("lists/<int:pk>/rank/", selections.rank_anew, name="rank_anew"),
    path("lists/entries/<int:pk>/move/", selections.move_entry, name="move_entry"),
]
