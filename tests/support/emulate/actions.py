"""Next best action, from three CSVs in S3 to what each person is asked, and back to nothing.

usage: actions.py ENDPOINT

Prints what was recommended as JSON; nothing in it depends on the time or on earlier runs.
"""

import json
import time

from clients import client, gone, resource_in_s3, wait

personalize, runtime, events = (client(f"personalize{part}") for part in ("", "-runtime", "-events"))
s3 = client("s3")
ROLE = "arn:aws:iam::123456789012:role/reader"
DAY = 86400
TYPES = ("Interactions", "Actions", "Action_Interactions")
FIELDS = {
    "Interactions": [("USER_ID", "string"), ("ITEM_ID", "string"), ("TIMESTAMP", "long")],
    "Actions": [
        ("ACTION_ID", "string"),
        ("KIND", "string"),
        ("VALUE", "long"),
        ("REPEAT_FREQUENCY", ["long", "null"]),
    ],
    "Action_Interactions": [
        ("USER_ID", "string"),
        ("ACTION_ID", "string"),
        ("EVENT_TYPE", "string"),
        ("TIMESTAMP", "long"),
    ],
}


def rows(kind):
    """Half of the people upgrade, the others rate; a letter is for anybody, and nobody was asked for the new one."""
    if kind == "Actions":
        yield from ("upgrade,money,9,", "rate,voice,2,7", "letter,voice,1,", "new,voice,5,")
    for user in range(160):
        if kind == "Interactions":
            for n in range(25):
                item = (user * 7 + n * n) % 40 + user % 2 * 40
                yield f"user-{user},item-{item},{1700000000 + user * 1000 + n * 60}"
        if kind == "Action_Interactions":
            for k, action in enumerate(("upgrade", "rate", "letter")):
                odd = (user * 3 + k) % 7 == 0
                taken = user % 3 == 0 if k == 2 else (user % 2 == k) != odd
                asked = 1696000000 + k * DAY + user * 600
                yield f"user-{user},{action},Viewed,{asked}"
                yield f"user-{user},{action},{'Taken' if taken else 'Not Taken'},{asked + 60}"


s3.create_bucket(Bucket="club")
group_arn = personalize.create_dataset_group(name="club")["datasetGroupArn"]
schemas, datasets = {}, {}
for kind in TYPES:
    fields = [
        {"name": name, "type": form, **({"categorical": True} if name == "KIND" else {})}
        for name, form in FIELDS[kind]
    ]
    record = kind.replace("_", "")
    schema = {
        "type": "record",
        "name": record,
        "namespace": "com.amazonaws.personalize.schema",
        "fields": fields,
        "version": "1.0",
    }
    schemas[kind] = personalize.create_schema(name=f"club-{record}", schema=json.dumps(schema))["schemaArn"]
    datasets[kind] = personalize.create_dataset(
        name=f"club-{record}", schemaArn=schemas[kind], datasetGroupArn=group_arn, datasetType=kind
    )["datasetArn"]
    csv = "\n".join([",".join(name for name, _ in FIELDS[kind]), *rows(kind)]) + "\n"
    s3.put_object(Bucket="club", Key=f"{kind}.csv", Body=csv.encode())
    job_arn = personalize.create_dataset_import_job(
        jobName=f"club-{record}",
        datasetArn=datasets[kind],
        dataSource={"dataLocation": f"s3://club/{kind}.csv"},
        roleArn=ROLE,
    )["datasetImportJobArn"]
    wait(personalize.describe_dataset_import_job, "datasetImportJob", datasetImportJobArn=job_arn)

solution_arn = personalize.create_solution(
    name="club-next",
    datasetGroupArn=group_arn,
    recipeArn="arn:aws:personalize:::recipe/aws-next-best-action",
    performAutoTraining=False,
)["solutionArn"]
version_arn = personalize.create_solution_version(solutionArn=solution_arn)["solutionVersionArn"]
wait(personalize.describe_solution_version, "solutionVersion", solutionVersionArn=version_arn)
metrics = personalize.get_solution_metrics(solutionVersionArn=version_arn)["metrics"]
campaign_arn = personalize.create_campaign(
    name="club-next", solutionVersionArn=version_arn, minProvisionedTPS=1
)["campaignArn"]
wait(personalize.describe_campaign, "campaign", campaignArn=campaign_arn)


def made(name, expression):
    made_arn = personalize.create_filter(
        name=name, datasetGroupArn=group_arn, filterExpression=expression
    )["filterArn"]
    wait(personalize.describe_filter, "filter", filterArn=made_arn)
    return made_arn


filters = {
    "kind": made("club-kind", "INCLUDE ActionID WHERE Actions.KIND IN ($KIND)"),
    "open": made("club-open", 'EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN ("*")'),
}


def asked(user, **more):
    place = {"campaignArn": campaign_arn, "userId": user, "numResults": 10}
    return runtime.get_action_recommendations(**place, **more)["actionList"]


lists = {user: asked(user) for user in ("user-0", "user-1", "nobody")}
voice = asked("user-0", filterArn=filters["kind"], filterValues={"KIND": '"voice"'})
unanswered = asked("user-0", filterArn=filters["open"])

events.put_actions(
    datasetArn=datasets["Actions"],
    actions=[{"actionId": "contest", "properties": json.dumps({"kind": "voice", "value": 3})}],
)
tracking_id = personalize.describe_dataset(datasetArn=datasets["Action_Interactions"])["dataset"]["trackingId"]
put = {"userId": "user-1", "sessionId": "session-1", "actionId": "rate", "eventType": "Viewed"}
events.put_action_interactions(trackingId=tracking_id, actionInteractions=[{**put, "timestamp": int(time.time())}])
# Who was told today is not told again for a week.
after = [action["actionId"] for action in asked("user-1")]

personalize.delete_campaign(campaignArn=campaign_arn)
gone(personalize.describe_campaign, campaignArn=campaign_arn)
for filter_arn in filters.values():
    personalize.delete_filter(filterArn=filter_arn)
personalize.delete_solution(solutionArn=solution_arn)
gone(personalize.describe_solution, solutionArn=solution_arn)
for kind in TYPES:
    personalize.delete_dataset(datasetArn=datasets[kind])
    gone(personalize.describe_dataset, datasetArn=datasets[kind])
    personalize.delete_schema(schemaArn=schemas[kind])
personalize.delete_dataset_group(datasetGroupArn=group_arn)
gone(personalize.describe_dataset_group, datasetGroupArn=group_arn)
resource_in_s3.Bucket("club").objects.delete()
s3.delete_bucket(Bucket="club")

print(
    json.dumps(
        {
            "metrics": metrics,
            "lists": lists,
            "voice": voice,
            "unanswered": unanswered,
            "after": after,
            "left": [
                len(s3.list_buckets()["Buckets"]),
                len(personalize.list_dataset_groups()["datasetGroups"]),
            ],
        }
    )
)
