"""A network between villager and server that loses replies on purpose."""

import contextlib
import socket
import threading


class LossyProxy:
    """Passes each request on, waits until the server has answered, and loses the answer."""

    def __init__(self, to_port):
        self.to_port = to_port
        self.lost = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                villager, _ = self._listener.accept()
                threading.Thread(target=self._pass_on, args=(villager,), daemon=True).start()

    def _pass_on(self, villager):
        with villager, socket.create_connection(("127.0.0.1", self.to_port)) as server:
            server.sendall(whole_request(villager))
            if server.recv(65536):  # it was committed, and nobody will hear of it
                self.lost += 1


def whole_request(villager):
    """Headers and as much body as they announce."""
    request = b""
    while b"\r\n\r\n" not in request:
        request += villager.recv(65536)
    head, _, body = request.partition(b"\r\n\r\n")
    lengths = [
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length")
    ]
    while len(body) < sum(lengths):
        body += villager.recv(65536)
    return head + b"\r\n\r\n" + body
