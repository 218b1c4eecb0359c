"""A layer imports only layers before it (I12), and none before files touches the world (I9)."""

import ast
import pathlib
import re

import pytest

PACKAGE = pathlib.Path(__file__).parent.parent / "hugoconv"
LAYERS = [
    "data_files",
    "errors",
    "refusals",
    "text",
    "syntax",
    "body",
    "hugo",
    "page",
    "translation",
    "layouts",
    "lint",
    "files",
    "site",
    "interop",
    "cli",
]
PURE = LAYERS[: LAYERS.index("files")]
WORLD = {
    "os",
    "io",
    "pathlib",
    "time",
    "locale",
    "tempfile",
    "shutil",
    "subprocess",
    "socket",
    "random",
    "zoneinfo",
}
# What the types of paths are, which asks no disk.
OF_PATHS = {"PathLike", "fspath"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem in LAYERS)


def layer_of(path: pathlib.Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: pathlib.Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "os" and {alias.name for alias in node.names} <= OF_PATHS:
                continue
            found.append(node.module or "")
    return found


def test_every_folder_is_a_layer() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= set(LAYERS)
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_one_way(path: pathlib.Path) -> None:
    here = LAYERS.index(layer_of(path))
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "hugoconv" and len(parts) > 1:
            assert LAYERS.index(parts[1]) <= here, f"{path} imports {name}"


@pytest.mark.parametrize("path", [p for p in MODULES if layer_of(p) in PURE], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_layer_before_files_reads_no_disk_no_clock_and_no_environment(path: pathlib.Path) -> None:
    assert not WORLD & {name.partition(".")[0] for name in imports_of(path)}
    calls = {
        n.func.id
        for n in ast.walk(ast.parse(path.read_text()))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert "open" not in calls


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if LAYERS.index(layer_of(p)) > LAYERS.index("syntax")],
    ids=lambda p: str(p.relative_to(PACKAGE)),
)
def test_nothing_above_syntax_knows_that_it_is_yaml(path: pathlib.Path) -> None:
    if layer_of(path) != "cli" and path.parent.name != "printers":
        assert not [name for name in imports_of(path) if name == "yaml" or name.startswith("hugoconv.syntax.yaml")]


NAMES = {"yaml", "toml", "json", "org", "none"}
# Where such a word is the name of something else: a form of the report of checks, a way to merge configurations.
OTHER_NAMES = {"cli/commands/check.py", "hugo/params.py"}


def _compared(tree: ast.AST) -> list[int]:
    """The lines on which something is compared with the name of a syntax, or looked for among several of them."""
    compared = [node for node in ast.walk(tree) if isinstance(node, ast.Compare | ast.match_case)]
    return [
        part.lineno
        for node in compared
        for part in ast.walk(node.pattern if isinstance(node, ast.match_case) else node)
        if isinstance(part, ast.Constant) and part.value in NAMES
    ]


def _asks_a_name(tree: ast.AST) -> list[int]:
    """The lines on which the name of a syntax is compared with anything."""
    sides = [
        side
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Attribute) and side.attr == "name"
    ]
    return [side.lineno for side in sides if ast.unparse(side.value).rpartition(".")[2] in ("syntax", "target")]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('page.syntax == "org"', True),
        ('page.syntax != "none"', True),
        ('"yaml" == kind', True),
        ('page.syntax in ("json", "org")', True),
        ('syntax.name not in {"toml"}', True),
        ("new.syntax.name == old.syntax.name", True),
        ('match page.syntax:\n    case "yaml":\n        pass', True),
        ('SYNTAXES["yaml"].read(text)', False),
        ('page.with_front_matter("toml")', False),
        ("page.syntax == to", False),
    ],
)
def test_a_comparison_with_the_name_of_a_syntax_is_seen(code: str, found: bool) -> None:  # noqa: FBT001
    tree = ast.parse(code)
    assert bool(_compared(tree) or _asks_a_name(tree)) == found


ABOVE_SYNTAX = [
    path
    for path in MODULES
    if LAYERS.index(layer_of(path)) > LAYERS.index("syntax")
    and path.parent.name != "printers"
    and str(path.relative_to(PACKAGE)) not in OTHER_NAMES
]


@pytest.mark.parametrize("path", ABOVE_SYNTAX, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_above_syntax_compares_the_name_of_a_syntax(path: pathlib.Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not _compared(tree) + _asks_a_name(tree), "ask for a capability of the syntax instead"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_says_what_it_is_for(path: pathlib.Path) -> None:
    assert (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/**/__init__.py")), ids=str)
def test_a_package_says_in_which_module_to_read_on(path: pathlib.Path) -> None:
    said = " ".join((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split())
    named = re.findall(r"``([a-z_]+)``", said.partition("Read on in ")[2])
    assert named
    assert all((path.parent / name).is_dir() or (path.parent / f"{name}.py").exists() for name in named), named
