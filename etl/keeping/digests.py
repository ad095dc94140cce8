"""What identifies a person becomes a keyed digest on reading: people are counted, not named."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Sequence
from contextlib import closing
from datetime import date

import duckdb

from etl.faults import RefusedError
from etl.keeping.batches import Batch, batch_path, read_batch
from etl.understanding.titles import plain
from warehouse.places import Places
from warehouse.schema import TABLES

CODE = "[PN]-[0-9a-f]{20}"
"""What a person's code looks like, as a regular expression."""

_ID_CARD = re.compile(r"\d{17}[\dX]")
_OLD_ID_CARD = re.compile(r"\d{15}")
_PASSPORT_LIKE = re.compile(r"[A-Z]\d{7,9}|[A-Z]\d{6}\([\dA]\)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def secret(places: Places, served: Sequence[Batch]) -> bytes:
    """The bureau's key, made on first need and readable by the owner only.

    RefusedError if it is lost while the archive holds codes made with it, or is not the one with which the persons of
    the served batches were coded: under another key one person would be counted twice.
    """
    key = kept_key(places)
    if key is None:
        if holds_digests(places):
            raise RefusedError(_LOST.format(name=places.digest_key.name, folder=places.root))
        return place_key(places, new_key())
    own = fingerprint(key)
    if any(batch.key and batch.key != own for batch in served):
        raise RefusedError(_OTHER.format(name=places.digest_key.name, folder=places.root))
    return key


_TO_DO = (
    "请从备份把当时的 {name} 放回数据文件夹（{folder}），再重新入库；确实找不回来的，运行 python -m etl rebuild --new-key，"
    "用归档里的原件按新密钥重做全部人员代码"
)
_TWICE = "继续入库的话，同一个人会有两个代码，被数成两个人，所以这份含有人员信息的文件没有入库。"
_LOST = "人员代码的密钥 {name} 不见了，而已入库的数据里有用它生成的人员代码。" + _TWICE + _TO_DO
_OTHER = "现在的 {name} 不是生成已入库人员代码的那一把密钥（也许放错了，或被换过）。" + _TWICE + _TO_DO


def new_key() -> bytes:
    """A key as it is kept: 64 hexadecimal digits."""
    return secrets.token_hex(32).encode()


def kept_key(places: Places) -> bytes | None:
    """The key in the data folder; None if there is none."""
    try:
        return places.digest_key.read_bytes().strip() or None
    except FileNotFoundError:
        return None


def is_code(text: str) -> bool:
    """Whether a text is a person's code."""
    return re.fullmatch(CODE, text) is not None


def fingerprint(key: bytes) -> str:
    """By which a key is known again and cannot be found out."""
    return hashlib.blake2b(b"fingerprint of the key", key=key[:64], digest_size=8).hexdigest()


def place_key(places: Places, key: bytes) -> bytes:
    """Keep a key, whole or not at all; the one that is kept, should another run have made one first."""
    path = places.digest_key
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.read_bytes().strip():
        path.unlink()  # an empty file is no key
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, key)
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(temporary, path)  # unlike a rename, this never replaces a key that another run made first
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return path.read_bytes().strip()


def holds_digests(places: Places) -> bool:
    """Whether any batch of the archive holds persons' codes, be it served or not."""
    found = (places.archive / "batches").glob("[0-9]*.json")
    return any(coded(places, read_batch(places, f.stem)) for f in found)


def coded(places: Places, batch: Batch) -> bool:
    """Whether a batch holds persons' codes. Batches of before the fingerprint are looked into; unreadable rows may."""
    if batch.key is not None:
        return bool(batch.key)
    columns = [c.name for c in TABLES[batch.source].columns if c.personal] if batch.source in TABLES else []
    if not columns:
        return False
    any_of = " OR ".join(f"regexp_full_match({c}, '{CODE}')" for c in columns)
    try:
        with closing(duckdb.connect()) as connection:
            return bool(
                connection.execute(
                    f"SELECT 1 FROM read_parquet($path) WHERE {any_of} LIMIT 1",
                    {"path": str(batch_path(places, batch.batch))},
                ).fetchone()
            )
    except duckdb.Error:
        return True


def digest(text: str, key: bytes, prefix: str) -> str:
    """`P-3f9a…`: the same person has the same digest in every file, whatever the spaces and full-width forms."""
    return f"{prefix}-{hashlib.blake2b(plain(text).upper().encode(), key=key[:64], digest_size=10).hexdigest()}"


def person(text: str, key: bytes) -> str:
    """A person's code or name as digest; 李四同志 is 李四."""
    name = plain(text)
    return digest(name.removesuffix("同志") if len(name) > len("某同志") else name, key, "P")


def taxpayer(text: str, key: bytes) -> str:
    """A company's identification number as it is; a natural person's as digest."""
    clean = number_of(text)
    return digest(clean, key, "N") if is_natural_person(clean) else clean


def number_of(text: str) -> str:
    """A taxpayer's number without spaces and full-width forms."""
    return plain(text).upper()


def is_natural_person(number: str) -> bool:
    """Whether a taxpayer's number is an identity card (also with two characters appended), or another person's document."""
    number = number.removeprefix("L")  # self-employed persons before 2016: L and the number of their identity card
    if _ID_CARD.match(number) and _birth_date(number[6:14]):
        return number[17] == _check_digit(number) or len(number) > 18 or number[:6].isdigit()
    if _OLD_ID_CARD.fullmatch(number) and _birth_date("19" + number[6:12]) and number[:2] in _PROVINCES:
        return True
    if _PASSPORT_LIKE.fullmatch(number):
        return True
    return bool(re.search(r"[\u4e00-\u9fff]", number))


_PROVINCES = frozenset(
    ["11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"]
)  # fmt: skip


def _check_digit(number: str) -> str:
    return "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True)) % 11]


def _birth_date(digits: str) -> bool:
    try:
        return date(1880, 1, 1) <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) <= date(2099, 12, 31)
    except ValueError:
        return False
