import { HELD_OUT_PEOPLE, type BundleRequest } from '../../domain/bundle';
import { lastPart } from '../../domain/arn';
import { bareRecipeName } from '../../domain/names';
import { RECIPE_NAMES, recipeFacts, servesOf } from '../../domain/recipe-catalogue';

const FILE = lastPart(HELD_OUT_PEOPLE);

/** Solutions whose versions make lists for people in batches; where AutoML chooses, it chooses among such. */
export function askedSolutions(requests: readonly BundleRequest[]): readonly string[] {
  return requests.flatMap(({ kind, name, input: { recipeArn } }) => {
    if (kind !== 'solution') return [];
    if (typeof recipeArn !== 'string') return [name];
    const recipe = RECIPE_NAMES.find((one) => one === bareRecipeName(recipeArn));
    const isAsked =
      recipe !== undefined && recipeFacts(recipe).batchKey === 'userId' && servesOf(recipe) === 'users';
    return isAsked ? [name] : [];
  });
}

/** A script for the AWS CLI that has every solution version of \`createScript\` make lists for the people of a file. */
export function fetchScript(group: string, solutions: readonly string[]): string {
  return `#!/usr/bin/env bash
# Has Amazon Personalize make lists for the people whose newest events were left out (${HELD_OUT_PEOPLE}), by a batch
# inference job for each solution version that create.sh or create.py has made, and fetches them to lists/: drop these
# files on Foretaste's page, with the same project open. The role must be allowed to write to the bucket as well. Batch
# inference costs money.
set -euo pipefail
cd "$(dirname "$0")"

: "\${BUCKET:?Set BUCKET to the S3 bucket that the data were copied to}"
: "\${ROLE_ARN:?Set ROLE_ARN to an IAM role that lets Amazon Personalize read that bucket and write to it}"
PREFIX="\${PREFIX:-${group}}"
mkdir -p arns lists
aws s3 cp ${HELD_OUT_PEOPLE} "s3://$BUCKET/$PREFIX/${HELD_OUT_PEOPLE}"

# fetch SOLUTION: asks once, waits, and copies the answers
fetch() {
  local key="batch-inference-job.$1" status
  if [ ! -s "arns/$key" ]; then
    echo "$key: creating"
    aws personalize create-batch-inference-job --job-name "$1-$(date +%s)" --num-results 25 \\
      --solution-version-arn "$(cat "arns/solution-version.$1")" --role-arn "$ROLE_ARN" \\
      --job-input "s3DataSource={path=s3://$BUCKET/$PREFIX/${HELD_OUT_PEOPLE}}" \\
      --job-output "s3DataDestination={path=s3://$BUCKET/$PREFIX/lists/$1/}" \\
      --query batchInferenceJobArn --output text > "arns/$key.new"
    mv "arns/$key.new" "arns/$key"
  fi
  while true; do
    status=$(aws personalize describe-batch-inference-job --query batchInferenceJob.status --output text \\
      --batch-inference-job-arn "$(cat "arns/$key")")
    echo "$key: $status"
    case $status in
      ACTIVE) break ;;
      *FAILED* | *STOPPED*) exit 1 ;;
    esac
    sleep 30
  done
  aws s3 cp "s3://$BUCKET/$PREFIX/lists/$1/${FILE}.out" "lists/amazon-$1.out"
}

${solutions.map((name) => `fetch ${name}`).join('\n')}

echo "The lists are in lists/."
`;
}

/** The same with boto3. */
export function fetchPython(group: string, solutions: readonly string[]): string {
  return `#!/usr/bin/env python3
"""Has Amazon Personalize make lists for the people whose newest events were left out (${HELD_OUT_PEOPLE}).

A batch inference job for each solution version that create.sh or create.py has made; what it answers comes to lists/:
drop these files on Foretaste's page, with the same project open. The role must be allowed to write to the bucket as
well. Batch inference costs money.
"""
import os
import sys
import time
from pathlib import Path

import boto3

HERE = Path(__file__).resolve().parent
SOLUTIONS = ${JSON.stringify(solutions)}


def main():
    bucket = os.environ.get("BUCKET")
    role_arn = os.environ.get("ROLE_ARN")
    if not bucket or not role_arn:
        sys.exit("Set BUCKET to the S3 bucket of the data and ROLE_ARN to an IAM role that may read it and write to it.")
    prefix = os.environ.get("PREFIX", ${JSON.stringify(group)})
    s3 = boto3.client("s3")
    personalize = boto3.client("personalize")
    s3.upload_file(str(HERE / "${HELD_OUT_PEOPLE}"), bucket, f"{prefix}/${HELD_OUT_PEOPLE}")
    (HERE / "lists").mkdir(exist_ok=True)
    for name in SOLUTIONS:
        kept = HERE / "arns" / f"batch-inference-job.{name}"
        if not kept.exists():
            print(f"{kept.name}: creating")
            answer = personalize.create_batch_inference_job(
                jobName=f"{name}-{int(time.time())}",
                solutionVersionArn=(HERE / "arns" / f"solution-version.{name}").read_text("utf-8").strip(),
                numResults=25,
                roleArn=role_arn,
                jobInput={"s3DataSource": {"path": f"s3://{bucket}/{prefix}/${HELD_OUT_PEOPLE}"}},
                jobOutput={"s3DataDestination": {"path": f"s3://{bucket}/{prefix}/lists/{name}/"}},
            )
            kept.write_text(answer["batchInferenceJobArn"], "utf-8")
        while True:
            described = personalize.describe_batch_inference_job(batchInferenceJobArn=kept.read_text("utf-8").strip())
            status = described["batchInferenceJob"]["status"]
            print(f"{kept.name}: {status}")
            if status == "ACTIVE":
                break
            if "FAILED" in status or "STOPPED" in status:
                sys.exit(1)
            time.sleep(30)
        s3.download_file(bucket, f"{prefix}/lists/{name}/${FILE}.out", str(HERE / "lists" / f"amazon-{name}.out"))
    print("The lists are in lists/.")


if __name__ == "__main__":
    main()
`;
}
