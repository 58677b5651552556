"""A static site over a release: search, a page per standard and per competency name, comparison, charts, downloads.

    making     makes a site, or sees that it is made already
    writing    a release becomes a folder of pages; pages are in *_page, their frame in shell
    folder     the files of the site, each written only if what it is made of has changed
    catalogue  the release as pages need it; shelf has its rows by standard, names what standards share
    downloads  the release's own files
    grid       the printed table of a standard: which cell spans which lines
    index      the search index as scripts; assets/ searches it in the browser
    html       elements that escape whatever is not HTML already
    serve      the folder on this machine

It works from a file, from any web host and offline: no request leaves the page.
"""

from pipeline.views.site.making import build
from pipeline.views.site.options import Built, Options
from pipeline.views.site.serve import serve

__all__ = ["Built", "Options", "build", "serve"]
