"""Values and documents of tomlkit, in both directions."""

import datetime

import pytest
import tomlkit

import hugoconv

TOML = '+++\ntitle = "Mud"  # tentative\n#slides = "x"\ndate = 2021-01-02\n[image]\n  alt = "Sea"\n+++\nBody\n'
YAML = "---\ntitle: Mud\ndate: 2021-01-02\ntags: [a, 1]\nimage:\n  alt: y\n  caption:\nempty:\n'a.b': {c: 2021-01-02T03:04:05Z}\n---\n"


def test_a_page_in_toml_gives_its_own_document_with_comments() -> None:
    page = hugoconv.parse(TOML)
    document = page.to_tomlkit()
    assert document.as_string() == page.matter
    document["title"] = "Silt"
    assert page["title"] == "Mud" and page.to_tomlkit()["title"] == "Mud"


def test_any_other_page_gives_a_document_of_its_values() -> None:
    page = hugoconv.parse(YAML)
    found = tomlkit.parse(page.to_tomlkit().as_string()).unwrap()
    wanted = {key: value for key, value in page.to_dict().items() if value is not None}
    del wanted["image"]["caption"]
    assert found == wanted and list(found) == list(wanted)
    json = hugoconv.parse('{"title": "x", "n": [1, {"a": null}]}\n')
    assert json.to_tomlkit().unwrap() == {"title": "x", "n": [1, {}]}
    assert hugoconv.parse("Only a body\n").to_tomlkit().unwrap() == {}


def test_a_null_in_a_list_is_refused() -> None:
    with pytest.raises(hugoconv.Refused, match="null-in-list"):
        hugoconv.parse("---\ntags: [a, ~]\n---\n").to_tomlkit()


@pytest.mark.parametrize("text", [TOML, YAML, "{}\n"])
def test_set_takes_values_of_tomlkit(text: str) -> None:
    given = tomlkit.parse(
        'd = 2020-01-02T03:04:05Z\nl = [1, "x", {b = true}]\nf = 1.5\n[m]\nk = """a\nb"""\n[[all]]\nq = 2\n'
    )
    page = hugoconv.parse(text)
    for key in given:
        page = page.set(key, given[key])
    page = page.set("whole", given)
    assert page["l"] == [1, "x", {"b": True}] and page["m.k"] == "a\nb" and page["all"] == [{"q": 2}]
    assert page["whole.l"] == page["l"] and page["whole.f"] == 1.5
    assert page["d"] in (datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.UTC), "2020-01-02T03:04:05Z")


def test_a_field_goes_from_one_page_to_another() -> None:
    given = hugoconv.parse(TOML).to_tomlkit()
    page = hugoconv.parse("---\ntitle: x\n---\n").set("image", given["image"]).set("date", given["date"])
    assert page.matter == "title: x\nimage:\n  alt: Sea\ndate: 2021-01-02\n"
