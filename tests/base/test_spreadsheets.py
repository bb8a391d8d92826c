"""No cell of a table is run as a formula, and every cell comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.base.spreadsheets import csv_lines, guarded, unguarded


@pytest.mark.parametrize("begin", list("=+-@\t\r"))
def test_what_a_spreadsheet_would_run_is_guarded(begin):
    assert guarded(f"{begin}HYPERLINK(1)") == f"'{begin}HYPERLINK(1)"


@pytest.mark.parametrize("cell", ["", "Ada calo", "08.15", "'kutip'", "a=b", " =1"])
def test_other_cells_stay_as_they_are(cell):
    assert guarded(cell) == cell


@given(st.text())
def test_a_guarded_cell_comes_back_as_it_was(cell):
    assert unguarded(guarded(cell)) == cell or cell.startswith("'")


def test_lines_hold_commas_quotes_breaks_and_nothing():
    rows = [['a,"b"', None, "c\nd", 7]]

    read = list(csv.reader(io.StringIO("".join(csv_lines(rows)), newline="")))

    assert read == [['a,"b"', "", "c\nd", "7"]]
