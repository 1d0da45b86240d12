import { kebab } from '../nouns';
import type { Step } from './steps';
import { lowerFirst } from '../../domain/arn';

/** A script for the AWS CLI that makes everything in order, and goes on where a run before has stopped. */
export function createScript(group: string, steps: readonly Step[]): string {
  return `#!/usr/bin/env bash
# Creates the dataset group ${group} in Amazon Personalize, with all that belongs to it: README.md says how.
# A second run skips what the first one has made. Training and campaigns cost money: clean-up.sh deletes everything.
set -euo pipefail
cd "$(dirname "$0")"

: "\${BUCKET:?Set BUCKET to an S3 bucket that Amazon Personalize may read}"
: "\${ROLE_ARN:?Set ROLE_ARN to an IAM role that lets Amazon Personalize read that bucket}"
PREFIX="\${PREFIX:-${group}}"
mkdir -p arns

# arn KEY: the id that a resource was given
arn() {
  cat "arns/$1"
}

# create KEY MEMBER ARGUMENTS…: makes a resource and keeps its id
create() {
  local key=$1 member=$2
  shift 2
  if [ -s "arns/$key" ]; then
    echo "$key: there already"
    return
  fi
  echo "$key: creating"
  aws personalize "$@" --query "$member" --output text > "arns/$key.new"
  mv "arns/$key.new" "arns/$key"
}

# wait_for KEY STATUS ARGUMENTS…: asks every 30 seconds until the resource is ACTIVE
wait_for() {
  local key=$1 query=$2 status
  shift 2
  while true; do
    status=$(aws personalize "$@" "$(arn "$key")" --query "$query" --output text)
    echo "$key: $status"
    case $status in
      ACTIVE) return ;;
      *FAILED* | *STOPPED*) exit 1 ;;
    esac
    sleep 30
  done
}

aws s3 cp data "s3://$BUCKET/$PREFIX/data" --recursive

${steps.map(createStep).join('\n\n')}

echo "Everything is ACTIVE."
`;
}

function createStep(step: Step): string {
  const { key, noun, references, folder, hasStatus } = step;
  const lines = [
    `create ${key} ${lowerFirst(noun)}Arn create-${kebab(noun)}`,
    `--cli-input-json ${step.tunedPath === null ? `file://${step.path}` : '"file://$request"'}`,
    ...references.map(
      ({ member, key: from, suffix }) =>
        `--${kebab(member)} "$(arn ${from})${suffix.replaceAll('$', '\\$')}"`,
    ),
    ...(folder === null
      ? []
      : [`--data-source "dataLocation=s3://$BUCKET/$PREFIX/${folder}"`, '--role-arn "$ROLE_ARN"']),
    ...(noun === 'MetricAttribution'
      ? ['--metrics-output-config "s3DataDestination={path=s3://$BUCKET/$PREFIX/metrics},roleArn=$ROLE_ARN"']
      : []),
  ];
  const wait = `wait_for ${key} ${lowerFirst(noun)}.status describe-${kebab(noun)} --${kebab(noun)}-arn`;
  const choice =
    step.tunedPath === null
      ? ''
      : `# TUNED=1 takes the settings that the search in Foretaste has found, in place of a new search.
request=${step.path}
if [ "\${TUNED:-0}" = 1 ]; then request=${step.tunedPath}; fi
`;
  return `${choice}${lines.join(' \\\n  ')}${hasStatus ? `\n${wait}` : ''}`;
}

/** A script for the AWS CLI that deletes what \`createScript\` has made, the other way round. @param folders of the bucket that go with it. */
export function cleanUpScript(group: string, steps: readonly Step[], folders: readonly string[]): string {
  const deleted = steps.filter(({ isDeleted }) => isDeleted).reverse();
  return `#!/usr/bin/env bash
# Deletes the dataset group ${group} in Amazon Personalize with all that create.sh or create.py has made.
set -euo pipefail
cd "$(dirname "$0")"

: "\${BUCKET:?Set BUCKET to the S3 bucket that the data were copied to}"
PREFIX="\${PREFIX:-${group}}"

# is_gone ARGUMENTS…: whether the resource is no longer found; any other fault ends the script
is_gone() {
  local answer
  if answer=$(aws personalize "$@" 2>&1); then return 1; fi
  case $answer in
    *ResourceNotFoundException*) return 0 ;;
  esac
  echo "$answer" >&2
  exit 1
}

# delete KEY NOUN: deletes a resource and waits until it is gone; what was never made is passed over
delete() {
  local key=$1 noun=$2 id
  if [ ! -s "arns/$key" ]; then
    echo "$key: not there"
    return
  fi
  id=$(cat "arns/$key")
  if ! is_gone "describe-$noun" "--$noun-arn" "$id"; then
    echo "$key: deleting"
    aws personalize "delete-$noun" "--$noun-arn" "$id"
    until is_gone "describe-$noun" "--$noun-arn" "$id"; do sleep 10; done
  fi
  rm "arns/$key"
}

${deleted.map(({ key, noun }) => `delete ${key} ${kebab(noun)}`).join('\n')}

${folders.map((folder) => `aws s3 rm "s3://$BUCKET/$PREFIX/${folder}" --recursive`).join('\n')}
rm -rf arns
echo "Everything is deleted."
`;
}
