"""Geometry of the pictures: values in, coordinates out, no words and no Django."""
