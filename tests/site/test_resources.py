"""What is said of the pages of a site to those who plan a batch of them."""

import pathlib
import pickle

from hugoconv.site.base import base_of
from hugoconv.site.configuration import Configuration
from hugoconv.site.resources import bundles_of

PAGE = "---\ntitle: Mud\n---\n"


def test_what_is_said_of_bundles_grows_with_their_files_alone(tmp_path: pathlib.Path) -> None:
    paths = [f"content/talk/t{i}/index.md" for i in range(50)]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(PAGE)
    base, site = base_of(str(tmp_path)), Configuration(str(tmp_path))
    sizes = [len(pickle.dumps(bundles_of(base, site, paths[:count]))) for count in (1, 50)]
    found = bundles_of(base, site, [*paths, "content/talk/t1/more/notes.md"])
    assert sizes[0] == sizes[1] and dict(found.holding) == {"content/talk/t1/more/notes.md": "content/talk/t1"}
