"""The tree scan and the nation in two steps."""

import numpy as np
import pytest

from kentongan.space.nation import nation_scan
from kentongan.space.tree import tree_of, tree_scan


def country(seed=0):
    """Four provinces of five districts of six villages, shuffled."""
    random = np.random.default_rng(seed)
    village = random.permutation(120)
    province, district = village // 30, village // 6
    counts = random.poisson(0.1, (12, 120))
    return random, province, district, counts


def test_a_district_that_rises_is_named_and_not_its_province():
    _, province, district, counts = country()
    counts[10:, district == 7] += 1
    result = tree_scan(
        counts, {"district": district, "province": province}, population=np.ones(120)
    )
    node, cluster = result.clusters[0]
    assert (node.level, node.name) == ("district", 7)
    assert sorted(node.members) == np.flatnonzero(district == 7).tolist()
    assert (cluster.first, cluster.last) == (10, 11)
    assert cluster.p_value == 0.001


def test_one_village_and_one_province_are_nodes_too():
    _, province, district, counts = country(1)
    village, whole = counts.copy(), counts.copy()
    village[11, 33] += 6
    whole[11, province == 2] += 1
    levels = {"district": district, "province": province}
    assert tree_scan(village, levels, population=np.ones(120)).nodes[0].name == 33
    top = tree_scan(whole, levels, population=np.ones(120)).nodes[0]
    assert (top.level, top.name) == ("province", 2)


def test_the_ratio_of_a_node_is_the_hand_sum():
    counts = np.array([[1, 0, 1, 0], [3, 2, 1, 0]])
    result = tree_scan(
        counts,
        {"district": ["a", "a", "b", "b"]},
        population=np.ones(4),
        max_duration=1,
        replicates=0,
    )
    node, cluster = result.clusters[0]
    # 5 of 8 cases in two of eight equal cells: e = 2.
    assert (node.level, node.name) == ("district", "a")
    assert cluster.log_likelihood_ratio == pytest.approx(5 * np.log(5 / 2) + 3 * np.log(3 / 6))


def test_permuting_the_villages_changes_nothing():
    random, province, district, counts = country(2)
    mixed = random.permutation(120)
    levels = {"district": district, "province": province}
    plain = tree_scan(counts, levels, population=np.ones(120), replicates=0)
    moved = tree_scan(
        counts[:, mixed],
        {name: groups[mixed] for name, groups in levels.items()},
        population=np.ones(120),
        replicates=0,
    )
    ours, theirs = plain.scan.clusters[0], moved.scan.clusters[0]
    assert theirs.log_likelihood_ratio == pytest.approx(ours.log_likelihood_ratio, rel=1e-12)


def test_false_alarms_of_the_tree_keep_their_level():
    random, province, district, _ = country(3)
    tree = tree_of({"district": district, "province": province}, locations=120)
    alarms = [
        tree_scan(
            random.poisson(0.3, (8, 120)),
            tree,
            population=np.ones(120),
            replicates=99,
            max_duration=3,
        )
        .scan.clusters[0]
        .p_value
        <= 0.1
        for _ in range(100)
    ]
    # Binomial(100, 0.1): 22 or more happen by chance once in 4,000 runs.
    assert sum(alarms) < 22


def test_a_level_must_cover_every_location():
    with pytest.raises(ValueError, match="level 'district' must name a group for each of 4"):
        tree_scan(np.ones((2, 4), int), {"district": [1, 2]}, population=np.ones(4))


def test_the_nation_looks_closer_where_a_region_stands_out():
    random, _, district, counts = country(4)
    coordinates = np.column_stack([district % 5, district // 5]) + 0.1 * random.random((120, 2))
    planted = np.flatnonzero(district == 12)[:4]
    counts[9:, planted] += 2
    result = nation_scan(counts, coordinates, district, population=np.ones(120), max_duration=4)
    closer = result.closer[0]
    assert 12 in closer.regions
    members = np.concatenate([cluster.members for cluster in closer.villages.clusters])
    assert set(planted) <= set(closer.locations[members])
    assert closer.villages.clusters[0].p_value < 0.05


def test_a_quiet_nation_is_not_looked_at_closer():
    _, _, district, _ = country(5)
    counts = np.ones((12, 120), int)
    coordinates = np.column_stack([district, np.arange(120)]).astype(float)
    assert nation_scan(counts, coordinates, district, population=np.ones(120)).closer == ()
