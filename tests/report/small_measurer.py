"""A measurer with made-up values, for tests that need no data."""

from decimal import Decimal

from metrics.model import Gap, Reading
from tests.report.small_catalogue import small_catalogue


class SmallMeasurer:
    """Values by metric; a metric without one has a gap."""

    build, sample = "20230101-000000-test", True

    def __init__(self, **values):
        self.catalogue = small_catalogue()
        self.values = {k: Decimal(str(v)) for k, v in values.items()}
        self.asked = []

    def measure(self, key, period, by=None):
        self.asked.append((key, period.label))
        value = self.values.get(key)
        gaps = () if value is not None else (Gap("party", "党建", "机关党委", ("2022-11", "2022-12")),)
        return Reading(self.catalogue[key], period, value, None, None, (), gaps, self.build, self.sample)
