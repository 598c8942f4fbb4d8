"""Pictures by which one looks for a learning rate: a range test, and a cross-validation over the folds."""
