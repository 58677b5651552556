"""How far the witness can be trusted: sound and damaged documents, falsified readings, and what it says of each.

    generate → damage → a file of each form → reader and witness → right or wrong × clean, doubtful, held, refused

Three questions are kept apart, because "right" means something else in each: a document that says the same as before
should be read rightly or doubted; one that has lost something should not pass as whole; a reading in which something
was falsified should be noticed. Kinds that no sign of the witness was made for stand apart as the honest test.
"""
