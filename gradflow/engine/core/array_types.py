"""Shapes of arrays as types (jaxtyping): within a signature an axis of one name has one length.

The tests check them at run time (`tests/conftest.py`); elsewhere they cost nothing.
"""

import numpy as np
from jax import Array
from jaxtyping import Bool, Float, Int

Scalar = Float[Array, ""]
Index = Int[Array, ""]
Flag = Bool[Array, ""]
Stack = Float[Array, "block row width"]  # all parameters, or what belongs to each of them
AnyArray = Array | np.ndarray  # on the device, or on the host
AnyStack = Float[AnyArray, "block row width"]
Block = Float[Array, "row width"]  # of a stack
Units = Float[Array, "point width"]  # a point is a sample, or one position of its picture
Inputs = Float[Array, "batch input"]
Outputs = Float[Array, "batch output"]
RowMask = Bool[Array, "row 1"]  # of a block
Layers = Float[Array, "capacity point width"]  # of every layer
NormRows = Float[Array, "2 width"]  # a normalization's scale and shift, or mean and variance
Incoming = Float[Array, "fan_in width"]  # the weights into a layer
