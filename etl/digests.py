"""What identifies a person becomes a keyed digest on reading: people are counted, not named."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from datetime import date

from etl.titles import plain
from warehouse.places import Places

_ID_CARD = re.compile(r"\d{17}[\dX]")
_OLD_ID_CARD = re.compile(r"\d{15}")
_PASSPORT_LIKE = re.compile(r"[A-Z]\d{7,9}|[A-Z]\d{6}\([\dA]\)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def secret(places: Places) -> bytes:
    """The bureau's key, made on first need and readable by the owner only. Without it digests cannot be compared."""
    path = places.digest_key
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, secrets.token_hex(32).encode())
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


def digest(text: str, key: bytes, prefix: str) -> str:
    """`P-3f9a…`: the same person has the same digest in every file, whatever the spaces and full-width forms."""
    return f"{prefix}-{hashlib.blake2b(plain(text).upper().encode(), key=key[:64], digest_size=10).hexdigest()}"


def person(text: str, key: bytes) -> str:
    """A person's code or name as digest."""
    return digest(text, key, "P")


def taxpayer(text: str, key: bytes) -> str:
    """A company's identification number as it is; a natural person's as digest."""
    clean = plain(text).upper()
    return digest(clean, key, "N") if is_natural_person(clean) else clean


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
