"""The whole street, walked through a running system: server, worker, disk, browser."""
