"""Pieces that several screens are made of, and the bases of screens and forms."""
