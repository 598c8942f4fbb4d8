"""Precisions: a tensor as it is stored. JAX stores the gradient on its way back there in the same format."""


def in_float32(x):
    return x


def in_float16(x):
    return x.astype("float16").astype("float32")


def in_bfloat16(x):
    return x.astype("bfloat16").astype("float32")


PRECISIONS = {"float32": in_float32, "float16": in_float16, "bfloat16": in_bfloat16}
