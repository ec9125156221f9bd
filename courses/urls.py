"""The addresses of the courses app."""

from django.urls import path

from .views import materials, programmes, public, runs

urlpatterns = [
    path("", public.catalogue, name="public_home"),
    path("catalogue/", public.catalogue, name="catalogue"),
    path("catalogue/<int:pk>/", public.programme_page, name="programme_page"),
    path("programmes/", programmes.programme_list, name="programme_list"),
    path("programmes/import/", programmes.import_programmes, name="import_programmes"),
    path("programmes/submit/", programmes.submit_programmes, name="submit_programmes"),
    path("programmes/permit/", programmes.permit_programmes, name="permit_programmes"),
    path("programmes/approve/", programmes.approve_programmes, name="approve_programmes"),
    path("programmes/<int:pk>/", programmes.programme_detail, name="programme_detail"),
    path("programmes/<int:pk>/return/", programmes.return_programme, name="return_programme"),
    path("programmes/<int:pk>/refuse/", programmes.refuse_programme, name="refuse_programme"),
    path("programmes/<int:pk>/archive/", programmes.archive_programme, name="archive_programme"),
    path("programmes/<int:pk>/materials/add/", materials.add_materials, name="add_materials"),
    path("materials/<int:pk>/", materials.material_file, name="material_file"),
    path("materials/<int:pk>/remove/", materials.remove_material, name="remove_material"),
    path("runs/", runs.run_list, name="run_list"),
    path("runs/add/", runs.add_run, name="add_run"),
    path("runs/<int:pk>/", runs.run_detail, name="run_detail"),
    path("runs/<int:pk>/edit/", runs.edit_run, name="edit_run"),
    path("runs/<int:pk>/words/", runs.write_words, name="write_words"),
    path("runs/<int:pk>/open/", runs.open_run, name="open_run"),
    path("runs/<int:pk>/close/", runs.close_run, name="close_run"),
    path("runs/<int:pk>/cancel/", runs.cancel_run, name="cancel_run"),
]
