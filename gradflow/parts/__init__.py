"""What one can choose: one registry a file, one record a choice.

A registry is a plain dict from the name used in links and menus to its record. The menu, the link,
the formula on screen and the tests all follow from the record.
"""
