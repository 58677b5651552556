"""Which names of competencies mean the same: by declared rules and by what people have decided, never by looks."""
