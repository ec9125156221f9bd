"""The addresses of the programmes."""

from django.urls import path

from . import views

urlpatterns = [
    path("programmes/", views.programme_list, name="programme_list"),
    path("programmes/import/", views.import_programmes, name="import_programmes"),
    path("programmes/<int:pk>/", views.programme_detail, name="programme_detail"),
    path("programmes/<int:pk>/materials/add/", views.add_materials, name="add_materials"),
    path("materials/<int:pk>/", views.material_file, name="material_file"),
    path("materials/<int:pk>/remove/", views.remove_material, name="remove_material"),
]
