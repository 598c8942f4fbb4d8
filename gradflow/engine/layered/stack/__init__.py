"""The stack of all parameters of a layered network: where each lives, what a row holds, which are trained."""
