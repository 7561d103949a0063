"""Statistics against SciPy, and against an example counted by hand."""

import math
import random

import pytest
from scipy import stats

from osnowa.learning.rules import growth as rules

# Counted by hand: differences 20, 40, 0, -20, 60, 20, 40. Without the zero six are left, |d| = 20 20 20 40 40 60.
# Ranks: the three 20s share 2, the two 40s share 4.5, 60 has 6. W- = 2 (the one -20), W+ = 21 - 2 = 19.
# Of 2^6 = 64 choices of signs, W- is at most 2 where no rank is negative (1) or one of the three 2s is (3): 4.
# p = 2 * 4/64 = 0.125. Rank biserial (19 - 2)/21 = 0.8095. Mean 160/7 = 22.857; squares of the deviations from it add
# up to 4342.857, so the variance is 723.81, the deviation 26.904 and d_z = 0.8496. Five of seven grew: 71.4 %.
BY_HAND = [(40, 60), (20, 60), (60, 60), (60, 40), (20, 80), (60, 80), (40, 80)]


def random_differences(n, seed, *, ties):
    dice = random.Random(seed)
    if ties:
        return [float(dice.choice((-40, -20, 0, 20, 40, 60))) for _n in range(n)]
    return [dice.gauss(8, 20) for _n in range(n)]


class TestByHand:
    def test_wilcoxon(self):
        found = rules.wilcoxon([after - before for before, after in BY_HAND])

        assert (found.plus, found.minus, found.statistic) == (19, 2, 2)
        assert found.p == 0.125
        assert found.exact

    def test_growth(self):
        found = rules.growth(BY_HAND)

        assert found.n == 7
        assert found.mean == pytest.approx(160 / 7)
        assert found.rank_biserial == pytest.approx(17 / 21)
        assert found.d_z == pytest.approx(0.8496, abs=1e-4)
        assert found.share_grew == pytest.approx(500 / 7)
        assert found.low < found.mean < found.high
        assert found.saying == rules.Saying.TOO_FEW_TO_SAY


@pytest.mark.parametrize("ties", [False, True], ids=["plain", "ties and zeros"])
@pytest.mark.parametrize("n", [5, 6, 9, 13, 14, 20, 37, 50, 51, 80])
@pytest.mark.parametrize("seed", range(3))
def test_wilcoxon_equals_scipy(n, seed, ties):
    differences = random_differences(n, seed, ties=ties)
    expected = stats.wilcoxon(differences)
    found = rules.wilcoxon(differences)

    assert found.statistic == pytest.approx(expected.statistic)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-9)


@pytest.mark.parametrize("values", [[3, 1, 2], [1, 1, 1], [5, 3, 3, 9, 3], [2.5]])
def test_ranks_equal_scipy(values):
    assert rules.ranks(values) == list(stats.rankdata(values))


def test_interval_is_near_scipys_bootstrap_and_always_the_same():
    differences = random_differences(24, 1, ties=False)
    expected = stats.bootstrap(
        (differences,),
        statistic=lambda values, axis: values.mean(axis=axis),
        method="percentile",
        rng=7,
        n_resamples=9999,
    ).confidence_interval

    low, high = rules.interval(differences)

    spread = expected.high - expected.low
    assert low == pytest.approx(expected.low, abs=0.06 * spread)
    assert high == pytest.approx(expected.high, abs=0.06 * spread)
    assert rules.interval(differences) == (low, high)


def test_cohen_d_z_equals_t_over_root_n():
    differences = random_differences(18, 2, ties=False)
    t = stats.ttest_1samp(differences, 0).statistic

    assert rules.cohen_d_z(differences) == pytest.approx(t / math.sqrt(18))


class TestSmallNumbers:
    def test_below_five_nothing_is_counted(self):
        assert rules.growth([(1, 2)] * 4) is None
        assert rules.saying_of(4, None) == rules.Saying.TOO_FEW_TO_SHOW
        assert rules.saying_of(0, None) == rules.Saying.NONE

    def test_below_ten_nothing_is_concluded_however_large_the_difference(self):
        assert rules.growth([(0, 100 - n) for n in range(9)]).saying == rules.Saying.TOO_FEW_TO_SAY

    def test_from_ten_on_growth_fall_and_no_change_are_told_apart(self):
        assert rules.growth([(0, 50 + n) for n in range(10)]).saying == rules.Saying.GREW
        assert rules.growth([(50 + n, 0) for n in range(10)]).saying == rules.Saying.FELL
        assert rules.growth([(50, 50 + (-1) ** n * n) for n in range(10)]).saying == rules.Saying.NO_CHANGE

    def test_nobody_changed(self):
        found = rules.growth([(40, 40)] * 12)

        assert (found.mean, found.low, found.high, found.wilcoxon.p) == (0, 0, 0, 1)
        assert (found.rank_biserial, found.d_z, found.share_grew) == (0, None, 0)
        assert found.saying == rules.Saying.NO_CHANGE

    def test_rounding_of_shares_makes_no_ranks_of_its_own(self):
        """0.1 + 0.2 is not 0.3 to a computer: two equal steps must be ties."""
        assert rules.wilcoxon([0.1 + 0.2, -0.3]).plus == rules.wilcoxon([0.3, -0.3]).plus == 1.5

    def test_nothing_at_all(self):
        assert rules.interval([]) == (0, 0)
        assert rules.wilcoxon([]).p == 1
        assert rules.cohen_d_z([5]) is None
