"""The `scan` command on the files of synA."""

import argparse
import json

import pytest

from kentongan.__main__ import main
from kentongan.cli_scan import add_parser
from tests.kentongan.syna import FOLDER, satscan_clusters


def command(*words):
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    options = parser.parse_args(["scan", *map(str, words)])
    return options.run(options)


def test_a_satscan_user_finds_the_same_clusters(tmp_path):
    out = tmp_path / "out.json"
    code = command(
        FOLDER / "synA_loc.csv", FOLDER / "synA_cases.csv", out, "--model", "poisson",
        "--retrospective", "--max-population", "0.2", "--max-duration", "8", "--seed", "3",
    )  # fmt: skip
    found = json.loads(out.read_text())
    assert code == 0
    assert found["replicates"] == 999
    assert found["times"] == [0, 29]
    top, printed = found["clusters"][0], satscan_clusters("retro_poisson")[0]
    assert sorted(top["members"]) == sorted(printed["members"].split())
    assert (top["first"], top["last"]) == (25, 29)
    assert f"{top['log_likelihood_ratio']:.6f}" == printed["llr"]
    assert top["p_value"] == pytest.approx(0.66, abs=0.08)


def test_the_default_is_prospective(tmp_path):
    out = tmp_path / "out.json"
    command(FOLDER / "synA_loc.csv", FOLDER / "synA_cases.csv", out, "--replicates", "19")
    assert all(cluster["last"] == 29 for cluster in json.loads(out.read_text())["clusters"])


def test_controls_make_a_bernoulli_scan_and_degrees_a_globe(tmp_path):
    places, cases, out = (tmp_path / name for name in ("loc.csv", "cases.csv", "out.json"))
    places.write_text("loc,lat,lon\na,-8.1,112.1\nb,-8.1,112.2\nc,-9.9,120.0\nd,-9.9,121.0\n")
    cases.write_text("loc,t,count,controls\na,5,4,0\nb,5,4,1\nc,5,1,9\nd,6,1,9\n")
    command(places, cases, out, "--model", "bernoulli", "--spatial", "--replicates", "99")
    top = json.loads(out.read_text())["clusters"][0]
    assert sorted(top["members"]) == ["a", "b"]
    assert top["observed"] == 8
    assert 10.0 < top["radius"] < 12.0


@pytest.mark.parametrize(
    ("places", "cases", "words"),
    [
        ("loc,population\na,5\n", "loc,t,count\na,0,1\n", "needs the columns x, y"),
        ("loc,x,y\na,0,0\na,1,1\n", "loc,t,count\na,0,1\n", "name each loc once"),
        ("loc,x,y\na,0,0\n", "loc,t,count\nb,0,1\n", "must be among the places"),
        ("loc,x,y\na,0,0\n", "loc,t,count\na,x,1\n", "t must be a number"),
        ("loc,x,y\na,0,0\n", "loc,t,count\na,0,-1\n", "whole numbers"),
        ("loc,x,y\na,0,0\n", "loc,count\na,1\n", "needs the columns count, loc, t"),
        ("loc,x,y\n", "loc,t,count\na,0,1\n", "at least one line"),
    ],
)
def test_a_bad_file_is_named(tmp_path, places, cases, words):
    (tmp_path / "loc.csv").write_text(places)
    (tmp_path / "cases.csv").write_text(cases)
    with pytest.raises(ValueError, match=words):
        command(tmp_path / "loc.csv", tmp_path / "cases.csv", tmp_path / "out.json")


def test_python_m_kentongan_scans_and_says_what_is_wrong(tmp_path, capsys):
    out = tmp_path / "out.json"
    words = ["scan", str(FOLDER / "synA_loc.csv"), str(FOLDER / "synA_cases.csv"), str(out)]
    assert main([*words, "--replicates", "9"]) == 0
    assert json.loads(out.read_text())["clusters"]
    assert main([*words, "--max-population", "7"]) == 2
    assert "max_population" in capsys.readouterr().err
