"""What every answer carries."""

import asyncio

import pytest

from gradflow.serving.headers import FIXED, SecurityHeaders, policy
from tests.serving.asked import Answer, Heard, ask

COOKIE = "seat=1; Path=/"


def answered(scheme: str = "http", cookie: str = COOKIE, **options) -> Answer:
    return asyncio.run(ask(SecurityHeaders(Heard(set_cookie=cookie), **options), "/", scheme=scheme))


def test_every_answer_has_all_of_them():
    headers = answered().headers
    assert {name: headers[name] for name in FIXED} == FIXED
    assert headers["Content-Security-Policy"] == policy([], []) and headers["X-Frame-Options"] == "SAMEORIGIN"


def test_no_other_host_is_allowed_and_no_script_is_made_of_text():
    said = policy(["sha256-abc="], [])
    assert "script-src 'self' 'sha256-abc=';" in said and "default-src 'self';" in said
    assert "unsafe-eval" not in said and "http" not in said and "*" not in said
    assert [part for part in said.split("; ") if "unsafe-inline" in part] == ["style-src 'self' 'unsafe-inline'"]


def test_a_course_may_show_the_app_if_it_is_named():
    headers = answered(embed_in=["https://course.example"]).headers
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'self' https://course.example")
    assert "X-Frame-Options" not in headers  # which knows no list


@pytest.mark.parametrize(
    ("scheme", "cookie", "found"),
    [("https", COOKIE, f"{COOKIE}; Secure"), ("https", "a=b;secure", "a=b;secure"), ("http", COOKIE, COOKIE)],
)
def test_a_cookie_is_secure_under_tls(scheme, cookie, found):
    assert answered(scheme, cookie).headers["Set-Cookie"] == found
