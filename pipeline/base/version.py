"""The program's version, said once: the package's description and the user agent take it from here."""

VERSION = "0.1.0"
