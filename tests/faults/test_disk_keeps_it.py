"""Row 3: a database that answers before it has written is refused."""

from tests.faults.conftest import psql


def test_a_postgresql_that_does_not_flush_is_refused(on_postgres, cluster):
    name = on_postgres.database_url.partition("@/")[2].partition("?")[0]
    psql(cluster, f"ALTER DATABASE {name} SET synchronous_commit = off")

    refused = on_postgres.manage("prepare", "--without-places", check=False)

    assert refused.returncode == 1
    assert "synchronous_commit" in refused.stderr
