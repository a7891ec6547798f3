"""Addresses of the registry."""

from django.urls import path

from danchu.registry.views import accounts, hostnames, rights, signing, tokens, units
from danchu.ui.languages import bilingual

app_name = "registry"

urlpatterns = [
    path("dang-nhap/", signing.login, name="login"),
    path("dang-nhap/mat-khau-moi/", signing.new_password, name="new_password"),
    path("dang-xuat/", signing.logout, name="logout"),
    path("mat-khau/", signing.password, name="password"),
    path("ban-viec/quyen/", rights.rights, name="rights"),
    path("ban-viec/chuc-vu/", rights.switch_post, name="switch_post"),
    path("ban-viec/ma-truy-cap/", tokens.tokens, name="tokens"),
    path("ban-viec/ma-truy-cap/cap/", tokens.make_token, name="make_token"),
    path(
        "ban-viec/ma-truy-cap/<int:pk>/thu-hoi/",
        tokens.revoke_token,
        name="revoke_token",
    ),
    path("tai-khoan/", accounts.accounts, name="accounts"),
    path("tai-khoan/them/", accounts.add_account, name="add_account"),
    path("tai-khoan/giao-chuc-vu/", accounts.grant_post, name="grant_post"),
    path("tai-khoan/<int:pk>/", accounts.account, name="account"),
    path(
        "tai-khoan/<int:pk>/mat-khau/", accounts.reset_password, name="reset_password"
    ),
    path("chuc-vu/<int:pk>/ket-thuc/", accounts.end_post, name="end_post"),
    path(bilingual("don-vi/"), units.browse, name="units"),
    path(bilingual("don-vi/<int:pk>/"), units.unit, name="unit"),
    path("don-vi/<int:pk>/ten-mien/", hostnames.host_names, name="host_names"),
    path(
        "ten-mien/<int:pk>/thu-hoi/",
        hostnames.take_back_host_name,
        name="take_back_host_name",
    ),
    path("don-vi/<int:pk>/them-thon/", units.add_village, name="add_village"),
    path("don-vi/<int:pk>/them-don-vi/", units.add_body, name="add_body"),
]
