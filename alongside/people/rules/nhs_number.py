"""NHS numbers: ten digits, the last a modulus-11 check on the other nine.

Source: NHS Data Dictionary, "NHS Number". A number is a fact about a person, never the only key
for a match and never a way to sign in.
"""

import unicodedata

DIGITS = 10


class NotAnNhsNumber(ValueError):
    """The text is no NHS number; the message says what is wrong and how to mend it."""


def parse(text: str) -> str:
    """Read an NHS number as somebody typed it; returns the ten digits.

    Spaces (of any kind) and dashes between digits are allowed, and digits of other scripts.
    Raises NotAnNhsNumber with a sentence fit to show beside the field.
    """
    digits = _digits(text)
    if not digits:
        raise NotAnNhsNumber("Enter an NHS number: 10 digits, like 943 476 5919")
    if len(digits) != DIGITS:
        raise NotAnNhsNumber(_wrong_length(len(digits)))
    if len(set(digits)) == 1:
        raise NotAnNhsNumber(
            f"An NHS number is never one digit repeated, like {display(digits)}. "
            "If the number is not known, leave it out and give the reason"
        )
    if check_digit(digits[:-1]) != int(digits[-1]):
        raise NotAnNhsNumber(
            f"{display(digits)} is not an NHS number: its check digit is wrong. "
            "Check the last digit first, then that no two digits are swapped"
        )
    return digits


def check_digit(nine: str) -> int | None:
    """The tenth digit that belongs to nine digits; None where no NHS number begins with them."""
    remainder = sum(int(digit) * (DIGITS - place) for place, digit in enumerate(nine)) % 11
    check = (11 - remainder) % 11
    return None if check == 10 else check


def display(digits: str) -> str:
    """Ten digits as people read them aloud: "943 476 5919"."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def is_nhs_number(text: str) -> bool:
    """Whether the text can be read as an NHS number."""
    try:
        parse(text)
    except NotAnNhsNumber:
        return False
    return True


def _digits(text: str) -> str:
    if text.isascii() and text.isdigit():
        return text
    found = []
    for character in text:
        value = unicodedata.decimal(character, None)
        if value is not None:
            found.append(str(value))
        elif not _may_separate(character):
            raise NotAnNhsNumber(
                f"An NHS number has only digits, and this has “{character}”. "
                "Take it out, or check that it is not a number of another kind"
            )
    return "".join(found)


def _may_separate(character: str) -> bool:
    """Spaces, dashes and the invisible marks that copying from a letter or web page leaves behind."""
    return character.isspace() or unicodedata.category(character) in {"Pd", "Cf"} or character == "−"


def _wrong_length(count: int) -> str:
    noun = "digit" if count == 1 else "digits"
    short = DIGITS - count
    mend = f"{short} more needed: check the letter or card" if short > 0 else f"Take out {-short}"
    return f"An NHS number has 10 digits, and this has {count} {noun}. {mend}"
