"""Data the program ships with: fonts, icons, style, translations, code lists, holidays, forms, help."""
