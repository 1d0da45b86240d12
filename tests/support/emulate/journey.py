"""One script around Amazon Personalize, from a CSV in S3 to a batch job's results and back to nothing.

usage: journey.py ENDPOINT

Prints what was recommended as JSON; nothing in it depends on the time or on earlier runs.
"""

import json

from clients import client, gone, resource_in_s3, seen, wait

personalize, runtime, events = (client(f"personalize{part}") for part in ("", "-runtime", "-events"))
s3, iam, sts = client("s3"), client("iam"), client("sts")

account = sts.get_caller_identity()["Account"]
bucket = f"journey-{account}"
s3.create_bucket(Bucket=bucket)
s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": []}))
rows = ["USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"]
for user in range(60):
    for n in range(25):
        # Two tastes, and a little of everything.
        item = (user * 7 + n * n) % 40 + (0 if user % 2 else 40) if n % 5 else (user + 11 * n) % 80
        rows.append(f"user-{user},item-{item},{1700000000 + user * 1000 + n * 60},watch")
s3.put_object(Bucket=bucket, Key="in/interactions.csv", Body="\n".join(rows).encode() + b"\n")

trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}
role = iam.create_role(RoleName="journey", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
iam.attach_role_policy(RoleName="journey", PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")

fields = [("USER_ID", "string"), ("ITEM_ID", "string"), ("TIMESTAMP", "long"), ("EVENT_TYPE", "string")]
schema = {
    "type": "record",
    "name": "Interactions",
    "namespace": "com.amazonaws.personalize.schema",
    "fields": [{"name": name, "type": kind} for name, kind in fields],
    "version": "1.0",
}
schema_arn = personalize.create_schema(name="journey-schema", schema=json.dumps(schema))["schemaArn"]
group_arn = personalize.create_dataset_group(name="journey")["datasetGroupArn"]
wait(personalize.describe_dataset_group, "datasetGroup", datasetGroupArn=group_arn)
dataset_arn = personalize.create_dataset(
    name="journey-interactions", schemaArn=schema_arn, datasetGroupArn=group_arn, datasetType="Interactions"
)["datasetArn"]
wait(personalize.describe_dataset, "dataset", datasetArn=dataset_arn)
job_arn = personalize.create_dataset_import_job(
    jobName="journey-import",
    datasetArn=dataset_arn,
    dataSource={"dataLocation": f"s3://{bucket}/in/interactions.csv"},
    roleArn=role,
)["datasetImportJobArn"]
wait(personalize.describe_dataset_import_job, "datasetImportJob", datasetImportJobArn=job_arn)

solution_arn = personalize.create_solution(
    name="journey-solution",
    datasetGroupArn=group_arn,
    recipeArn="arn:aws:personalize:::recipe/aws-user-personalization",
    performAutoTraining=False,
)["solutionArn"]
wait(personalize.describe_solution, "solution", solutionArn=solution_arn)
version_arn = personalize.create_solution_version(solutionArn=solution_arn)["solutionVersionArn"]
wait(personalize.describe_solution_version, "solutionVersion", solutionVersionArn=version_arn)
metrics = personalize.get_solution_metrics(solutionVersionArn=version_arn)["metrics"]
campaign_arn = personalize.create_campaign(
    name="journey-campaign", solutionVersionArn=version_arn, minProvisionedTPS=1
)["campaignArn"]
wait(personalize.describe_campaign, "campaign", campaignArn=campaign_arn)
filter_arn = personalize.create_filter(
    name="journey-unseen",
    datasetGroupArn=group_arn,
    filterExpression='EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch")',
)["filterArn"]
wait(personalize.describe_filter, "filter", filterArn=filter_arn)


def recommended(user, **more):
    return runtime.get_recommendations(campaignArn=campaign_arn, userId=user, numResults=10, **more)["itemList"]


before = recommended("user-1")
unseen = recommended("user-1", filterArn=filter_arn)
tracker = personalize.create_event_tracker(name="journey-tracker", datasetGroupArn=group_arn)
wait(personalize.describe_event_tracker, "eventTracker", eventTrackerArn=tracker["eventTrackerArn"])
newcomer = recommended("newcomer")
events.put_events(
    trackingId=tracker["trackingId"],
    userId="newcomer",
    sessionId="session-1",
    eventList=[
        {"eventId": f"event-{n}", "eventType": "watch", "itemId": f"item-{n}", "sentAt": 1700100000 + n}
        for n in range(3)
    ],
)
after = recommended("newcomer")

lines = "".join(json.dumps({"userId": f"user-{user}"}) + "\n" for user in range(5))
s3.put_object(Bucket=bucket, Key="in/users.json", Body=lines.encode())
batch_arn = personalize.create_batch_inference_job(
    jobName="journey-batch",
    solutionVersionArn=version_arn,
    numResults=5,
    jobInput={"s3DataSource": {"path": f"s3://{bucket}/in/users.json"}},
    jobOutput={"s3DataDestination": {"path": f"s3://{bucket}/out/"}},
    roleArn=role,
)["batchInferenceJobArn"]
wait(personalize.describe_batch_inference_job, "batchInferenceJob", batchInferenceJobArn=batch_arn)
results = s3.get_object(Bucket=bucket, Key="out/users.json.out")["Body"].read().decode()
export_arn = personalize.create_dataset_export_job(
    jobName="journey-export",
    datasetArn=dataset_arn,
    ingestionMode="PUT",
    jobOutput={"s3DataDestination": {"path": f"s3://{bucket}/export/"}},
    roleArn=role,
)["datasetExportJobArn"]
wait(personalize.describe_dataset_export_job, "datasetExportJob", datasetExportJobArn=export_arn)
exported = [entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket, Prefix="export/")["Contents"]]

personalize.delete_event_tracker(eventTrackerArn=tracker["eventTrackerArn"])
personalize.delete_campaign(campaignArn=campaign_arn)
gone(personalize.describe_campaign, campaignArn=campaign_arn)
personalize.delete_filter(filterArn=filter_arn)
for solution in personalize.list_solutions(datasetGroupArn=group_arn)["solutions"]:
    personalize.delete_solution(solutionArn=solution["solutionArn"])
gone(personalize.describe_solution, solutionArn=solution_arn)
personalize.delete_dataset(datasetArn=dataset_arn)
gone(personalize.describe_dataset, datasetArn=dataset_arn)
personalize.delete_schema(schemaArn=schema_arn)
personalize.delete_dataset_group(datasetGroupArn=group_arn)
gone(personalize.describe_dataset_group, datasetGroupArn=group_arn)
iam.detach_role_policy(RoleName="journey", PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
iam.delete_role(RoleName="journey")
resource_in_s3.Bucket(bucket).objects.delete()
s3.delete_bucket(Bucket=bucket)

print(
    json.dumps(
        {
            "waited": bool(seen & {"CREATE PENDING", "CREATE IN_PROGRESS"}),
            "metrics": metrics,
            "before": before,
            "unseen": unseen,
            "newcomer": newcomer,
            "after": after,
            "batch": results,
            "exported": exported,
            "left": [len(s3.list_buckets()["Buckets"]), len(personalize.list_solutions()["solutions"])],
        }
    )
)
