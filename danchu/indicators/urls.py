"""Addresses of figures."""

from django.urls import path

from danchu.indicators import spread_views, views
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
    path("quy-tac/", views.checks, name="checks"),
    path("quy-tac/<str:code>/bo/", views.drop, name="drop_check"),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/",
        views.workbook,
        name="workbook",
    ),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/bieu-mau.xlsx",
        views.workbook_file,
        name="workbook_file",
    ),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/",
        views.rehearsal,
        name="rehearsal",
    ),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/danh-dau.xlsx",
        views.workbook_marked,
        name="workbook_marked",
    ),
    path(
        "so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/",
        spread_views.spread,
        name="spread",
    ),
    path(
        "so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/bieu-mau.xlsx",
        spread_views.spread_file,
        name="spread_file",
    ),
    path(
        "so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/",
        spread_views.spread_rehearsal,
        name="spread_rehearsal",
    ),
    path(
        "so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/danh-dau.xlsx",
        spread_views.spread_marked,
        name="spread_marked",
    ),
    path(bilingual("bieu/"), views.forms, name="forms"),
    path(bilingual("bieu/<str:code>/"), views.form, name="form"),
    path(bilingual("chi-tieu/"), views.catalogue, name="catalogue"),
    path(bilingual("chi-tieu/<str:code>/"), views.indicator, name="indicator"),
]
