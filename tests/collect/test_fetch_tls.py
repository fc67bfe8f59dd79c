"""Certificates are checked: a wrong one is a failure, and one that the machine trusts is none."""

import shutil
import ssl
import subprocess

import pytest
from web_helpers import HERE, failed, got, served

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates with the program openssl, which is not there")
NAME = "news.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A function from a subject and days to the files of a self-signed certificate and its key."""

    def make(name, days):
        folder = tmp_path_factory.mktemp("tls")
        key, made = folder / "key.pem", folder / "cert.pem"
        words = f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {made} -days {days} -subj /CN={name} -addext subjectAltName=DNS:{name}"
        subprocess.run(words.split(), check=True, capture_output=True)
        return made, key

    return make


def server(files):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return served(ssl=context)


def asked(site, **more):
    return {"names": {NAME: [HERE]}, "attempts": 1, **more}


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate):
    with server(certificate(NAME, 10)) as site:
        site.routes["/"] = (200, {}, "hello")
        failure = failed(f"https://{NAME}:{site.port}/", **asked(site))
    assert failure.reason.replace("-", " ") == "has a certificate that is not accepted (self signed certificate)"
    assert not failure.retry
    assert site.asked == []


def test_a_certificate_of_another_name_is_refused_and_the_right_one_taken(certificate, monkeypatch):
    right, wrong = certificate(NAME, 10), certificate("other.example", 10)
    monkeypatch.setenv("SSL_CERT_FILE", str(right[0]))
    with server(right) as site:
        site.routes["/"] = (200, {}, "hello")
        assert got(f"https://{NAME}:{site.port}/", **asked(site)) == b"hello"
    monkeypatch.setenv("SSL_CERT_FILE", str(wrong[0]))
    with server(wrong) as site:
        failure = failed(f"https://{NAME}:{site.port}/", **asked(site))
    assert failure.reason.startswith("has a certificate that is not accepted (Hostname mismatch")


def test_a_redirect_to_a_wrong_certificate_is_refused(certificate):
    with server(certificate(NAME, 10)) as secure, served() as plain:
        plain.routes["/"] = (302, {"Location": f"https://{NAME}:{secure.port}/"}, "")
        failure = failed(f"http://{NAME}:{plain.port}/", **asked(secure))
    assert "self signed certificate" in failure.reason.replace("-", " ")


def test_a_server_without_tls_is_said(certificate):
    with served() as site:
        failure = failed(f"https://{NAME}:{site.port}/", **asked(site))
    assert failure.reason == "cannot be reached over TLS"
