"""The trained reader.

One small encoder pass finds cues, sources, contents, nesting, names and standing; decoding makes statements of them.
"""
