"""Addresses of the ledger's pages and of the register of its witnesses."""

from django.urls import path

from danchu.witnesses.views import book, desk

app_name = "witnesses"

urlpatterns = [
    path("so-cai/", book.ledger, name="ledger"),
    path("so-cai/chung-kien/", book.hand_in_signature, name="hand_in"),
    path("so-cai/<int:size>/", book.checkpoint, name="checkpoint"),
    path("so-cai/<int:size>.txt", book.checkpoint_file, name="checkpoint_file"),
    path(
        "so-cai/trai-so/<int:pk>.txt",
        book.contradiction_file,
        name="contradiction_file",
    ),
    path("ban-viec/chung-kien/", desk.register, name="register"),
    path("ban-viec/chung-kien/them/", desk.add, name="add"),
    path("ban-viec/chung-kien/<int:pk>/thu/", desk.contact, name="contact"),
    path("ban-viec/chung-kien/<int:pk>/ket-thuc/", desk.end, name="end"),
]
