"""Names of villages while one types: in no address, and of one length."""

from pimpasa.doors.community.pages.village import STEP_BYTES
from tests.standing import LOMBANG


def test_each_village_comes_with_its_district(villager):
    [found] = villager.post("/en/desa/", {"desa": "lombang"}).json()["villages"]
    assert found["code"] == LOMBANG
    assert found["place"] == "District Juntinyuat, Kabupaten Indramayu, Jawa Barat"


def test_what_is_not_known_or_not_asked_finds_nothing(villager):
    for response in (
        villager.post("/desa/", {"desa": "xyzzy"}),
        villager.get("/desa/?desa=lombang"),
    ):
        assert response.json() == {"villages": []}


def test_answers_do_not_tell_by_their_length_what_was_typed(villager):
    lengths = {
        len(villager.post("/desa/", {"desa": name}).content) for name in ("lombang", "xyzzy", "")
    }
    assert lengths == {STEP_BYTES}
