"""A bad line between a telephone and the site: it may break in the middle of what is sent, or lose the answer."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

CHUNK = 16_384


class BadLine:
    """Stands between a browser and ``site`` at ``address``; lets everything pass until it is told otherwise."""

    def __init__(self, site: str) -> None:
        there = urlsplit(site)
        self._there = there.hostname or "", there.port or 80
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._breaks_after: int | None = None
        self._loses_answers = False
        self.broke = 0
        threading.Thread(target=self._listens, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    @contextlib.contextmanager
    def breaking_after(self, size: int) -> Iterator[None]:
        """So many bytes are still sent, then every connection breaks."""
        self._breaks_after = size
        yield
        self._breaks_after = None

    @contextlib.contextmanager
    def losing_answers(self) -> Iterator[None]:
        """What is sent arrives; no answer comes back."""
        self._loses_answers = True
        yield
        self._loses_answers = False

    def _listens(self) -> None:
        with contextlib.suppress(OSError):  # closed at the end
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._there)
                for carry in (self._sends, self._answers):
                    threading.Thread(target=carry, args=(near, far), daemon=True).start()

    def _sends(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := near.recv(CHUNK):
                if self._breaks_after is not None:
                    self._breaks_after -= len(data)
                    if self._breaks_after < 0:
                        self.broke += 1
                        break
                far.sendall(data)
        _ends(near, far)

    def _answers(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := far.recv(CHUNK):
                if self._loses_answers:
                    self.broke += 1
                    break
                near.sendall(data)
        _ends(near, far)


def _ends(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
