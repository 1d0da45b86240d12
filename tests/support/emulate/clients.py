"""Clients of boto3 for the endpoint that the command line names, and how scripts wait."""

import sys
import time

import boto3

place = dict(
    endpoint_url=sys.argv[1], aws_access_key_id="any", aws_secret_access_key="any", region_name="us-east-1"
)
seen = set()
resource_in_s3 = boto3.resource("s3", **place)


def client(name):
    return boto3.client(name, **place)


def wait(describe, member, done=("ACTIVE",), **arn):
    """Asks until the resource is done; notes every status in `seen`."""
    for _ in range(2400):
        resource = describe(**arn)[member]
        seen.add(resource["status"])
        if resource["status"] in done:
            return resource
        if "FAILED" in resource["status"]:
            raise SystemExit(f"{member}: {resource.get('failureReason')}")
        time.sleep(0.05)
    raise SystemExit(f"{member} does not end")


def gone(describe, **arn):
    """Asks until the resource is not found."""
    for _ in range(2400):
        try:
            describe(**arn)
        except Exception as error:
            if "ResourceNotFoundException" in str(error):
                return
            raise
        time.sleep(0.05)
    raise SystemExit(f"{arn} stays")
