"""Each small world: what it says the indicators are, they are."""

import pytest

from tests.analytics.world import answers, load, worlds


@pytest.mark.parametrize("path", worlds(), ids=lambda path: path.stem)
def test_the_figures_of_a_world_are_as_written(path):
    wanted, found = answers(load(path))

    assert found == wanted
