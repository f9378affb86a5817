"""Which files a run reads: real files in real folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from lictool.document import MARK, MAX_BYTES
from lictool.errors import UsageError
from lictool.tree import WorkTree, candidates, files, named, shown, ways

if TYPE_CHECKING:
    from pathlib import Path

TREE = (
    "b.yaml",
    "a.yml",
    "sub/c.json",
    "sub/UPPER.YAML",
    "sub/notes.txt",
    "sub/.hidden.yaml",
    ".github/d.yaml",
    ".git/e.yaml",
    "node_modules/f.yaml",
    "sub/node_modules/g.yaml",
    "venv/pyvenv.cfg",
    "venv/lib/site-packages/h/i.yaml",
    "yaml",
)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in TREE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _names(*paths: str) -> list[str]:
    return [name for name, _ in files(paths)]


FOLDER = [".github/d.yaml", "a.yml", "b.yaml", "sub/.hidden.yaml", "sub/UPPER.YAML", "sub/c.json"]


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ((), []),
        ((".",), FOLDER),
        (("./",), FOLDER),
        (("sub/..",), FOLDER),
        (("sub",), ["sub/.hidden.yaml", "sub/UPPER.YAML", "sub/c.json"]),
        (("sub//",), ["sub/.hidden.yaml", "sub/UPPER.YAML", "sub/c.json"]),
        (("sub/notes.txt",), ["sub/notes.txt"]),
        (("b.yaml", "a.yml"), ["a.yml", "b.yaml"]),
        (("b.yaml", "./b.yaml", "sub/../b.yaml"), ["b.yaml"]),
        (("sub", "sub/c.json", "."), FOLDER),
        (("venv/lib/site-packages",), ["venv/lib/site-packages/h/i.yaml"]),
        (("venv",), []),
        ((".git",), [".git/e.yaml"]),
    ],
)
def test_what_is_read(tree: Path, paths: tuple[str, ...], names: list[str]) -> None:
    assert _names(*paths) == names


def test_content_comes_along(tree: Path) -> None:
    assert dict(files(["sub"])) == {
        name: name.encode() for name in ("sub/.hidden.yaml", "sub/UPPER.YAML", "sub/c.json")
    }


def test_absolute_paths_below_the_working_folder_are_shown_short(tree: Path) -> None:
    assert _names(str(tree / "b.yaml")) == ["b.yaml"]
    assert _names(str(tree / "b.yaml"), "b.yaml", str(tree)) == FOLDER


def test_a_file_outside_is_read_once_however_it_is_said(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree / "sub")
    assert _names("../b.yaml") == ["../b.yaml"]
    assert _names("../b.yaml", str(tree / "b.yaml")) == ["../b.yaml"]
    assert _names("..", "c.json") == sorted(
        ["../.github/d.yaml", "../a.yml", "../b.yaml", "../sub/.hidden.yaml", "../sub/UPPER.YAML", "../sub/c.json"]
    )


def test_symbolic_links_are_followed_only_where_they_are_named(tree: Path) -> None:
    (tree / "link.yaml").symlink_to("b.yaml")
    (tree / "elsewhere").symlink_to("sub")
    (tree / "loop").symlink_to(".")
    assert _names(".") == FOLDER
    assert _names("link.yaml") == ["link.yaml"]
    assert _names("link.yaml", "b.yaml") == ["link.yaml"]
    assert _names("elsewhere") == ["elsewhere/.hidden.yaml", "elsewhere/UPPER.YAML", "elsewhere/c.json"]


def test_paths_that_lead_nowhere_come_together(tree: Path) -> None:
    (tree / "dead").symlink_to("gone")
    os.mkfifo(tree / "pipe.yaml")
    with pytest.raises(UsageError) as raised:
        list(files(["missing", "b.yaml", "dead", "pipe.yaml", ""]))
    assert [problem.message for problem in raised.value.problems] == [
        "`` is no file and no folder",
        "`dead` is no file and no folder",
        "`missing` is no file and no folder",
        "`pipe.yaml` is no file and no folder",
    ]
    assert _names(".") == FOLDER


def test_a_folder_that_cannot_be_listed_comes_with_its_error(tree: Path) -> None:
    name = "d" * 250
    here = os.open(".", os.O_RDONLY)
    try:
        for _ in range(17):  # beyond the longest path that the system takes
            os.mkdir(name)
            os.chdir(name)
    finally:
        os.fchdir(here)
        os.close(here)
    found = [(path, content) for path, content in files(["."]) if isinstance(content, OSError)]
    assert len(found) == 1
    assert found[0][0].startswith(f"{name}/{name}/")
    assert isinstance(found[0][1], OSError)
    assert found[0][1].strerror == "File name too long"


def test_a_large_file_is_read_one_byte_too_far(tree: Path) -> None:
    (tree / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 10))
    content = dict(files(["large.yaml"]))["large.yaml"]
    assert isinstance(content, bytes)
    assert len(content) == MAX_BYTES + 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yaml", "a.yaml"),
        ("./x//y/../a.yaml", "x/a.yaml"),
        ("{here}/x/a.yaml", "x/a.yaml"),
        ("{here}", "{here}"),
        ("{here}2/a.yaml", "{here}2/a.yaml"),
        ("/", "/"),
        ("../a.yaml", "../a.yaml"),
    ],
)
def test_how_paths_are_shown(tree: Path, path: str, text: str) -> None:
    assert shown(path.format(here=tree)) == text.format(here=tree)


def test_how_paths_are_shown_from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert shown("/etc/hosts") == "etc/hosts"


def test_what_has_no_mark_need_not_be_kept(tree: Path) -> None:
    (tree / "sub" / "c.json").write_bytes(b"{}" + MARK)
    (tree / "sub" / "wide.yaml").write_bytes("\ufefflictool".encode("utf-16-le"))
    assert dict(candidates(["sub"])) == {
        "sub/.hidden.yaml": b"",
        "sub/UPPER.YAML": b"",
        "sub/c.json": b"{}lictool",
        "sub/wide.yaml": b"\xff\xfel\0i\0c\0t\0o\0o\0l\0",
    }


def test_folders_inside_folders_may_be_many(tree: Path) -> None:
    folders = ["d/" * depth for depth in range(1, 1500)]
    for folder in folders:
        os.mkdir(folder)
    name = f"{folders[-1]}x.yaml"
    (tree / name).write_text("x")
    assert name in _names(".")
    assert name in list(WorkTree(str(tree)).names())
    (tree / name).unlink()
    for folder in reversed(folders):  # pytest would go down by recursion
        os.rmdir(folder)


def test_a_work_tree_has_all_files_but_those_of_others(tree: Path) -> None:
    (tree / "module" / "inner").mkdir(parents=True)
    (tree / "module" / ".git").write_text("gitdir: ../.git/modules/module")
    (tree / "module" / "inner" / "m.yaml").write_text("x")
    (tree / "link").symlink_to("sub")
    here = WorkTree(str(tree))
    assert list(here.names()) == sorted([*FOLDER, "sub/notes.txt", "venv/pyvenv.cfg", "yaml"])
    assert list(here.names("sub")) == ["sub/.hidden.yaml", "sub/UPPER.YAML", "sub/c.json", "sub/notes.txt"]
    for other in ("module", "module/inner", "link", "b.yaml", "missing", "node_modules", "venv/lib/site-packages"):
        assert list(here.names(other)) == [], other


def test_a_work_tree_follows_no_link_and_leaves_nothing(tree: Path) -> None:
    (tree.parent / "outside.yaml").write_text("secret")
    (tree / "link.yaml").symlink_to("b.yaml")
    (tree / "dir").symlink_to("sub")
    names = ["b.yaml", "link.yaml", "dir/c.json", "../outside.yaml", "missing.yaml", "sub"]
    found = dict(WorkTree(str(tree)).contents(names))
    assert found.pop("b.yaml") == b"b.yaml"
    assert all(isinstance(content, OSError) for content in found.values())
    assert str(found["link.yaml"].strerror) == "a symbolic link is not followed"  # type: ignore[union-attr]
    (tree.parent / "outside.yaml").unlink()


def test_paths_as_names_in_a_tree(tree: Path) -> None:
    outside = str(tree.parent)
    paths = [".", "sub", "./sub/../b.yaml", str(tree / "a.yml"), outside]
    assert list(named(paths, str(tree)).values()) == ["", "sub", "b.yaml", "a.yml", None]
    assert ways("a/b/c.yaml") == ["", "a", "a/b", "a/b/c.yaml"]
    with pytest.raises(UsageError, match="`missing` is no file and no folder"):
        named(["missing"], str(tree))
