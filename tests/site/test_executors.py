"""The same plan, in the same order, whoever makes it: this process, threads, processes, a cluster."""

import pathlib
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import pytest

from hugoconv.layouts.convert import convert
from hugoconv.page.page import Page
from hugoconv.site.plan import batches
from hugoconv.site.plan.plan import Plan
from hugoconv.site.site import Site
from tests.cli.invoking import program, run
from tests.site.moved_site import make, tree


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    root = tmp_path_factory.mktemp("site")
    make(root)
    (root / "content/talk/broken.md").write_text("---\ntitle: a: b\n---\n")
    (root / "content/talk/stray.md").write_bytes(b"---\ntitle: x\xff\nlocation: y\n---\n\xfe\n")
    return root


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, Executor]]:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as local,
        distributed.Client(local) as client,
    ):
        yield local.scheduler_address, client.get_executor(pure=False)


def to_post(page: Page) -> Page:
    return convert(page, "post", from_="talk").page


def plan(site: pathlib.Path, executor: Executor | None = None, *, ship: bool = False) -> Plan:
    return Site(site).plan(to_post, executor=executor, ship=ship)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "batches", partial(batches.batches, size=3))


@pytest.mark.parametrize("ship", [False, True])
@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_executors_of_the_standard_library_make_the_same_plan(site: pathlib.Path, kind: type, ship: bool) -> None:
    serial = plan(site)
    assert len(list(serial.changed)) > 25
    assert {file.state for file in serial.files} == {"changed", "unchanged", "failed", "skipped"}
    with kind(2) as pool:
        assert plan(site, pool, ship=ship) == serial


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("ship", [False, True])
def test_a_cluster_makes_the_same_plan(site: pathlib.Path, cluster: tuple[str, Executor], ship: bool) -> None:
    assert plan(site, cluster[1], ship=ship) == plan(site)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("ship", [[], ["--ship"]])
def test_the_command_line_plans_on_a_cluster(
    site: pathlib.Path, cluster: tuple[str, Executor], tmp_path: pathlib.Path, ship: list[str]
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for copy in (here, there):
        shutil.copytree(site, copy)
    serial = program("convert", str(here / "content"), "--to", "post", "--move", "-w", "-j", "1")
    done = program("convert", str(there / "content"), "--to", "post", "--move", "-w", "--dask", cluster[0], *ship)
    assert done.returncode == serial.returncode == 3, done.stderr
    assert done.stderr.decode().replace(str(there), str(here)) == serial.stderr.decode()
    assert tree(there) == tree(here)


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_does_not_answer_is_wrong_usage(site: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from hugoconv.cli import executors

    monkeypatch.setattr(executors, "_PATIENCE", "0.2s")
    result = run("convert", str(site / "content"), "--to", "post", "--dask", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "no scheduler answers at tcp://127.0.0.1:9" in result.stderr


def test_shipping_goes_with_a_cluster(site: pathlib.Path) -> None:
    assert run("convert", str(site / "content"), "--to", "post", "--ship").exit_code == 2
