"""Listen to villages here, or on a Dask cluster where one is named: the same answer either way."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import chain, islice
from typing import Any

from django.conf import settings

from kentongan.spread import spread
from pimpasa.signals.rules.talks import TalkPrior
from pimpasa.signals.rules.villages import Found, Look, hear, listen_to_villages

AT_ONCE = 256  # looks sent together: what is sent is held in memory
PATIENCE = 15  # seconds for a scheduler and a first worker to answer

log = logging.getLogger("pimpasa.signals")


def heard(
    looks: Iterable[Look],
    *,
    threshold: float,
    talks: TalkPrior,
    away: list[str] | None = None,
) -> Iterator[tuple[Look, list[Found]]]:
    """What is unusual in each look, in their order.

    With PIMPASA_DASK the work goes to that cluster: counts, attendance and official codes, never
    words. A cluster that is away or breaks is told of in the log and in `away` (the kind of error),
    and the rest is done here.
    """
    rest: Iterator[Look] = iter(looks)
    away = [] if away is None else away
    with _cluster(away) as client:
        while client is not None and (batch := list(islice(rest, AT_ONCE))):
            found = _there(batch, threshold, talks, client, away)
            if found is None:
                rest = chain(batch, rest)
                break
            yield from zip(batch, found, strict=True)
        for look in rest:
            yield look, listen_to_villages(look, threshold=threshold, talks=talks)


def _there(
    batch: list[Look], threshold: float, talks: TalkPrior, client: Any, away: list[str]
) -> list[list[Found]] | None:
    """What the cluster hears; None when it broke. Work that is wrong fails here too."""
    try:
        return spread(hear, batch, common=(threshold, talks), seed=0, dask=client)
    except Exception as broke:
        log.error("the cluster broke (%s); listening goes on here", type(broke).__name__)
        away.append(type(broke).__name__)
        return None


@contextmanager
def _cluster(away: list[str]) -> Iterator[Any]:
    """A client of the cluster that the settings name; None without one, or when it is away."""
    client = _reached(away) if settings.DASK else None
    try:
        yield client
    finally:
        if client is not None:
            client.close(timeout=PATIENCE)


def _reached(away: list[str]) -> Any:
    if not settings.DASK.startswith("tls://"):
        log.error("PIMPASA_DASK is not a tls:// address; listening is done here")
        away.append("not tls://")
        return None
    client = None
    try:
        distributed: Any = import_module("distributed")  # only here: most run without a cluster
        security = distributed.Security(
            tls_ca_file=settings.DASK_CA,
            tls_client_cert=settings.DASK_CERT,
            tls_client_key=settings.DASK_KEY,
            require_encryption=True,
        )
        client = distributed.Client(
            settings.DASK, security=security, timeout=PATIENCE, set_as_default=False
        )
        client.wait_for_workers(1, timeout=PATIENCE)
    except Exception as gone:
        log.error("the cluster is away (%s); listening is done here", type(gone).__name__)
        away.append(type(gone).__name__)
        if client is not None:
            client.close(timeout=PATIENCE)
        return None
    return client
