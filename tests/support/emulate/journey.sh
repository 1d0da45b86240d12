#!/bin/sh
# From a CSV in S3 to a batch job's results and back to nothing by the AWS CLI: what journey.py does by boto3, on the
# same data.
#
# usage: journey.sh ENDPOINT
#
# Prints lists and results as JSON, one on a line; nothing in it depends on the time or on earlier runs.
set -eu
here=$(dirname "$0")
# shellcheck source=tests/support/emulate/cli.sh
. "$here/cli.sh"

bucket=journey-$(aws sts get-caller-identity --query Account --output text)
aws s3 mb "s3://$bucket" > "$folder/log"
aws s3api put-bucket-policy --bucket "$bucket" --policy '{"Version":"2012-10-17","Statement":[]}'
awk 'BEGIN {
  print "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"
  for (user = 0; user < 60; user++) for (n = 0; n < 25; n++) {
    item = n % 5 ? (user * 7 + n * n) % 40 + (user % 2 ? 0 : 40) : (user + 11 * n) % 80
    printf "user-%d,item-%d,%d,watch\n", user, item, 1700000000 + user * 1000 + n * 60
  }
}' > "$folder/interactions.csv"
aws s3 cp "$folder/interactions.csv" "s3://$bucket/in/" >> "$folder/log"
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}'
role=$(aws iam create-role --role-name journey --assume-role-policy-document "$trust" --query Role.Arn --output text)
reader=arn:aws:iam::aws:policy/AmazonS3FullAccess
aws iam attach-role-policy --role-name journey --policy-arn "$reader"

columns="$(text USER_ID),$(text ITEM_ID),$(number TIMESTAMP),$(text EVENT_TYPE)"
schema=$(arn_of schemaArn create-schema --name journey-schema --schema "$(schema_of Interactions "$columns")")
group=$(arn_of datasetGroupArn create-dataset-group --name journey)
wait_for ACTIVE describe-dataset-group datasetGroup --dataset-group-arn "$group"
dataset=$(arn_of datasetArn create-dataset --name journey-interactions --schema-arn "$schema" \
  --dataset-group-arn "$group" --dataset-type Interactions)
wait_for ACTIVE describe-dataset dataset --dataset-arn "$dataset"
import_from "s3://$bucket/in/interactions.csv" journey-import "$dataset"

train journey-solution aws-user-personalization
campaign=$(arn_of campaignArn create-campaign --name journey-campaign --solution-version-arn "$version" \
  --min-provisioned-tps 1)
wait_for ACTIVE describe-campaign campaign --campaign-arn "$campaign"
filter=$(arn_of filterArn create-filter --name journey-unseen --dataset-group-arn "$group" \
  --filter-expression 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")')
wait_for ACTIVE describe-filter filter --filter-arn "$filter"

recommended() {
  user=$1
  shift
  aws personalize-runtime get-recommendations --campaign-arn "$campaign" --user-id "$user" --num-results 10 \
    --query itemList --output json "$@" | tr -d '\n '
  echo
}
aws personalize get-solution-metrics --solution-version-arn "$version" --query metrics --output json | tr -d '\n '
echo
recommended user-1
recommended user-1 --filter-arn "$filter"
tracker=$(arn_of eventTrackerArn create-event-tracker --name journey-tracker --dataset-group-arn "$group")
wait_for ACTIVE describe-event-tracker eventTracker --event-tracker-arn "$tracker"
tracking=$(aws personalize describe-event-tracker --event-tracker-arn "$tracker" --query eventTracker.trackingId \
  --output text)
recommended newcomer
events=$(awk 'BEGIN {
  for (n = 0; n < 3; n++)
    printf "%s{\"eventId\":\"event-%d\",\"eventType\":\"watch\",\"itemId\":\"item-%d\",\"sentAt\":%d}", \
      n ? "," : "", n, n, 1700100000 + n
}')
aws personalize-events put-events --tracking-id "$tracking" --user-id newcomer --session-id session-1 \
  --event-list "[$events]"
recommended newcomer

awk 'BEGIN { for (user = 0; user < 5; user++) printf "{\"userId\": \"user-%d\"}\n", user }' > "$folder/users.json"
aws s3 cp "$folder/users.json" "s3://$bucket/in/" >> "$folder/log"
job=$(arn_of batchInferenceJobArn create-batch-inference-job --job-name journey-batch --num-results 5 \
  --solution-version-arn "$version" --job-input "s3DataSource={path=s3://$bucket/in/users.json}" \
  --job-output "s3DataDestination={path=s3://$bucket/out/}" --role-arn "$role")
wait_for ACTIVE describe-batch-inference-job batchInferenceJob --batch-inference-job-arn "$job"
aws s3 cp "s3://$bucket/out/users.json.out" -
job=$(arn_of datasetExportJobArn create-dataset-export-job --job-name journey-export --dataset-arn "$dataset" \
  --ingestion-mode PUT --job-output "s3DataDestination={path=s3://$bucket/export/}" --role-arn "$role")
wait_for ACTIVE describe-dataset-export-job datasetExportJob --dataset-export-job-arn "$job"
aws s3api list-objects-v2 --bucket "$bucket" --prefix export/ --query 'Contents[].Key' --output json | tr -d '\n '
echo

aws personalize delete-event-tracker --event-tracker-arn "$tracker"
aws personalize delete-campaign --campaign-arn "$campaign"
gone describe-campaign --campaign-arn "$campaign"
aws personalize delete-filter --filter-arn "$filter"
aws personalize delete-solution --solution-arn "$solution"
gone describe-solution --solution-arn "$solution"
aws personalize delete-dataset --dataset-arn "$dataset"
gone describe-dataset --dataset-arn "$dataset"
aws personalize delete-schema --schema-arn "$schema"
aws personalize delete-dataset-group --dataset-group-arn "$group"
gone describe-dataset-group --dataset-group-arn "$group"
aws iam detach-role-policy --role-name journey --policy-arn "$reader"
aws iam delete-role --role-name journey
aws s3 rb "s3://$bucket" --force >> "$folder/log"
