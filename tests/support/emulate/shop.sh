#!/bin/sh
# A shop as a domain dataset group by the AWS CLI: what shop.py does by boto3, on the same data.
#
# usage: shop.sh ENDPOINT
#
# Prints what came of it as JSON, one on a line; nothing in it depends on the time or on earlier runs.
set -eu
here=$(dirname "$0")
# shellcheck source=tests/support/emulate/cli.sh
. "$here/cli.sh"
role=arn:aws:iam::000000000000:role/any
answer() {
  tr -d '\n '
  echo
}

aws s3 mb s3://shop > "$folder/log"
group=$(arn_of datasetGroupArn create-dataset-group --name shop --domain ECOMMERCE)
wait_for ACTIVE describe-dataset-group datasetGroup --dataset-group-arn "$group"
awk 'BEGIN {
  print "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"
  for (user = 0; user < 60; user++) for (n = 0; n < 30; n++) {
    item = n % 5 ? (user * 7 + n * n) % 40 + (user % 2 ? 0 : 40) : (user + 11 * n) % 80
    printf "user-%d,item-%d,%d,%s\n", user, item, 1700000000 + user * 1000 + n * 60, n % 6 ? "View" : "Purchase"
  }
}' > "$folder/Interactions.csv"
awk 'BEGIN {
  print "ITEM_ID,PRICE,CATEGORY_L1"
  for (n = 0; n < 80; n++) printf "item-%d,%d,%s\n", n, n, n % 2 ? "tea" : "cups"
}' > "$folder/Items.csv"
made='' items=''
for kind in Interactions Items; do
  columns="$(text ITEM_ID),$(number PRICE float),$(text CATEGORY_L1 ',"categorical":true')"
  [ "$kind" = Items ] || columns="$(text USER_ID),$(text ITEM_ID),$(text EVENT_TYPE),$(number TIMESTAMP)"
  aws s3 cp "$folder/$kind.csv" s3://shop/in/ >> "$folder/log"
  schema=$(arn_of schemaArn create-schema --name "shop-$kind" --domain ECOMMERCE \
    --schema "$(schema_of "$kind" "$columns")")
  items=$(arn_of datasetArn create-dataset --name "shop-$kind" --schema-arn "$schema" --dataset-group-arn "$group" \
    --dataset-type "$kind")
  wait_for ACTIVE describe-dataset dataset --dataset-arn "$items"
  import_from "s3://shop/in/$kind.csv" "shop-$kind" "$items"
  made="$made $items,$schema"
done

recommender=$(arn_of recommenderArn create-recommender --name shop-views --dataset-group-arn "$group" \
  --recipe-arn arn:aws:personalize:::recipe/aws-ecomm-popular-items-by-views)
wait_for ACTIVE describe-recommender recommender --recommender-arn "$recommender"
aws personalize-runtime get-recommendations --recommender-arn "$recommender" --user-id user-1 --num-results 5 \
  --query itemList --output json | answer
aws personalize stop-recommender --recommender-arn "$recommender" > "$folder/log"
wait_for INACTIVE describe-recommender recommender --recommender-arn "$recommender"
aws personalize start-recommender --recommender-arn "$recommender" > "$folder/log"
wait_for ACTIVE describe-recommender recommender --recommender-arn "$recommender"

train shop-affinity aws-item-affinity
solutions=$solution
printf '{"itemId":"item-1"}\n{"itemId":"item-2"}\n' > "$folder/in.json"
aws s3 cp "$folder/in.json" s3://shop/segments/ >> "$folder/log"
job=$(arn_of batchSegmentJobArn create-batch-segment-job --job-name shop-segments --num-results 5 \
  --solution-version-arn "$version" --job-input 's3DataSource={path=s3://shop/segments/in.json}' \
  --job-output 's3DataDestination={path=s3://shop/segments/out/}' --role-arn "$role")
wait_for ACTIVE describe-batch-segment-job batchSegmentJob --batch-segment-job-arn "$job"
aws s3 cp s3://shop/segments/out/in.json.out -

train shop-ranking aws-personalized-ranking --perform-hpo --solution-config \
  '{"hpoConfig":{"hpoResourceConfig":{"maxNumberOfTrainingJobs":"2","maxParallelTrainingJobs":"1"}}}'
solutions="$solutions $solution"
aws personalize describe-solution-version --solution-version-arn "$version" --query solutionVersion.tunedHPOParams \
  --output json | answer
campaign=$(arn_of campaignArn create-campaign --name shop-campaign --solution-version-arn "$version")
wait_for ACTIVE describe-campaign campaign --campaign-arn "$campaign"
aws personalize-runtime get-personalized-ranking --campaign-arn "$campaign" --user-id user-1 \
  --input-list item-1 item-41 unknown --query personalizedRanking --output json | answer

tracker=$(arn_of eventTrackerArn create-event-tracker --name shop-tracker --dataset-group-arn "$group")
tracking=$(aws personalize describe-event-tracker --event-tracker-arn "$tracker" --query eventTracker.trackingId \
  --output text)
attribution=$(arn_of metricAttributionArn create-metric-attribution --name shop-metrics --dataset-group-arn "$group" \
  --metrics '[{"metricName":"views","eventType":"View","expression":"SAMPLECOUNT()"}]' \
  --metrics-output-config "roleArn=$role,s3DataDestination={path=s3://shop/metrics}")
aws personalize-events put-items --dataset-arn "$items" \
  --items '[{"itemId":"new-1","properties":"{\"price\":3,\"categoryL1\":\"tea\"}"}]'
aws personalize-events put-events --tracking-id "$tracking" --session-id s --user-id user-1 --event-list '[{
  "eventType":"View","itemId":"new-1","sentAt":1700100000,
  "metricAttribution":{"eventAttributionSource":"newsletter"}}]'
aws personalize list-metric-attribution-metrics --metric-attribution-arn "$attribution" \
  --query 'metrics[].metricName' --output json | answer
printf 'USER_ID\nuser-3\n' > "$folder/users.csv"
aws s3 cp "$folder/users.csv" s3://shop/delete/ >> "$folder/log"
job=$(arn_of dataDeletionJobArn create-data-deletion-job --job-name shop-deletion --dataset-group-arn "$group" \
  --data-source dataLocation=s3://shop/delete/ --role-arn "$role")
wait_for COMPLETED describe-data-deletion-job dataDeletionJob --data-deletion-job-arn "$job"
aws personalize describe-data-deletion-job --data-deletion-job-arn "$job" --query dataDeletionJob.numDeleted

aws personalize delete-metric-attribution --metric-attribution-arn "$attribution"
aws personalize delete-event-tracker --event-tracker-arn "$tracker"
aws personalize delete-campaign --campaign-arn "$campaign"
gone describe-campaign --campaign-arn "$campaign"
aws personalize delete-recommender --recommender-arn "$recommender"
gone describe-recommender --recommender-arn "$recommender"
for solution in $solutions; do
  aws personalize delete-solution --solution-arn "$solution"
  gone describe-solution --solution-arn "$solution"
done
for pair in $made; do
  aws personalize delete-dataset --dataset-arn "${pair%,*}"
  gone describe-dataset --dataset-arn "${pair%,*}"
  aws personalize delete-schema --schema-arn "${pair#*,}"
done
aws personalize delete-dataset-group --dataset-group-arn "$group"
gone describe-dataset-group --dataset-group-arn "$group"
aws personalize list-dataset-groups --query datasetGroups --output json | answer
aws s3 rb s3://shop --force >> "$folder/log"
