"""Training of the reader's model: corpora → weights. Not installed with the package; see training/README.md."""
