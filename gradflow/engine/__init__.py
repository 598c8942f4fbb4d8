"""The engine: builds networks, trains them and measures the gradient on its way back.

`train` and `inspect` are for everyone; `architectures` says which architecture trains which family of networks;
`core` is what all architectures share. Importing any of it changes nothing outside (`jax_settings`).
"""
