"""Many terms' documents and counts packed at once, byte for byte as `packed` packs each of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]


def packed(distances: Whole, counts: Whole) -> tuple[bytes, Whole]:
    """What `add` appends for documents one after the other, and where the bytes of each end."""
    numbers = np.column_stack((distances, counts)).ravel()
    sizes = np.ones(len(numbers), dtype=np.int64)
    for size in range(1, 10):
        sizes += numbers >> 7 * size > 0
    ends = np.cumsum(sizes)
    written = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for place in range(int(sizes.max(initial=0))):
        longer = sizes > place
        goes_on = (sizes[longer] > place + 1) << 7
        written[(ends - sizes)[longer] + place] = numbers[longer] >> 7 * place & 127 | goes_on
    return written.tobytes(), ends[1::2]
