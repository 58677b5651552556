"""A release becomes a folder of pages; of a site that is there already, only what changed is written."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from pipeline.releases.feed_name import ATOM, FEED
from pipeline.releases.folder import ReleaseFolder
from pipeline.views.site import (
    api,
    classes_page,
    downloads,
    finder,
    forms,
    identifiers,
    index,
    linked,
    standard_json,
    standard_similar,
    vocabulary_page,
)
from pipeline.views.site.catalogue import Catalogue, growth, standard_file
from pipeline.views.site.changes import changes
from pipeline.views.site.charts_page import charts_page
from pipeline.views.site.data_page import changes_page, data_page
from pipeline.views.site.folder import SiteFolder, digest
from pipeline.views.site.home_page import compare_page, home_page, list_page
from pipeline.views.site.name_page import index_page
from pipeline.views.site.name_page import list_page as name_list_page
from pipeline.views.site.names import list_file
from pipeline.views.site.options import Options, Progress, Tick
from pipeline.views.site.quality_page import quality_page
from pipeline.views.site.shelf import Shelf
from pipeline.views.site.shell import RELEASE, Alternates, Page, Shell, not_found_page, public, release_script
from pipeline.views.site.standard_page import standard_page
from pipeline.views.site.workshop import basket_page, team_page


class Build:
    """One build of a site: what is asked of all, and the folder that it is written to."""

    def __init__(self, release: Path, options: Options, site: SiteFolder, program: str) -> None:
        self.release, self.options, self.site = release, options, site
        self.folder = ReleaseFolder(release)
        self.catalogue = Catalogue(Shelf.read(release), release.name, growth(release))
        self.shell = Shell(release.name, options.address)
        self.base = digest(program, options.address)
        self.digests = {own: self.catalogue.shelf.digest(own) for own in self.catalogue.by_id}
        shared = [name for names in self.catalogue.names.listed.values() for name in names]
        self.sharing = {name.term_id: len(name.standards) for name in shared}
        self.paths: list[str] = []
        self.feed: Alternates = ((ATOM, FEED),) if (release.parent / FEED).is_file() else ()

    def run(self, progress: Progress) -> dict[str, int]:
        """Write whatever is not there yet, and return totals."""
        for page in self._top_pages():
            self._page(page)
        with progress(len(self.catalogue.standards)) as tick:
            self._standards(tick)
        self._names()
        self._identifiers()
        self._index()
        self._forms()
        self._files()
        return {"standards": len(self.catalogue.standards), "names": len(self.catalogue.names.all)}

    def _top_pages(self) -> Iterator[Page]:
        catalogue, release = self.catalogue, self.release
        scripts = "data/standards.js", "assets/fold.js", "assets/search-index.js", "data/finder.js"
        yield home_page(catalogue, self.options.address, changes(release), scripts, self.feed)
        yield list_page(catalogue)
        yield compare_page()
        yield basket_page()
        yield team_page()
        yield charts_page(catalogue)
        yield index_page(catalogue)
        yield quality_page(catalogue, release)
        yield changes_page(release, self.feed)
        yield data_page(self.folder, self.options.copy, self.options.address)
        yield api.page()
        yield identifiers.terms_page()
        trees = classes_page.trees(catalogue)
        yield classes_page.index_page(trees)
        yield from (classes_page.scheme_page(catalogue, tree) for tree in trees)
        yield from vocabulary_page.pages(catalogue)

    def _page(self, page: Page, key: str | None = None) -> None:
        self.paths.append(page.path)
        self.site.write(page.path, self.shell.render(page), key)

    def _standards(self, tick: Tick) -> None:
        """The page and the JSON of each standard."""
        stale = []
        for own in self.catalogue.by_id:
            key, page = self._key(own), standard_file(own)
            if self.site.keep([page, _json(page)], key):
                self.paths.append(page)
                tick(1)
            else:
                stale.append((own, key))
        for own, key in stale:
            page = standard_file(own)
            self._page(standard_page(self.catalogue, own, self.options.address), key)
            self.site.write(_json(page), standard_json.content(self.catalogue, own, self.options.address), key)
            tick(1)

    def _key(self, own: str) -> str:
        """What the files of a standard are made of: its rows, and what its page says of others."""
        catalogue = self.catalogue
        versions = [row["standard_id"] for row in catalogue.versions(own)]
        previous = catalogue.previous(own)
        before = self.digests[previous["standard_id"]] if previous else ""
        codes = [row["version_code"] in catalogue.by_id for row in catalogue.rows("standard_versions", own)]
        names = [(item, name.term_id, self.sharing[name.term_id]) for item, name in catalogue.names.shared.get(own, {}).items()]
        similar = standard_similar.made_of(catalogue, own)
        return digest(self.base, self.digests[own], versions, before, codes, names, similar)

    def _names(self) -> None:
        """The pages of the shared names."""
        catalogue, digest_of = self.catalogue, self.catalogue.shelf.digest
        shown = {
            own: (catalogue.title(own), row["level"], catalogue.clusters(own), digest_of(own, "tasks", "requirements"))
            for own, row in catalogue.by_id.items()
        }
        stale = {}
        for (kind, initial), names in self.catalogue.names.listed.items():
            made_of = [(name.term_id, name.title, name.spellings, [(*use, shown[use[0]]) for use in name.uses]) for name in names]
            path, key = list_file(kind, initial), digest(self.base, made_of)
            if self.site.keep([path], key):
                self.paths.append(path)
            else:
                stale[kind, initial] = key
        self.catalogue.gather(use for listed in stale for name in self.catalogue.names.listed[listed] for use in name.uses)
        for (kind, initial), key in stale.items():
            self._page(name_list_page(self.catalogue, kind, initial, self.options.address), key)

    def _identifiers(self) -> None:
        """What identifiers without a standard here lead to; search engines are not told of them."""
        found = identifiers.forwarded(self.catalogue, identifiers.former(self.release))
        for path, content in identifiers.pages(found):
            self.site.write(path, content)

    def _index(self) -> None:
        """The search index, and the one for programs."""
        for path, described in api.files(self.catalogue, self.options.address).items():
            self.site.write(path, described)
        self.site.write(f"{index.FOLDER}/standards.js", index.standards_script(self.catalogue))
        self.site.write(f"{index.FOLDER}/finder.js", finder.finder_script(self.catalogue))
        for number, share in enumerate(index.shares(self.catalogue)):
            path, key = f"{index.FOLDER}/texts-{number}.js", digest(self.base, number, [self.digests[own] for own in share])
            if not self.site.keep([path], key):
                self.site.write(path, index.text_script(self.catalogue, number, share), key)

    def _forms(self) -> None:
        """What files to take along are made from in the browser."""
        for number, share in forms.shares(self.catalogue).items():
            path, key = forms.path(number), digest(self.base, number, [self.digests[own] for own in share])
            if not self.site.keep([path], key):
                self.site.write(path, forms.script(self.catalogue, number, share), key)
        self.site.write(forms.TEMPLATES, forms.templates_script())

    def _files(self) -> None:
        """Scripts, styles, the release's own files, and what search engines ask for."""
        self.site.write(RELEASE, release_script(self.release.name))
        missing = not_found_page(self.options.address)
        self.site.write(missing.path, self.shell.render(missing))
        for asset in files("pipeline.views.site").joinpath("assets").iterdir():
            self.site.write(f"assets/{asset.name}", asset.read_bytes())
        if self.feed:
            self.site.write(FEED, (self.release.parent / FEED).read_bytes())
        if self.options.copy:
            downloads.copy(self.folder, self.site)
        if self.options.address:
            for path, content in linked.sitemap(sorted(map(public, self.paths)), self.options.address).items():
                self.site.write(path, content)


def _json(page: str) -> str:
    """The file for programs beside the page of a standard; its name is the same for all, so that identifiers lead to it."""
    return f"{page.rpartition('/')[0]}/{standard_json.FILE_NAME}"
