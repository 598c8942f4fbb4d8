"""Fragments: the functions a script is put together from (`gradflow.export.script`).

They are copied as they stand, so they import nothing but NumPy and JAX and call nothing but each
other. `network` and `training` are the script's settings; a setting that no function of a script
reads is not in it. A line that ends in `# if …` is copied only where that holds, without the remark.
"""
