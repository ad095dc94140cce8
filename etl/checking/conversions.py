"""The conversions of cells, as SQL macros, and a connection in which they stand."""

from __future__ import annotations

import re
import threading

import duckdb

_SPACES = "\u00a0\u2009\u202f\ufeff"
"""Spaces that pass for none on the screen: no-break, thin, narrow, zero width."""
_NONE = r"[-－−–]+|—+|[/／]|\[x\]|…+"
"""What is written in a cell where there is nothing."""
MARK_OF_NONE = re.compile(rf"[\s　{_SPACES}]*({_NONE})[\s　{_SPACES}]*")
_MACROS = r"""
CREATE OR REPLACE MACRO half(x) AS translate(x, '０１２３４５６７８９．，－−–＋（）／：％　@SPACES@', '0123456789.,---+()/:%     ');
CREATE OR REPLACE MACRO letters(x) AS translate(x, 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
CREATE OR REPLACE MACRO cleaned(x) AS
  CASE WHEN regexp_full_match(x, '[\s　@SPACES@]*(@NONE@)?[\s　@SPACES@]*') THEN NULL ELSE trim(x, E' \t\n\r　@SPACES@') END;
CREATE OR REPLACE MACRO unmasked(x) AS CASE WHEN regexp_full_match(x, '[\s　@SPACES@]*[*＊]+[\s　@SPACES@]*') THEN NULL ELSE cleaned(x) END;
CREATE OR REPLACE MACRO unsigned(x) AS
  CASE WHEN regexp_full_match(x, '\(.+\)') THEN '-' || x[2:-2] ELSE x END;
CREATE OR REPLACE MACRO squeezed(x) AS regexp_replace(half(x), '[\s¥￥]', '', 'g');
CREATE OR REPLACE MACRO ungrouped(x) AS
  CASE WHEN regexp_full_match(x, '[+-]?\d{1,3}(,\d{3})+(\.\d*)?') THEN replace(x, ',', '') ELSE x END;
CREATE OR REPLACE MACRO number_of(x) AS
  CASE WHEN regexp_full_match(x, '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?') AND abs(TRY_CAST(x AS DOUBLE)) < 1e15
       THEN TRY_CAST(x AS DECIMAL(38,12)) END;
CREATE OR REPLACE MACRO as_number(x) AS number_of(ungrouped(unsigned(squeezed(x))));
CREATE OR REPLACE MACRO digits(x) AS length(regexp_replace(regexp_replace(x, '[eE].*$', ''), '^[-+0.]+|[^0-9]', '', 'g'));
CREATE OR REPLACE MACRO dayless(x) AS
  regexp_replace(half(x), '\s*(\((周|星期|礼拜)?[一二三四五六日天]\)|(周|星期)[一二三四五六日天])?\s*(上午|下午|晚上|全天)?\s*$', '');
CREATE OR REPLACE MACRO dashed(x) AS
  regexp_replace(regexp_replace(regexp_replace(dayless(x), '[T ]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$', ''), '\s|日|号', '', 'g'), '[年月/.]', '-', 'g');
CREATE OR REPLACE MACRO serial_day(x, epoch) AS
  CASE WHEN regexp_full_match(x, '\s*\d{5}(\.\d+)?\s*') AND floor(TRY_CAST(x AS DOUBLE)) BETWEEN 10000 AND 75000
       THEN CAST(epoch AS DATE) + CAST(floor(TRY_CAST(x AS DOUBLE)) AS INTEGER) END;
CREATE OR REPLACE MACRO day_of(d, x, epoch) AS
  CASE WHEN regexp_full_match(d, '(19|20)\d{2}-\d{1,2}-\d{1,2}') THEN TRY_CAST(d AS DATE)
       WHEN regexp_full_match(d, '(19|20)\d{6}') THEN TRY_CAST(d[1:4] || '-' || d[5:6] || '-' || d[7:8] AS DATE)
       ELSE serial_day(x, epoch) END;
CREATE OR REPLACE MACRO month_of(d, x, epoch) AS
  CASE WHEN regexp_full_match(x, '\s*\d{4}\.1\s*') THEN NULL
       WHEN regexp_full_match(d, '(19|20)\d{2}-\d{1,2}-?') THEN TRY_CAST(rtrim(d, '-') || '-1' AS DATE)
       WHEN regexp_full_match(d, '(19|20)\d{4}') THEN TRY_CAST(d[1:4] || '-' || d[5:6] || '-01' AS DATE)
       ELSE CAST(date_trunc('month', day_of(d, x, epoch)) AS DATE) END;
CREATE OR REPLACE MACRO as_day(x, epoch) AS day_of(dashed(x), half(x), epoch);
CREATE OR REPLACE MACRO as_month(x, epoch) AS month_of(dashed(x), half(x), epoch);
CREATE OR REPLACE MACRO as_year(x) AS
  CASE WHEN regexp_full_match(half(x), '\s*(19|20)\d{2}\s*(年|年度)?\s*') THEN CAST(regexp_extract(half(x), '\d{4}') AS INTEGER) END;
CREATE OR REPLACE MACRO as_flag(x) AS
  CASE WHEN upper(half(x)) IN ('是', 'Y', 'YES', 'TRUE', '1', '√', '✓', '有') THEN true
       WHEN upper(half(x)) IN ('否', 'N', 'NO', 'FALSE', '0', '×', '✗', '无', '不是') THEN false END;
CREATE OR REPLACE MACRO spaceless(x) AS regexp_replace(letters(half(x)), '\s', '', 'g');
""".replace("@SPACES@", _SPACES).replace("@NONE@", _NONE)

THREADS = 2
"""Of the database in memory, as of a snapshot: an office machine has two cores to spare."""
_lock = threading.Lock()
_shared: list[duckdb.DuckDBPyConnection] = []


def workspace() -> duckdb.DuckDBPyConnection:
    """A connection of its own for temporary tables, to the process's one database in memory, which holds the conversions.

    Temporary tables and views are a connection's own and go when it is closed. One database for all, for to make one and to
    define the conversions takes longer than to check a month's file; a new one, should it have failed for good.
    """
    with _lock:
        if _shared and not _sound(_shared[0]):
            _shared.clear()
        if not _shared:
            made = duckdb.connect(config={"threads": THREADS})
            made.execute(_MACROS)
            _shared.append(made)
        return _shared[0].cursor()


def _sound(database: duckdb.DuckDBPyConnection) -> bool:
    """Whether a database still answers: after an error inside DuckDB every later statement fails."""
    try:
        return database.execute("SELECT half('１')").fetchone() == ("1",)
    except duckdb.Error:
        return False
