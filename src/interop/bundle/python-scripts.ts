import { lowerFirst } from '../../domain/arn';
import { snake } from '../nouns';
import type { Step } from './steps';

/** Names and paths hold nothing that Python reads otherwise than JSON. */
function text(value: string): string {
  return JSON.stringify(value);
}

/** A boto3 script that makes everything in order, and goes on where a run before has stopped. */
export function createPython(group: string, steps: readonly Step[]): string {
  return `#!/usr/bin/env python3
"""Creates the dataset group ${group} in Amazon Personalize, with all that belongs to it: README.md says how.

A second run skips what the first one has made. Training and campaigns cost money: clean_up.py deletes everything.
"""
import json
import os
import sys
import time
from pathlib import Path

import boto3

HERE = Path(__file__).resolve().parent
ARNS = HERE / "arns"

# Resource, noun in the service's operations, request, request with settings found by a search, whose ids it takes,
# folder that it reads, whether it has a status
STEPS = [
${steps.map(stepLine).join('\n')}
]


def camel(noun):
    first, *rest = noun.split("_")
    return first + "".join(word.capitalize() for word in rest)


def main():
    bucket = os.environ.get("BUCKET")
    role_arn = os.environ.get("ROLE_ARN")
    if not bucket or not role_arn:
        sys.exit("Set BUCKET to an S3 bucket and ROLE_ARN to an IAM role that lets Amazon Personalize read it.")
    prefix = os.environ.get("PREFIX", ${text(group)})
    tuned = os.environ.get("TUNED") == "1"
    ARNS.mkdir(exist_ok=True)
    upload(bucket, prefix)
    personalize = boto3.client("personalize")
    for key, noun, path, tuned_path, references, folder, has_status in STEPS:
        kept = ARNS / key
        if kept.exists():
            print(f"{key}: there already")
        else:
            request = json.loads((HERE / (tuned_path if tuned and tuned_path else path)).read_text("utf-8"))
            for member, (other, suffix) in references.items():
                request[member] = (ARNS / other).read_text("utf-8").strip() + suffix
            if folder:
                request["dataSource"] = {"dataLocation": f"s3://{bucket}/{prefix}/{folder}"}
                request["roleArn"] = role_arn
            if noun == "metric_attribution":
                destination = {"path": f"s3://{bucket}/{prefix}/metrics"}
                request["metricsOutputConfig"] = {"s3DataDestination": destination, "roleArn": role_arn}
            print(f"{key}: creating")
            answer = getattr(personalize, f"create_{noun}")(**request)
            kept.write_text(answer[camel(noun) + "Arn"] + "\\n", "utf-8")
        if has_status:
            wait_for(personalize, key, noun)
    print("Everything is ACTIVE.")


def upload(bucket, prefix):
    s3 = boto3.client("s3")
    for path in sorted((HERE / "data").rglob("*.csv")):
        s3.upload_file(str(path), bucket, f"{prefix}/{path.relative_to(HERE).as_posix()}")


def wait_for(personalize, key, noun):
    arn = (ARNS / key).read_text("utf-8").strip()
    while True:
        answer = getattr(personalize, f"describe_{noun}")(**{camel(noun) + "Arn": arn})
        status = answer[camel(noun)]["status"]
        print(f"{key}: {status}")
        if status == "ACTIVE":
            return
        if "FAILED" in status or "STOPPED" in status:
            sys.exit(1)
        time.sleep(30)


if __name__ == "__main__":
    main()
`;
}

function stepLine({ key, noun, path, tunedPath, references, folder, hasStatus }: Step): string {
  const ids = references
    .map(({ member, key: from, suffix }) => `${text(member)}: (${text(from)}, ${text(suffix)})`)
    .join(', ');
  const cells = [
    text(key),
    text(snake(noun)),
    text(path),
    tunedPath === null ? 'None' : text(tunedPath),
    `{${ids}}`,
    folder === null ? 'None' : text(folder),
    hasStatus ? 'True' : 'False',
  ];
  return `    (${cells.join(', ')}),`;
}

/** A boto3 script that deletes what \`createPython\` has made, the other way round. */
export function cleanUpPython(group: string, steps: readonly Step[], folders: readonly string[]): string {
  const deleted = steps.filter(({ isDeleted }) => isDeleted).reverse();
  return `#!/usr/bin/env python3
"""Deletes the dataset group ${group} in Amazon Personalize with all that create.py or create.sh has made."""
import os
import shutil
import sys
import time
from pathlib import Path

import boto3

ARNS = Path(__file__).resolve().parent / "arns"

# Resource, noun in the service's operations, name of its id
STEPS = [
${deleted.map(({ key, noun }) => `    (${text(key)}, ${text(snake(noun))}, ${text(`${lowerFirst(noun)}Arn`)}),`).join('\n')}
]


def main():
    bucket = os.environ.get("BUCKET")
    if not bucket:
        sys.exit("Set BUCKET to the S3 bucket that the data were copied to.")
    prefix = os.environ.get("PREFIX", ${text(group)})
    personalize = boto3.client("personalize")
    for key, noun, member in STEPS:
        kept = ARNS / key
        if not kept.exists():
            print(f"{key}: not there")
            continue
        arn = kept.read_text("utf-8").strip()
        if not is_gone(personalize, noun, member, arn):
            print(f"{key}: deleting")
            getattr(personalize, f"delete_{noun}")(**{member: arn})
            while not is_gone(personalize, noun, member, arn):
                time.sleep(10)
        kept.unlink()
${folders.map((folder) => `    boto3.resource("s3").Bucket(bucket).objects.filter(Prefix=f"{prefix}/${folder}/").delete()`).join('\n')}
    shutil.rmtree(ARNS, ignore_errors=True)
    print("Everything is deleted.")


def is_gone(personalize, noun, member, arn):
    try:
        getattr(personalize, f"describe_{noun}")(**{member: arn})
    except personalize.exceptions.ResourceNotFoundException:
        return True
    return False


if __name__ == "__main__":
    main()
`;
}
