"""Addresses of reports: where they are written, read, and what their figures open."""

from django.urls import path

from danchu.surfaces.reports import views
from danchu.ui.languages import bilingual

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.reports, name="reports"),
    path("bao-cao/<int:pk>/", views.report, name="report"),
    path("bao-cao/<int:pk>/tep/<str:name>", views.file, name="file"),
    path("bao-cao/<int:pk>/tai-len/", views.upload, name="upload"),
    path("bao-cao/mau/", views.templates, name="templates"),
    path("bao-cao/mau/vi-du.docx", views.example, name="example"),
    path(bilingual("bao-cao-cong-bo/<int:pk>/"), views.published, name="public"),
    path(bilingual("s/<str:figure>/"), views.short, name="short"),
]
