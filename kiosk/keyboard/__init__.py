"""The on-screen keyboard: panel, keys, layouts, composing Hangul."""
