"""The power that fits how time grows."""

from __future__ import annotations

import pytest

from comparison.growth import exponent


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_power_of_times_that_follow_one_is_found(power: float) -> None:
    assert exponent({n: 0.003 * n**power for n in (2_000, 5_000, 20_000)}) == pytest.approx(power)


def test_an_odd_time_in_the_middle_raises_the_line_without_tilt() -> None:
    assert exponent({2_000: 1.0, 6_325: 50.0, 20_000: 10.0}) == pytest.approx(1.0, abs=0.001)


def test_a_time_that_is_off_at_the_end_tilts_the_line() -> None:
    # In steps of ln √10, at -1, 0 and 1: the powers 0, 1 and 4 of √10 give a slope of (4 - 0) / 2.
    assert exponent({2_000: 1.0, 6_325: 10**0.5, 20_000: 100.0}) == pytest.approx(2.0, abs=0.001)


def test_a_library_too_small_to_tell_growth_from_starting_does_not_count() -> None:
    linear = {2_000: 20.0, 20_000: 200.0}
    assert exponent({540: 100.0, **linear}) == pytest.approx(exponent(linear)) == pytest.approx(1.0)


def test_one_size_has_no_growth() -> None:
    assert exponent({540: 1.0, 5_000: 10.0}) is None
