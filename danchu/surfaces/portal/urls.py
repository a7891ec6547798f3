"""Addresses of the portal."""

from django.urls import path

from danchu.surfaces.portal import views
from danchu.ui.languages import bilingual

app_name = "portal"
urlpatterns = [
    path(bilingual(""), views.home, name="home"),
    path(bilingual("tim/"), views.search, name="search"),
    path(bilingual("tim/goi-y/"), views.suggestions, name="suggestions"),
    path(bilingual("so-sanh/"), views.comparison, name="comparison"),
    path("so-sanh/bang.csv", views.comparison_file, name="comparison_file"),
    path(bilingual("kiem-chung/"), views.proofs, name="proofs"),
    path(bilingual("dia-phuong/<int:pk>/"), views.locality, name="locality"),
    path(
        "dia-phuong/<int:pk>/nguon-tin.xml", views.locality_feed, name="locality_feed"
    ),
    path("nguon-tin.xml", views.feed, name="feed"),
    path("so-cai/nguon-tin.xml", views.ledger_feed, name="ledger_feed"),
    path(bilingual("du-lieu-mo/"), views.open_data, name="open_data"),
    path("du-lieu-mo/<slug:name>.<slug:form>", views.dataset, name="dataset"),
    path("catalog.ttl", views.catalogue, name="catalogue"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap_part, name="sitemap_part"),
    path("robots.txt", views.robots, name="robots"),
]
