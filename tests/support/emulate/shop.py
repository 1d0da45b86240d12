"""A shop as a domain dataset group: recommenders, segments, tuning, metric attribution, deletion of users.

usage: shop.py ENDPOINT

Prints what came of it as JSON; nothing in it depends on the time or on earlier runs.
"""

import json

from clients import client, gone, resource_in_s3, wait

personalize, runtime, events = (client(f"personalize{part}") for part in ("", "-runtime", "-events"))
s3 = client("s3")
role = "arn:aws:iam::000000000000:role/any"
bucket = "shop"
s3.create_bucket(Bucket=bucket)


def schema(dataset, *fields):
    described = [dict(name=name, type=kind, **more) for name, kind, more in fields]
    record = dict(type="record", name=dataset, namespace="com.amazonaws.personalize.schema", fields=described)
    return personalize.create_schema(
        name=f"shop-{dataset}", schema=json.dumps({**record, "version": "1.0"}), domain="ECOMMERCE"
    )["schemaArn"]


group = personalize.create_dataset_group(name="shop", domain="ECOMMERCE")["datasetGroupArn"]
wait(personalize.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
interactions = ["USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"]
for user in range(60):
    for n in range(30):
        item = (user * 7 + n * n) % 40 + (0 if user % 2 else 40) if n % 5 else (user + 11 * n) % 80
        kind = "Purchase" if n % 6 == 0 else "View"
        interactions.append(f"user-{user},item-{item},{1700000000 + user * 1000 + n * 60},{kind}")
items = ["ITEM_ID,PRICE,CATEGORY_L1"] + [f"item-{n},{n},{'tea' if n % 2 else 'cups'}" for n in range(80)]
schemas, datasets = [], {}
for dataset, rows, fields in (
    (
        "Interactions",
        interactions,
        [("USER_ID", "string", {}), ("ITEM_ID", "string", {}), ("EVENT_TYPE", "string", {}), ("TIMESTAMP", "long", {})],
    ),
    (
        "Items",
        items,
        [("ITEM_ID", "string", {}), ("PRICE", "float", {}), ("CATEGORY_L1", "string", {"categorical": True})],
    ),
):
    s3.put_object(Bucket=bucket, Key=f"in/{dataset}.csv", Body="\n".join(rows).encode() + b"\n")
    schemas.append(schema(dataset, *fields))
    datasets[dataset] = personalize.create_dataset(
        name=f"shop-{dataset}", schemaArn=schemas[-1], datasetGroupArn=group, datasetType=dataset
    )["datasetArn"]
    wait(personalize.describe_dataset, "dataset", datasetArn=datasets[dataset])
    job = personalize.create_dataset_import_job(
        jobName=f"shop-{dataset}",
        datasetArn=datasets[dataset],
        dataSource={"dataLocation": f"s3://{bucket}/in/{dataset}.csv"},
        roleArn=role,
    )["datasetImportJobArn"]
    wait(personalize.describe_dataset_import_job, "datasetImportJob", datasetImportJobArn=job)

recommender = personalize.create_recommender(
    name="shop-views", datasetGroupArn=group, recipeArn="arn:aws:personalize:::recipe/aws-ecomm-popular-items-by-views"
)["recommenderArn"]
wait(personalize.describe_recommender, "recommender", recommenderArn=recommender)
popular = runtime.get_recommendations(recommenderArn=recommender, userId="user-1", numResults=5)["itemList"]
personalize.stop_recommender(recommenderArn=recommender)
wait(personalize.describe_recommender, "recommender", done=("INACTIVE",), recommenderArn=recommender)
personalize.start_recommender(recommenderArn=recommender)
wait(personalize.describe_recommender, "recommender", recommenderArn=recommender)


def trained(name, recipe, **more):
    solution = personalize.create_solution(
        name=name,
        datasetGroupArn=group,
        recipeArn=f"arn:aws:personalize:::recipe/{recipe}",
        performAutoTraining=False,
        **more,
    )["solutionArn"]
    version = personalize.create_solution_version(solutionArn=solution)["solutionVersionArn"]
    wait(personalize.describe_solution_version, "solutionVersion", solutionVersionArn=version)
    return version


affinity = trained("shop-affinity", "aws-item-affinity")
s3.put_object(Bucket=bucket, Key="segments/in.json", Body=b'{"itemId":"item-1"}\n{"itemId":"item-2"}\n')
job = personalize.create_batch_segment_job(
    jobName="shop-segments",
    solutionVersionArn=affinity,
    numResults=5,
    jobInput={"s3DataSource": {"path": f"s3://{bucket}/segments/in.json"}},
    jobOutput={"s3DataDestination": {"path": f"s3://{bucket}/segments/out/"}},
    roleArn=role,
)["batchSegmentJobArn"]
wait(personalize.describe_batch_segment_job, "batchSegmentJob", batchSegmentJobArn=job)
segments = s3.get_object(Bucket=bucket, Key="segments/out/in.json.out")["Body"].read().decode()

resources = {"maxNumberOfTrainingJobs": "2", "maxParallelTrainingJobs": "1"}
tuned = trained(
    "shop-ranking",
    "aws-personalized-ranking",
    performHPO=True,
    solutionConfig={"hpoConfig": {"hpoResourceConfig": resources}},
)
found = personalize.describe_solution_version(solutionVersionArn=tuned)["solutionVersion"]["tunedHPOParams"]
campaign = personalize.create_campaign(name="shop-campaign", solutionVersionArn=tuned)["campaignArn"]
wait(personalize.describe_campaign, "campaign", campaignArn=campaign)
ranking = runtime.get_personalized_ranking(
    campaignArn=campaign, userId="user-1", inputList=["item-1", "item-41", "unknown"]
)["personalizedRanking"]

tracker = personalize.create_event_tracker(name="shop-tracker", datasetGroupArn=group)
attribution = personalize.create_metric_attribution(
    name="shop-metrics",
    datasetGroupArn=group,
    metrics=[{"metricName": "views", "eventType": "View", "expression": "SAMPLECOUNT()"}],
    metricsOutputConfig={"roleArn": role, "s3DataDestination": {"path": f"s3://{bucket}/metrics"}},
)["metricAttributionArn"]
new_item = {"itemId": "new-1", "properties": json.dumps({"price": 3, "categoryL1": "tea"})}
events.put_items(datasetArn=datasets["Items"], items=[new_item])
seen_it = {
    "eventType": "View",
    "itemId": "new-1",
    "sentAt": 1700100000,
    "metricAttribution": {"eventAttributionSource": "newsletter"},
}
events.put_events(trackingId=tracker["trackingId"], sessionId="s", userId="user-1", eventList=[seen_it])
metrics = personalize.list_metric_attribution_metrics(metricAttributionArn=attribution)["metrics"]
s3.put_object(Bucket=bucket, Key="delete/users.csv", Body=b"USER_ID\nuser-3\n")
job = personalize.create_data_deletion_job(
    jobName="shop-deletion",
    datasetGroupArn=group,
    dataSource={"dataLocation": f"s3://{bucket}/delete/"},
    roleArn=role,
)["dataDeletionJobArn"]
deleted = wait(
    personalize.describe_data_deletion_job, "dataDeletionJob", done=("COMPLETED",), dataDeletionJobArn=job
)["numDeleted"]

personalize.delete_metric_attribution(metricAttributionArn=attribution)
personalize.delete_event_tracker(eventTrackerArn=tracker["eventTrackerArn"])
personalize.delete_campaign(campaignArn=campaign)
gone(personalize.describe_campaign, campaignArn=campaign)
personalize.delete_recommender(recommenderArn=recommender)
gone(personalize.describe_recommender, recommenderArn=recommender)
for solution in personalize.list_solutions(datasetGroupArn=group)["solutions"]:
    personalize.delete_solution(solutionArn=solution["solutionArn"])
    gone(personalize.describe_solution, solutionArn=solution["solutionArn"])
for dataset in datasets.values():
    personalize.delete_dataset(datasetArn=dataset)
    gone(personalize.describe_dataset, datasetArn=dataset)
for arn in schemas:
    personalize.delete_schema(schemaArn=arn)
personalize.delete_dataset_group(datasetGroupArn=group)
gone(personalize.describe_dataset_group, datasetGroupArn=group)
resource_in_s3.Bucket(bucket).objects.delete()
s3.delete_bucket(Bucket=bucket)

print(
    json.dumps(
        {
            "popular": popular,
            "segments": segments,
            "tuned": found,
            "ranking": ranking,
            "metrics": [metric["metricName"] for metric in metrics],
            "deleted": deleted,
            "left": personalize.list_dataset_groups()["datasetGroups"],
        }
    )
)
