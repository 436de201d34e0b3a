"""Finding by words: an index of a store's names and sentences that folds away how the same word may be written."""
