"""Texts for people in their language: the catalogue, particles and plurals."""
