"""How well texts are read: made-up standards in every form in which people paste, export and convert them."""
