"""Running systems on both databases, each in a home of its own."""

import contextlib
import secrets
import subprocess

import pytest

from tests.faults.system import IS_LONG, System, copy_home
from tools import postgres


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/faults/" in str(item.path):
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A home with keys and an empty SQLite database."""
    home = tmp_path_factory.mktemp("template") / "home"
    home.mkdir()
    System(home).manage("prepare", "--without-places")
    return home


@pytest.fixture(scope="session")
def cluster():
    """A durable PostgreSQL of our own, which tests may kill."""
    try:
        made = postgres.Cluster(is_fast=False)
    except postgres.NoPostgres as why:
        pytest.skip(f"PostgreSQL cannot be had: {why}")
    made.start()
    yield made
    made.close()


@pytest.fixture(scope="session")
def template_database(cluster, template):
    """A prepared PostgreSQL database to copy from."""
    psql(cluster, "CREATE DATABASE template_pimpasa")
    url = cluster.url.replace("/postgres?", "/template_pimpasa?")
    System(template, database_url=url).manage("prepare", "--without-places")
    return "template_pimpasa"


@pytest.fixture
def on_sqlite(template, tmp_path):
    with running_on_sqlite(template, tmp_path / "home") as made:
        yield made


@pytest.fixture
def on_postgres(cluster, template_database, template, tmp_path):
    with running_on_postgres(cluster, template_database, template, tmp_path / "home") as made:
        yield made


@contextlib.contextmanager
def running_on_sqlite(template, home):
    """A system that is not started yet; all it started is killed in the end."""
    made = System(copy_home(template, home))
    yield made
    made.kill()


@contextlib.contextmanager
def running_on_postgres(cluster, template_database, template, home):
    """The same on a database of its own."""
    name = f"fault_{secrets.token_hex(4)}"
    psql(cluster, f"CREATE DATABASE {name} TEMPLATE {template_database}")
    url = cluster.url.replace("/postgres?", f"/{name}?")
    made = System(copy_home(template, home), database_url=url)
    yield made
    made.kill()
    if not cluster.is_ready():
        cluster.start()


@pytest.fixture(params=["sqlite", "postgres"])
def system(request):
    """A system that is not started yet, on each database in turn."""
    return request.getfixturevalue(f"on_{request.param}")


@pytest.fixture
def say(request, capsys):
    """Print what was measured, for docs/reliability.md; in the long form only."""

    def measured(figures):
        if IS_LONG:
            with capsys.disabled():
                print(f"\n{request.node.name}: {figures}", flush=True)  # noqa: T201

    return measured


def psql(cluster, statement):
    command = [cluster.programs / "psql", "-q", "-h", cluster.folder, "-U", "pimpasa", "postgres"]
    subprocess.run([*command, "-c", statement], check=True, capture_output=True)
