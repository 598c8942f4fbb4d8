"""Files as people bring them, with what has to be read from each: the kinds of faults that were found by trying."""

from tests.tasks.brought import cells, headings, labels, marks

BROUGHT = marks.FILES | headings.FILES | labels.FILES | cells.FILES
