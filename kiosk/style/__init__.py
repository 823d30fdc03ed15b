"""How everything looks: theme, palettes, fonts, icons, and the context every widget is given."""
