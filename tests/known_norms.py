"""A few invented norms in each state, for the tests of text cases."""

from __future__ import annotations

from datetime import date

from guiju.engine.norms.lookup import KnownNorm, NormBook


class Articles:
    """Every norm has twenty articles of one paragraph."""

    def has_place(
        self, key: str, article: int, suffix: int, paragraph: int | None, item: int | None
    ) -> bool | None:
        return article <= 20 and not suffix and paragraph in (None, 1) and item is None


def _norm(
    key: str,
    rank: str | None,
    start: date,
    until: date | None = None,
    successor: str | None = None,
    title: str = "",
) -> KnownNorm:
    number = f"云府办〔{start.year}〕{start.day}号"
    checked = until is None
    return KnownNorm(
        key, title or key, number, None, rank, start, until, successor, checked, places=Articles()
    )


KNOWN = NormBook(
    (
        _norm("集市法", "法律", date(2010, 1, 1)),
        _norm("集市法实施条例", "行政法规", date(2012, 1, 1)),
        _norm("云溪市市场条例", "地方性法规", date(2015, 1, 1), date(2023, 1, 1), "市场条例_2023"),
        _norm("市场条例_2023", "地方性法规", date(2023, 1, 1), title="云溪市市场条例"),
        _norm("集市收费条例", "行政法规", date(2015, 1, 1), date(2020, 1, 1), "集市价格条例"),
        _norm("集市价格条例", "行政法规", date(2020, 1, 1)),
        _norm("摊贩登记规定", "部门规章", date(2000, 1, 1), date(2019, 1, 1)),
        _norm("云溪市摊位办法", "地方政府规章", date(2030, 1, 1)),
        _norm("云溪市机关工作规则", "党内法规", date(2011, 1, 1)),
        _norm("集市通道标准", "地方标准", date(2011, 1, 1)),
        _norm("集市安全工作通知", "规范性文件", date(2011, 1, 1)),
        _norm("集市卫生要则", None, date(2011, 1, 1)),
    )
)
