"""What every picture is drawn with: sizes as codes, columns, colours, panels, tables, and its sentence."""
