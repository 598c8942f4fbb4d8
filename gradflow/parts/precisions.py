"""Precisions: the format in which mixed-precision training stores every tensor that flows.

Weights are kept, summed and updated in float32 whatever is chosen (Micikevicius et al. 2018); the format decides
what fits into the tensors that pass from layer to layer. A name is also the name of the NumPy dtype.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Precision:
    """A binary floating-point format with one sign bit (IEEE 754-2019, section 3.3).

    gradual: numbers below the smallest normal one are kept, with fewer and fewer digits. float16's are, on
        GPUs too; those of float32 and bfloat16 are 0, as XLA and accelerators flush them.
    """

    exponent_bits: int
    mantissa_bits: int
    formula: str
    source: str = ""
    gradual: bool = False

    @property
    def largest(self) -> float:
        """The largest number; what is larger is stored as infinity."""
        return (2.0 - self.epsilon) * 2.0 ** (2 ** (self.exponent_bits - 1) - 1)

    @property
    def smallest_normal(self) -> float:
        """The smallest number with all of its digits."""
        return 2.0 ** (2 - 2 ** (self.exponent_bits - 1))

    @property
    def smallest(self) -> float:
        """The smallest number above 0."""
        return self.smallest_normal * (self.epsilon if self.gradual else 1.0)

    @property
    def epsilon(self) -> float:
        """The gap from 1 to the next larger number."""
        return 2.0**-self.mantissa_bits

    @property
    def narrow(self) -> bool:
        """Whether its range is less than float32's, so that the loss is scaled to keep gradients in it."""
        return self.exponent_bits < 8


PRECISIONS: dict[str, Precision] = {
    "float32": Precision(8, 23, r"\pm 1.m_1 \ldots m_{23} \cdot 2^{e},\ -126 \le e \le 127"),
    "float16": Precision(
        5, 10, r"\pm 1.m_1 \ldots m_{10} \cdot 2^{e},\ -14 \le e \le 15", "Micikevicius et al. 2018", gradual=True
    ),
    "bfloat16": Precision(8, 7, r"\pm 1.m_1 \ldots m_7 \cdot 2^{e},\ -126 \le e \le 127", "Kalamkar et al. 2019"),
}
