"""The frontier: what is wanted is asked for once, in a fair order, and survives whoever held it."""

from __future__ import annotations

import time

from archiver.store.archive import Archive
from archiver.store.ledger import PRIORITIES, Ledger, Wanted


def wanted(path: str, kind: str = "article", host: str = "a.example") -> Wanted:
    return Wanted(site_id=1, url=f"https://{host}{path}", kind=kind, found_by="listing")


def test_two_spellings_of_one_address_are_one_request(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    ledger.add(wanted("/story/?b=2&a=1"))
    ledger.add(wanted("/story/?a=1&b=2&utm_source=mail#comments"))
    assert ledger.count() == 1


def test_another_comment_page_and_another_form_are_other_requests(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    for request in (
        wanted("/story/"),
        wanted("/story/?cpage=2"),
        Wanted(site_id=1, url="https://a.example/story/", kind="comments", found_by="thread", method="POST", form=(("offset", "1"),)),
    ):
        ledger.add(request)
    assert ledger.count() == 3


def test_threads_come_before_articles_and_articles_before_listings(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    for kind in ("listing", "article", "comments"):
        ledger.add(wanted(f"/{kind}/", kind))
    leases = [ledger.lease() for _ in range(3)]
    assert [lease.wanted.kind for lease in leases if lease] == ["comments", "article", "listing"]
    assert ledger.lease() is None


def test_a_host_with_a_long_queue_leaves_room_for_others(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1, per_host=2)
    for number in range(10):
        ledger.add(wanted(f"/{number}/"))
    ledger.add(wanted("/only/", host="b.example"))
    hosts = [lease.wanted.host for lease in iter(ledger.lease, None) if lease]
    assert sorted(hosts) == ["a.example", "a.example", "b.example"]


def test_what_was_acknowledged_is_not_asked_again_in_the_same_visit_but_is_in_the_next(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    ledger.add(wanted("/story/"))
    lease = ledger.lease()
    assert lease is not None
    ledger.acknowledge(lease.id, failed=False)
    ledger.add(wanted("/story/"))
    assert ledger.lease() is None
    with archive.db.atomic() as db:
        db.conn.execute("UPDATE sites SET visit = 2")
    ledger.add(wanted("/story/"))
    again = ledger.lease()
    assert again is not None
    assert (again.id, again.attempt) == (lease.id, 1)


def test_a_listing_that_turns_out_to_be_an_article_is_asked_for_as_one(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    ledger.add(wanted("/story/", "listing"))
    ledger.flush()
    ledger.add(wanted("/story/", "article"))
    lease = ledger.lease()
    assert lease is not None
    assert lease.wanted.kind == "article"


def test_a_released_request_waits_for_its_time_and_counts_its_attempts(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    ledger.add(wanted("/story/"))
    lease = ledger.lease()
    assert lease is not None
    ledger.release(lease.id, due_at=time.time() + 0.2)
    assert ledger.lease() is None
    assert not ledger.has_pending(before=time.time())
    assert ledger.has_pending(before=time.time() + 1)
    time.sleep(0.25)
    again = ledger.lease()
    assert again is not None
    assert again.attempt == 2


def test_a_host_that_asked_to_be_left_alone_is(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    ledger.add(wanted("/busy/"))
    ledger.add(wanted("/other/"))
    ledger.add(wanted("/elsewhere/", host="b.example"))
    lease = next(lease for lease in (ledger.lease(), ledger.lease()) if lease and lease.wanted.host == "a.example")
    ledger.release(lease.id, due_at=time.time() + 60, host_waits=True)
    hosts = {lease.wanted.host for lease in iter(ledger.lease, None) if lease}
    assert "a.example" not in hosts


def test_leases_of_a_dead_run_are_pending_again(archive: Archive) -> None:
    dead = Ledger(archive.db, 1)
    dead.add(wanted("/story/"))
    assert dead.lease() is not None
    lease = Ledger(archive.db, 1).lease()
    assert lease is not None
    assert lease.wanted.url == "https://a.example/story/"


def test_a_request_that_was_never_sent_goes_back_without_having_counted(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    ledger.add(wanted("/story/"))
    lease = ledger.lease()
    assert lease is not None
    ledger.give_back(lease.id)
    again = Ledger(archive.db, 1).lease()
    assert again is not None
    assert again.attempt == 1


def test_only_what_is_important_enough_is_leased_once_a_limit_is_reached(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    ledger.add(wanted("/story/"))
    ledger.add(wanted("/story/?cpage=2", "comments"))
    threads = PRIORITIES["comments"]
    first = ledger.lease(at_least=threads)
    assert first is not None
    assert first.wanted.kind == "comments"
    assert ledger.lease(at_least=threads) is None
    assert not ledger.has_pending(before=time.time(), at_least=threads)
    assert ledger.has_pending(before=time.time())


def test_the_end_of_a_redirect_is_not_asked_for_again(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    ledger.add(wanted("/old/"))
    ledger.add(wanted("/new/"))
    old = ledger.lease()
    assert old is not None
    ledger.acknowledge(old.id, failed=False, also=["https://a.example/new/"])
    assert ledger.lease() is None
    assert ledger.count("done") == 2


def test_a_form_comes_back_as_it_was_added(archive: Archive) -> None:
    ledger = Ledger(archive.db, 1)
    form = (("action", "wpdLoadMoreComments"), ("offset", "1"), ("text", "Käse & Brot"))
    ledger.add(
        Wanted(
            site_id=1,
            url="https://a.example/ajax",
            kind="comments",
            found_by="thread",
            method="POST",
            form=form,
            article_url="https://a.example/s/",
        )
    )
    lease = ledger.lease()
    assert lease is not None
    assert (lease.wanted.method, lease.wanted.form, lease.wanted.article_url) == ("POST", form, "https://a.example/s/")
