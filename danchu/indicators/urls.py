"""Addresses of figures."""

from django.urls import path

from danchu.indicators import views
from danchu.ui.languages import bilingual

app_name = "indicators"

urlpatterns = [
    path("so-lieu/<str:form>/<int:unit_id>/<str:period>/", views.filing, name="filing"),
    path("so-lieu/<str:form>/<int:unit_id>/<str:period>/o/", views.live, name="live"),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/o/<str:name>/",
        views.cell,
        name="cell",
    ),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/in/", views.paper, name="paper"
    ),
    path("bieu/", views.forms, name="forms"),
    path("bieu/<str:code>/", views.form, name="form"),
    path(bilingual("chi-tieu/"), views.catalogue, name="catalogue"),
    path(bilingual("chi-tieu/<str:code>/"), views.indicator, name="indicator"),
]
