# What scripts around the AWS CLI share: where it asks, and how it waits. Sourced with the endpoint as $1.
# shellcheck shell=sh
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

# A column of a schema: its name, and further members of it.
text() { printf '{"name":"%s","type":"string"%s}' "$1" "${2:-}"; }
number() { printf '{"name":"%s","type":"%s"}' "$1" "${2:-long}"; }

# schema_of RECORD COLUMNS: the schema of a dataset.
schema_of() {
  printf '{"type":"record","name":"%s","namespace":"com.amazonaws.personalize.schema","fields":[%s],"version":"1.0"}' \
    "$1" "$2"
}
