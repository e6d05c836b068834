"""Static files as served: compressed, named by their content, each address worked out once a process."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

from binhyen.portal.sheets import TOGETHER, together


class KeptStaticFiles(CompressedManifestStaticFilesStorage):
    """A page names some thirty static files; their addresses do not change while the process runs.

    Scripts are served as they are: what they say of their source maps is not followed, the maps are left out.
    """

    patterns = tuple(rule for rule in CompressedManifestStaticFilesStorage.patterns if rule[0] != "*.js")

    @cache  # noqa: B019 - the storage lives as long as the process
    def url(self, name: str, force: bool = False) -> str:
        return str(super().url(name, force))

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Sheets that are several in one are files like the others from here on."""
        if not dry_run:
            for name in TOGETHER:
                Path(self.path(name)).write_text(together(name), encoding="utf-8")
        yield from super().post_process(paths | {name: (self, name) for name in TOGETHER}, dry_run, **options)
