# What scripts around the AWS CLI share: where it asks, and how it waits. Sourced with the endpoint as $1.
# shellcheck shell=sh
# `role` and `group` are set by the scripts.
# shellcheck disable=SC2154
export AWS_ENDPOINT_URL="$1" AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1
export AWS_PAGER='' AWS_EC2_METADATA_DISABLED=true
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# arn_of MEMBER COMMAND ARGUMENTS: creates a resource, and prints its ARN.
arn_of() {
  member=$1
  shift
  aws personalize "$@" --query "$member" --output text
}

# wait_for STATUS COMMAND MEMBER ARGUMENTS: asks until the resource has that status.
wait_for() {
  wanted=$1 command=$2 member=$3
  shift 3
  while :; do
    status=$(aws personalize "$command" "$@" --query "$member.status" --output text)
    case $status in
      "$wanted") return ;;
      *FAILED*) echo "$command $*: $status" >&2 && exit 1 ;;
    esac
  done
}

# gone COMMAND ARGUMENTS: asks until the resource is not found.
gone() {
  while told=$(aws personalize "$@" 2>&1); do :; done
  case $told in
    *ResourceNotFoundException*) ;;
    *) echo "$told" >&2 && exit 1 ;;
  esac
}

# import_from LOCATION NAME DATASET: imports a file of S3, and waits until it is in. Reads `role`.
import_from() {
  job=$(arn_of datasetImportJobArn create-dataset-import-job --job-name "$2" --dataset-arn "$3" \
    --data-source "dataLocation=$1" --role-arn "$role")
  wait_for ACTIVE describe-dataset-import-job datasetImportJob --dataset-import-job-arn "$job"
}

# train NAME RECIPE ARGUMENTS: trains a solution of `group`; sets `solution` and `version`.
train() {
  name=$1 recipe=$2
  shift 2
  solution=$(arn_of solutionArn create-solution --name "$name" --dataset-group-arn "$group" \
    --recipe-arn "arn:aws:personalize:::recipe/$recipe" --no-perform-auto-training "$@")
  wait_for ACTIVE describe-solution solution --solution-arn "$solution"
  version=$(arn_of solutionVersionArn create-solution-version --solution-arn "$solution")
  wait_for ACTIVE describe-solution-version solutionVersion --solution-version-arn "$version"
}

# A column of a schema: its name, and further members of it.
text() { printf '{"name":"%s","type":"string"%s}' "$1" "${2:-}"; }
number() { printf '{"name":"%s","type":"%s"}' "$1" "${2:-long}"; }

# schema_of RECORD COLUMNS: the schema of a dataset.
schema_of() {
  printf '{"type":"record","name":"%s","namespace":"com.amazonaws.personalize.schema","fields":[%s],"version":"1.0"}' \
    "$1" "$2"
}
