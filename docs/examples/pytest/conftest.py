"""The emulator as a fixture: one process for all tests, everything forgotten before each of them."""

import re
import shutil
import subprocess
import urllib.request

import pytest


@pytest.fixture(scope="session")
def emulator():
    """Its address. `npm install foretaste` has put the program here; `npx` would find it as well."""
    program = shutil.which("foretaste", path="node_modules/.bin") or "foretaste"
    process = subprocess.Popen(
        [program, "emulate", "--port", "0", "--profile", "relaxed"], stdout=subprocess.PIPE, text=True
    )
    # Any free port; the first line says which, once requests are answered.
    line = process.stdout.readline()
    yield re.search(r"http://\S+", line).group()
    process.terminate()
    process.wait()


@pytest.fixture
def aws(emulator, monkeypatch):
    """What boto3 finds in the environment. Credentials may be anything."""
    reset = urllib.request.Request(f"{emulator}/_reset", method="POST", headers={"X-Foretaste": "reset"})
    urllib.request.urlopen(reset).close()
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")


@pytest.fixture
def idle(emulator):
    """Waits until no import and no training runs any more, where code on AWS asks for statuses."""
    return lambda: urllib.request.urlopen(f"{emulator}/_idle").close()
