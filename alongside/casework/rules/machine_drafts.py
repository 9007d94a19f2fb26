"""What a draft that a machine wrote may not hold.

Suicide risk is understood and planned for, never stratified: “Do not use global risk stratification into low, medium
or high risk to predict future suicide or repetition of self-harm” (NICE NG225 1.6; NHS England, Staying safe from
suicide, 2025). Tools that summarise write such bands of their own accord.
"""

from __future__ import annotations

import re

_BAND = r"(?:low|moderate|medium|high|elevated|severe)"
_OF = r"(?:suicid\w*|self[- ]harm\w*)"
_RISK = r"risk"
# Within a sentence: “high risk of suicide”, “suicide risk: medium”, “risk of self-harm is low”.
_BANDS = re.compile(
    rf"\b{_BAND}\b[^.!?\n]{{0,30}}\b{_RISK}\b[^.!?\n]{{0,30}}\b{_OF}"
    rf"|\b{_OF}\b[^.!?\n]{{0,30}}\b{_RISK}\b[^.!?\n]{{0,30}}\b{_BAND}\b"
    rf"|\b{_RISK}\b[^.!?\n]{{0,20}}\b{_OF}\b[^.!?\n]{{0,30}}\b{_BAND}\b"
    rf"|\b{_BAND}\b[^.!?\n]{{0,20}}\b{_OF}\b[^.!?\n]{{0,10}}\b{_RISK}\b",
    re.IGNORECASE,
)


def band_of_suicide_risk(text: str) -> str:
    """The words that put the risk of suicide or self-harm into a band; "" when there are none."""
    found = _BANDS.search(text)
    return found.group(0) if found else ""
