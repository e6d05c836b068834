"""Static files as served: compressed, named by their content, each address worked out once a process."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class KeptStaticFiles(CompressedManifestStaticFilesStorage):
    """A page names some thirty static files; their addresses do not change while the process runs.

    Scripts are served as they are: what they say of their source maps is not followed, the maps are left out.
    """

    patterns = tuple(rule for rule in CompressedManifestStaticFilesStorage.patterns if rule[0] != "*.js")

    @cache  # noqa: B019 - the storage lives as long as the process
    def url(self, name: str, force: bool = False) -> str:
        return str(super().url(name, force))
