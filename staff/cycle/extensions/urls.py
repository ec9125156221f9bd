"""The addresses of extensions and pauses."""

from django.urls import path

from . import views

urlpatterns = [
    path("extensions/", views.extension_list, name="extension_list"),
    path("extensions/grant/", views.grant_extension, name="grant_extension"),
    path("extensions/<int:pk>/", views.extension_detail, name="extension_detail"),
    path("extensions/<int:pk>/revoke/", views.revoke_extension, name="revoke_extension"),
    path("pauses/", views.pause_list, name="pause_list"),
    path("pauses/enter/", views.enter_pauses, name="enter_pauses"),
    path("pauses/revoke/", views.revoke_pauses, name="revoke_pauses"),
    path("pauses/<int:pk>/end/", views.end_pause, name="end_pause"),
    path("pauses/<int:pk>/revoke/", views.revoke_pause, name="revoke_pause"),
]
