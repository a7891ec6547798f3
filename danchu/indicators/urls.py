"""Addresses of figures."""

from django.urls import path

from danchu.indicators.views import checks, filings, showing, spreads, workbooks
from danchu.ui.languages import bilingual

app_name = "indicators"

urlpatterns = [
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/", filings.filing, name="filing"
    ),
    path("so-lieu/<str:form>/<int:unit_id>/<str:period>/o/", filings.live, name="live"),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/o/<str:name>/",
        filings.cell,
        name="cell",
    ),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/in/", filings.paper, name="paper"
    ),
    path("quy-tac/", checks.checks, name="checks"),
    path("quy-tac/<str:code>/bo/", checks.drop, name="drop_check"),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/",
        workbooks.workbook,
        name="workbook",
    ),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/bieu-mau.xlsx",
        workbooks.workbook_file,
        name="workbook_file",
    ),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/",
        workbooks.rehearsal,
        name="rehearsal",
    ),
    path(
        "so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/danh-dau.xlsx",
        workbooks.workbook_marked,
        name="workbook_marked",
    ),
    path(
        "so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/",
        spreads.spread,
        name="spread",
    ),
    path(
        "so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/bieu-mau.xlsx",
        spreads.spread_file,
        name="spread_file",
    ),
    path(
        "so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/",
        spreads.spread_rehearsal,
        name="spread_rehearsal",
    ),
    path(
        "so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/danh-dau.xlsx",
        spreads.spread_marked,
        name="spread_marked",
    ),
    path(bilingual("bieu/"), showing.forms, name="forms"),
    path(bilingual("bieu/<str:code>/"), showing.form, name="form"),
    path(bilingual("chi-tieu/"), showing.catalogue, name="catalogue"),
    path(bilingual("chi-tieu/<str:code>/"), showing.indicator, name="indicator"),
]
