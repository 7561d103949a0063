"""GROUND: base templates, components, icons, styles. Knows no model."""
