"""A folder is small enough to be seen at once."""

from collections import Counter

from tests.repository.tree import ROOT, files

MOST = 16


def test_no_folder_of_the_package_is_crowded():
    folders = Counter(str(path.parent.relative_to(ROOT)) for path in files(".py", under="gradflow"))
    assert {folder: count for folder, count in folders.items() if count > MOST} == {}
