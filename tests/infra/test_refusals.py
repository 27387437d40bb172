"""Each thing that cannot be deployed is refused at build, and the refusal says which line to change."""

from pathlib import Path

import pytest

from infra import registry
from infra.where import Unbuildable
from tests.infra import samples
from tests.infra.refused import CASES, NOTES


def _refusal(root: Path, **folders: dict[str, str]) -> Unbuildable:
    functions = samples.write(root, **({"authorizer": samples.AUTHORIZER} | folders))
    with pytest.raises(Unbuildable) as caught:
        registry.load(functions)
    return caught.value


def _points_to(refusal: Unbuildable, root: Path, file: str, line: str) -> None:
    """The refusal names this file, and the line of it that holds this text."""
    path = root / "functions" / file
    lines = path.read_text().splitlines()
    expected = next(number for number, content in enumerate(lines, 1) if line in content)
    assert refusal.detail.startswith(f"{path.resolve()}:{expected}: "), refusal.detail


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.replace(" ", "-"))
def test_what_cannot_be_deployed_is_refused_with_its_line(case: str, tmp_path: Path) -> None:
    folders, file, line, words = CASES[case]
    refusal = _refusal(tmp_path, **folders)
    _points_to(refusal, tmp_path, file, line)
    assert words in refusal.detail


def test_a_user_prefix_without_an_authorizer_is_refused(tmp_path: Path) -> None:
    functions = samples.write(tmp_path, notes=NOTES)
    with pytest.raises(Unbuildable, match="no folder has a Lambda 'authorizer'"):
        registry.load(functions)


def test_the_samples_themselves_are_not_refused(tmp_path: Path) -> None:
    folders = registry.load(samples.platform(tmp_path))
    assert [folder.name for folder in folders] == ["asking", "authorizer", "live", "notes"]


def test_loading_leaves_the_functions_of_this_process_alone(tmp_path: Path) -> None:
    import functions as ours

    registry.load(samples.platform(tmp_path))
    import functions as afterwards

    assert afterwards is ours
