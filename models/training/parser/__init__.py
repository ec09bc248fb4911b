"""Training of the garment parser: pixels of a person to garments, and the garments' types."""
