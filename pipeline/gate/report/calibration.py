"""What the witness's word is worth, as measured on made-up and damaged documents (`make calibrate`)."""

from __future__ import annotations

import json
from pathlib import Path

FIGURES = Path(__file__).with_name("calibration.json")
"""Written by `make calibrate ARGS=--write`, of the parser version that it names."""


def calibration() -> dict[str, int]:
    """Readings called clean and how many of them were right, falsified ones and how many of them were noticed."""
    known: dict[str, int] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return known


def said(known: dict[str, int]) -> tuple[str, str]:
    """The figures as a sentence in Chinese and in English."""
    clean, right, version = known["clean"], known["clean_right"], known["parser_version"]
    falsified, noticed = known["falsified"], known["noticed"]
    return (
        f"以 {known['documents']:,} 份合成文件校準（剖析器版本 {version}）：判為「無疑義」的 {clean:,} 次讀取中，"
        f"{right:,} 次完全正確（{right / clean:.1%}）；"
        f"蓄意竄改的 {falsified:,} 次讀取中，{noticed:,} 次被察覺（{noticed / falsified:.1%}）。",
        f"Measured on made-up documents with parser version {version}: of {clean:,} readings called clean "
        f"{right:,} were right, of {falsified:,} falsified ones {noticed:,} were noticed.",
    )
