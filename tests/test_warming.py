"""A process of the server has read its pages before the first reader comes, and those of a new generation too."""

import time

import pytest
import web_sample

from kmgraph_web import warming
from kmgraph_web.app import create_app


@pytest.fixture
def seen(tmp_path, monkeypatch):
    """An app over a store, and the pages that were asked for, each with the generation that answered."""
    path = web_sample.write(tmp_path / "store")
    app = create_app(path, timeout=5)
    reading = app.extensions["kmgraph"]
    asked = []

    @app.after_request
    def note(response):
        asked.append((response.status_code, reading.store.generation))
        return response

    monkeypatch.setattr(warming, "OFTEN", 0.05)
    yield app, reading, asked, path
    reading.close()


def wait_for(asked, number):
    end = time.monotonic() + 30
    while len(asked) < number and time.monotonic() < end:
        time.sleep(0.02)


def test_every_page_is_read_once_a_generation(seen):
    app, reading, asked, path = seen
    every = (len(warming.OTHERS) + 2) * 2  # the start page and the newest report's text besides, each in two languages
    warming.keep_warm(app, reading)
    assert asked[:2] == [(200, reading.store.generation)] * 2  # the start page is there before anybody can ask
    wait_for(asked, every)
    first = reading.store.generation
    assert asked == [(200, first)] * every
    web_sample.write(path)
    wait_for(asked, 2 * every)
    assert [generation for _, generation in asked[every:]] == [reading.store.generation] * every
    assert reading.store.generation != first
