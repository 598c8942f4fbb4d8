"""A class: a room that a teacher opens, learners who join it with a code, questions that all answer at once.

Read in this order: `phases` (what comes after what), `tables`, `migrations` and `database` (what is kept, and where),
`rooms`, `learners` and `answers` (what is written, each in one transaction), `identity` (who somebody is), `tally`
(what may be shown of a class), `classroom` (all of it, as pages and routes use it).
"""
