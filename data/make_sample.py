"""The sample data: an invented district, 2020 to 2022, in the shapes that its departments would send.

Run `python data/make_sample.py [FOLDER]`. One seed, no clock: the same files come out cell for cell.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_maker import ledgers, money, rosters, service

YEARS = (2020, 2021, 2022)


def main(folder: Path) -> None:
    """Write every sample file below a folder."""
    for year in YEARS:
        refunds = money.refunds(year)
        money.write_refunds(folder / "refunds" / f"退税减税降费_{year}_演示数据.csv", year, refunds)
        money.write_revenue(
            folder / "revenue" / f"税费收入明细_{year}_演示数据.xlsx", year, money.revenue(year, refunds)
        )
        service.write_hotline(folder / "hotline" / f"咨询热线日报_{year}_演示数据.xlsx", year)
        ledgers.write_supervision(folder / "supervision" / f"监督台账_{year}_演示数据.xlsx", year)
        ledgers.write_party(folder / "party" / f"党建台账_{year}_演示数据.xlsx", year)
        ledgers.write_publicity(folder / "publicity" / f"宣传台账_{year}_演示数据.xlsx", year)
        rosters.write_appointments(folder / "appointments" / f"干部任免_{year}_演示数据.xlsx", year)
    rosters.write_branches(folder / "branches" / "支部名册_演示数据.xlsx")
    rosters.write_inspections(folder / "inspections" / "巡察整改台账_演示数据.xlsx")
    rosters.write_targets(folder / "targets" / "年度目标_演示数据.xlsx", YEARS)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "sample")
