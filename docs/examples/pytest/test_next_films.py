"""Tests of a program that asks Amazon Personalize by boto3, without an account."""

import json

import boto3
import pytest

FIELDS = [("USER_ID", "string"), ("ITEM_ID", "string"), ("TIMESTAMP", "long")]


def next_films(campaign, user):
    """What is tested."""
    runtime = boto3.client("personalize-runtime")
    answer = runtime.get_recommendations(campaignArn=campaign, userId=user, numResults=5)
    return [item["itemId"] for item in answer["itemList"]]


@pytest.fixture
def campaign(aws, idle):
    """Little data with two tastes, imported, trained and served."""
    rows = ["USER_ID,ITEM_ID,TIMESTAMP"]
    for user in range(40):
        rows += [f"u{user},film-{(user * 7 + n * 3) % 20 * 2 + user % 2},{1700000000 + n}" for n in range(12)]
    s3, personalize = boto3.client("s3"), boto3.client("personalize")
    s3.create_bucket(Bucket="films")
    s3.put_object(Bucket="films", Key="interactions.csv", Body="\n".join(rows).encode())
    schema = {
        "type": "record",
        "name": "Interactions",
        "namespace": "com.amazonaws.personalize.schema",
        "fields": [{"name": name, "type": kind} for name, kind in FIELDS],
        "version": "1.0",
    }
    schema_arn = personalize.create_schema(name="films", schema=json.dumps(schema))["schemaArn"]
    group = personalize.create_dataset_group(name="films")["datasetGroupArn"]
    dataset = personalize.create_dataset(
        name="films", datasetGroupArn=group, datasetType="Interactions", schemaArn=schema_arn
    )["datasetArn"]
    personalize.create_dataset_import_job(
        jobName="films",
        datasetArn=dataset,
        dataSource={"dataLocation": "s3://films/interactions.csv"},
        roleArn="arn:aws:iam::000000000000:role/any",
    )
    idle()
    solution = personalize.create_solution(
        name="films",
        datasetGroupArn=group,
        recipeArn="arn:aws:personalize:::recipe/aws-user-personalization",
        performAutoTraining=False,
    )["solutionArn"]
    version = personalize.create_solution_version(solutionArn=solution)["solutionVersionArn"]
    idle()
    return personalize.create_campaign(
        name="films",
        solutionVersionArn=version,
        campaignConfig={"itemExplorationConfig": {"explorationWeight": "0"}},
    )["campaignArn"]


def test_people_get_five_films_of_their_taste(campaign):
    films = next_films(campaign, "u4")
    assert len(films) == 5
    assert sum(int(film.split("-")[1]) % 2 == 0 for film in films) > 2


def test_the_same_again_gives_the_same_lists(campaign):
    # The emulator has forgotten the test before, and has trained anew.
    assert next_films(campaign, "u4") == next_films(campaign, "u4")
    assert next_films(campaign, "u4") != next_films(campaign, "u5")
