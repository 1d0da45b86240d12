#!/bin/sh
# Next best action by the AWS CLI: what actions.py does by boto3, on the same data.
#
# usage: actions.sh ENDPOINT
#
# Prints the first three lists as JSON, one on a line.
set -eu
here=$(dirname "$0")
# shellcheck source=tests/support/emulate/cli.sh
. "$here/cli.sh"
role=arn:aws:iam::123456789012:role/reader

awk 'BEGIN {
  print "USER_ID,ITEM_ID,TIMESTAMP"
  for (user = 0; user < 160; user++) for (n = 0; n < 25; n++)
    printf "user-%d,item-%d,%d\n", user, (user * 7 + n * n) % 40 + user % 2 * 40, 1700000000 + user * 1000 + n * 60
}' > "$folder/Interactions.csv"
cat > "$folder/Actions.csv" <<'CSV'
ACTION_ID,KIND,VALUE,REPEAT_FREQUENCY
upgrade,money,9,
rate,voice,2,7
letter,voice,1,
new,voice,5,
CSV
awk 'BEGIN {
  print "USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP"
  split("upgrade rate letter", actions, " ")
  for (user = 0; user < 160; user++) for (k = 0; k < 3; k++) {
    odd = (user * 3 + k) % 7 == 0
    taken = k == 2 ? user % 3 == 0 : (user % 2 == k) != odd
    asked = 1696000000 + k * 86400 + user * 600
    printf "user-%d,%s,Viewed,%d\n", user, actions[k + 1], asked
    printf "user-%d,%s,%s,%d\n", user, actions[k + 1], taken ? "Taken" : "Not Taken", asked + 60
  }
}' > "$folder/Action_Interactions.csv"

fields_of() {
  case $1 in
    Interactions) echo "$(text USER_ID),$(text ITEM_ID),$(number TIMESTAMP)" ;;
    Actions)
      echo "$(text ACTION_ID),$(text KIND ',"categorical":true'),$(number VALUE),{\"name\":\"REPEAT_FREQUENCY\",\"type\":[\"long\",\"null\"]}"
      ;;
    *) echo "$(text USER_ID),$(text ACTION_ID),$(text EVENT_TYPE),$(number TIMESTAMP)" ;;
  esac
}

aws s3 mb s3://club > "$folder/log"
group=$(arn_of datasetGroupArn create-dataset-group --name club)
made=''
for kind in Interactions Actions Action_Interactions; do
  record=$(echo "$kind" | tr -d _)
  schema_arn=$(arn_of schemaArn create-schema --name "club-$record" \
    --schema "$(schema_of "$record" "$(fields_of "$kind")")")
  dataset=$(arn_of datasetArn create-dataset --name "club-$record" --schema-arn "$schema_arn" \
    --dataset-group-arn "$group" --dataset-type "$kind")
  aws s3 cp "$folder/$kind.csv" s3://club/ >> "$folder/log"
  import_from "s3://club/$kind.csv" "club-$record" "$dataset"
  made="$made $dataset,$schema_arn"
done

train club-next aws-next-best-action
campaign=$(arn_of campaignArn create-campaign --name club-next --solution-version-arn "$version" \
  --min-provisioned-tps 1)
wait_for ACTIVE describe-campaign campaign --campaign-arn "$campaign"
# The parameter is the service's, not the shell's.
# shellcheck disable=SC2016
filter=$(arn_of filterArn create-filter --name club-kind --dataset-group-arn "$group" \
  --filter-expression 'INCLUDE ActionID WHERE Actions.KIND IN ($KIND)')

asked() {
  user=$1
  shift
  aws personalize-runtime get-action-recommendations --campaign-arn "$campaign" --user-id "$user" \
    --num-results 10 --query actionList --output json "$@" | tr -d '\n '
  echo
}
asked user-0
asked user-1
asked user-0 --filter-arn "$filter" --filter-values '{"KIND":"\"voice\""}'

aws personalize delete-campaign --campaign-arn "$campaign"
gone describe-campaign --campaign-arn "$campaign"
aws personalize delete-filter --filter-arn "$filter"
aws personalize delete-solution --solution-arn "$solution"
gone describe-solution --solution-arn "$solution"
for pair in $made; do
  aws personalize delete-dataset --dataset-arn "${pair%,*}"
  gone describe-dataset --dataset-arn "${pair%,*}"
  aws personalize delete-schema --schema-arn "${pair#*,}"
done
aws personalize delete-dataset-group --dataset-group-arn "$group"
gone describe-dataset-group --dataset-group-arn "$group"
aws s3 rb s3://club --force >> "$folder/log"
