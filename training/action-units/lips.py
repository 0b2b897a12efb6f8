"""AU25 as FACS has it: the lips are parted, by whatever unit."""
import numpy as np

PART, WIDE_OPEN = 0.04, 0.25  # gap of the lips, in distances of the outer eye corners: AU25 counts from the first, fully at the second more


def parted(gap):
    """Activation of AU25, 0 to 1, of a gap of the lips."""
    return np.clip((gap - PART) / WIDE_OPEN, 0, 1)
