"""One of several processes that guess a password: prints what the pages said, as JSON.

Run: python -m tests.office.guess USERNAME TRIES ADDRESS, on the database of the environment.
"""

import json
import sys
from collections import Counter

import django

WRONG, TOO_MANY = "tidak benar", "Terlalu banyak"


def main(username, tries, address):
    django.setup()
    from django.test import Client
    from django.utils import translation

    translation.activate("id")
    said = Counter()
    for number in range(int(tries)):
        typed = {"login": username, "password": f"guess {number}"}
        answer = Client(REMOTE_ADDR=address).post("/akun/masuk/", typed)
        page = answer.content.decode()
        said["wrong"] += WRONG in page
        said["too many"] += TOO_MANY in page or answer.status_code == 429
        said["answered 200"] += answer.status_code == 200
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
