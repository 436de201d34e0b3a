import killed_loads


def test_a_load_that_is_killed_with_the_server_loses_nothing(tmp_path):
    rounds = list(killed_loads.killed_loads(tmp_path / "store", 5))
    assert [one.whole for one in rounds] == [True] * 5
    assert rounds[0].held == {1: killed_loads.SIZE}  # killed at its beginning: the load before is there
