"""Addresses of the desk."""

from django.urls import path

from danchu.surfaces.desk.views import designs, pages

app_name = "desk"
urlpatterns = [
    path("ban-viec/", pages.home, name="home"),
    path("thong-bao/", pages.notifications, name="notifications"),
    path("ban-viec/thu-gui-di/", pages.outbox, name="outbox"),
    path("ban-viec/thu-gui-di/<int:pk>/gui-lai/", pages.resend, name="resend"),
    path("tong-hop/", pages.totals, name="totals"),
    path("ke-hoach/", pages.planning, name="planning"),
    path("thiet-ke-bieu/", designs.designs, name="designs"),
    path("thiet-ke-bieu/chi-tieu/", designs.own_indicators, name="own_indicators"),
    path(
        "thiet-ke-bieu/chi-tieu/<str:code>/",
        designs.own_indicator,
        name="own_indicator",
    ),
    path("thiet-ke-bieu/<str:code>/", designs.design, name="design"),
    path("thiet-ke-bieu/<str:code>/xem-truoc/", designs.preview, name="preview"),
    path("tin-hieu/", pages.signals, name="signals"),
    path("tin-hieu/bang.<slug:form>", pages.signals_file, name="signals_file"),
    path("theo-doi-nop/", pages.following, name="following"),
    path("theo-doi-nop/chot/", pages.closing, name="closing"),
    path("theo-doi-nop/nhac/", pages.chase, name="chase"),
    path("theo-doi-nop/nhac/gui/", pages.remind, name="remind"),
    path("theo-doi-nop/bang.<slug:form>", pages.following_file, name="following_file"),
]
