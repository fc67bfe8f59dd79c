"""What may be connected to: no address but a public one, after names were looked up, at every hop."""

import pytest
from web_helpers import HERE, fetch_all, got, refused, served

from sitrep.collect.fetch import Fetched
from sitrep.collect.fetch.guard import Guard, Hop, RefusedError, current, is_public

PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "172.15.0.1",
    "172.32.0.1",
    "100.63.0.1",
    "223.255.255.254",
]
CLOSED = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "192.0.0.192", "168.63.129.16", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1",
    "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::1", "::", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:808:808::f5ff:fffe", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1",
    "ff02::1", "100::1", "2001:db8::1", "3fff::1", "5f00::1", "2001:10::1", "not an address", "", "localhost", "127.1", "2130706433", "0x7f.1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_not_public_or_lead_to_one_that_is_not(address):
    assert not is_public(address)


@pytest.fixture
def site():
    with served() as site:
        site.routes["/page"] = (200, {}, "hello")
        yield site


def test_this_machine_is_refused_unless_it_is_allowed(site):
    assert refused(site("/page"), allow_hosts=()) == (f"leads to {HERE} ({HERE}), which is not a public address (allow_hosts can allow it)")
    assert site.asked == []
    assert got(site("/page"), allow_hosts=(HERE,)) == b"hello"
    assert got(site("/page"), allow_hosts=("127.0.0.0/8",)) == b"hello"


@pytest.mark.parametrize(
    "written",
    ["http://localhost:{}/page", "http://[::ffff:127.0.0.1]:{}/page", "http://[::ffff:7f00:1]:{}/page", "http://127.0.0.1.:{}/page",
     "http://2130706433:{}/page", "http://0x7f000001:{}/page", "http://127.1:{}/page", "http://0:{}/page", "http://①②⑦.0.0.1:{}/page",
     "http://[::1]:{}/page", "http://0.0.0.0:{}/page"],
)  # fmt: skip
def test_this_machine_under_another_spelling_is_refused(site, written):
    reason = refused(written.format(site.port), allow_hosts=(), timeout=5)
    assert "not a public address" in reason or reason == "is not an address that can be asked for"
    assert site.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused(site):
    names = {"news.example": [HERE]}
    assert refused(f"http://news.example:{site.port}/page", names=names, allow_hosts=()).startswith(
        f"leads to news.example ({HERE}), which is not"
    )
    assert site.asked == []


def test_each_address_of_a_name_is_looked_at(site):
    names = {"news.example": ["169.254.169.254", "10.0.0.1", "::1", HERE]}
    address = f"http://news.example:{site.port}/page"
    assert refused(address, names=names, allow_hosts=()).startswith("leads to news.example (")
    assert got(address, names=names, allow_hosts=(HERE,)) == b"hello"


def test_a_host_that_is_allowed_by_name_may_be_private_and_no_other(site):
    names = {"intranet.example": [HERE], "news.example": [HERE]}
    allowed = ("Intranet.example",)
    assert got(f"http://intranet.example:{site.port}/page", names=names, allow_hosts=allowed) == b"hello"
    assert "not a public address" in refused(f"http://news.example:{site.port}/page", names=names, allow_hosts=allowed)


def test_a_name_that_turns_private_between_two_requests_is_refused(site):
    """The look-up that counts is the one that the connection is made with: there is no second one after a check."""
    names = {"news.example": [HERE], "intranet.example": [HERE]}
    site.routes["/page"] = (302, {"Location": f"http://news.example:{site.port}/inside"}, "")
    site.routes["/inside"] = (200, {}, "secret")
    reason = refused(f"http://intranet.example:{site.port}/page", names=names, allow_hosts=("intranet.example",))
    assert reason.startswith(f"leads to news.example ({HERE})")
    assert site.paths() == ["/page"]


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/latest/", "http://10.0.0.1/", "//192.168.1.1/", "http://[::1]/",
     "http://[64:ff9b::a9fe:a9fe]/", "http://0.0.0.0/"],
)  # fmt: skip
def test_a_redirect_to_a_private_address_is_refused(site, target):
    site.routes["/go"] = (302, {"Location": target}, "")
    assert "which is not a public address" in refused(site("/go"))


def test_a_robots_txt_cannot_lead_inside_either(site):
    site.routes["/robots.txt"] = (302, {"Location": "http://169.254.169.254/robots.txt"}, "")
    assert "169.254.169.254" in refused(site("/page"))
    assert site.paths() == []


def test_a_proxy_in_the_environment_is_not_used(site, monkeypatch):
    monkeypatch.setenv("http_proxy", site("/"))
    monkeypatch.setenv("HTTP_PROXY", site("/"))
    assert "not a public address" in refused("http://10.0.0.1/page", timeout=2)
    assert site.asked == []


def test_a_name_allowed_in_one_request_does_not_open_it_for_another(site):
    """Requests run side by side; each knows its own host."""
    names = {"a.example": [HERE], "b.example": [HERE]}
    addresses = [f"http://{name}:{site.port}/page?{number}" for number in range(10) for name in names]
    items = fetch_all(*addresses, names=names, allow_hosts=("a.example",))
    assert [isinstance(item, Fetched) for item in items] == [True, False] * 10
    for item in items[::2]:
        item.body.close()


def test_without_a_request_under_way_nothing_is_allowed_by_name():
    guard = Guard(["localhost", "10.0.0.0/8"])
    info = (2, 1, 6, "", ("127.0.0.1", 80))
    with pytest.raises(RefusedError):
        guard.socket(info)
    mark = current.set(Hop(host="localhost"))
    guard.socket(info).close()
    current.reset(mark)
    guard.socket((2, 1, 6, "", ("10.2.3.4", 80))).close()
