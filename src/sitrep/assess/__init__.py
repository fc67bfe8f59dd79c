"""The stage `assess`: what analysts' judgements come to."""
