from collections.abc import Callable

from django.test import Client

from danchu.kernel.hostnames.queries import standing_names
from danchu.kernel.people.models import User
from danchu.testing.cast import Cast

Browse = Callable[[User], Client]
NAME = "danchu.hoathuan.example"


def test_a_name_is_given_seen_and_taken_back_once_confirmed(
    cast: Cast, browse: Browse
) -> None:
    lan, own = browse(cast.lan), f"/don-vi/{cast.hoa_thuan.pk}/ten-mien/"

    unready = lan.post(own, {"name": NAME})
    wrong = lan.post(own, {"name": "https://x", "is_ready": "on"})
    given = lan.post(own, {"name": NAME, "is_ready": "on"}, follow=True)
    ending = f"/ten-mien/{given.context['page'].lines[0].pk}/thu-hoi/"
    asked = lan.get(ending)
    still = standing_names()
    gone = lan.post(ending, follow=True)

    assert [unready.status_code, wrong.status_code] == [422, 422]
    assert "không phải là một tên miền" in wrong.content.decode()
    assert "Đang dùng" in given.content.decode()
    assert f"Thu hồi tên miền {NAME}" in asked.content.decode()
    assert still == {NAME: cast.hoa_thuan.pk}
    assert "Nơi này" not in gone.content.decode()
    assert standing_names() == {}
    assert lan.post(ending).status_code == 404
