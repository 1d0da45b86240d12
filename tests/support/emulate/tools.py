"""What clean-ups and tools ask of S3 and its neighbours by boto3; prints one JSON document."""

import json
import urllib.error
import urllib.request

from botocore.exceptions import ClientError

from clients import client, resource_in_s3

s3 = client("s3")
bucket = resource_in_s3.Bucket("tools")
told = {}


def code(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
        return "done"
    except ClientError as error:
        return error.response["Error"]["Code"]


def fetched(request):
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, "Request has expired" in error.read().decode()


bucket.create()
bucket.Versioning().enable()
told["versioning"] = s3.get_bucket_versioning(Bucket="tools")["Status"]
told["notifications"] = sorted(s3.get_bucket_notification_configuration(Bucket="tools"))
s3.put_bucket_notification_configuration(
    Bucket="tools",
    NotificationConfiguration={
        "QueueConfigurations": [{"QueueArn": "arn:aws:sqs:us-east-1:000000000000:q", "Events": ["s3:ObjectCreated:*"]}]
    },
)
told["notified"] = len(s3.get_bucket_notification_configuration(Bucket="tools")["QueueConfigurations"])
s3.put_object(Bucket="tools", Key="in/a b.csv", Body=b"hello", Tagging="team=shop&x=1")
told["tags"] = s3.get_object_tagging(Bucket="tools", Key="in/a b.csv")["TagSet"]
s3.put_object_tagging(Bucket="tools", Key="in/a b.csv", Tagging={"TagSet": [{"Key": "k", "Value": "<v>"}]})
told["retagged"] = s3.get_object_tagging(Bucket="tools", Key="in/a b.csv")["TagSet"]
told["counted"] = s3.get_object(Bucket="tools", Key="in/a b.csv")["TagCount"]
s3.delete_object_tagging(Bucket="tools", Key="in/a b.csv")
told["untagged"] = s3.get_object_tagging(Bucket="tools", Key="in/a b.csv")["TagSet"]
attributes = s3.get_object_attributes(Bucket="tools", Key="in/a b.csv", ObjectAttributes=["ETag", "ObjectSize"])
told["attributes"] = [attributes["ETag"], attributes["ObjectSize"]]
grants = s3.get_object_acl(Bucket="tools", Key="in/a b.csv")["Grants"]
told["acl"] = [(grant["Grantee"]["Type"], grant["Permission"]) for grant in grants]
told["acl of nothing"] = code(s3.get_object_acl, Bucket="tools", Key="nothing")

post = s3.generate_presigned_post("tools", "form/${filename}", Fields={"Content-Type": "text/csv"}, Conditions=[["starts-with", "$Content-Type", ""]])
content = "first\r\n--x\r\nlast" * 9000
parts = [f'--frontier\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in post["fields"].items()]
parts.append(f'--frontier\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n\r\n{content}\r\n--frontier--\r\n')
form = urllib.request.Request(post["url"], "".join(parts).encode(), {"Content-Type": "multipart/form-data; boundary=frontier"})
told["form"] = fetched(form)[0]
put = s3.get_object(Bucket="tools", Key="form/rows.csv")
told["posted"] = [put["ContentType"], put["Body"].read().decode() == content]

get = dict(ClientMethod="get_object", Params={"Bucket": "tools", "Key": "in/a b.csv"})
told["signed"] = fetched(s3.generate_presigned_url(**get, ExpiresIn=60))
told["expired"] = fetched(s3.generate_presigned_url(**get, ExpiresIn=-1))

told["versions"] = [(version.object_key, version.id, version.is_latest) for version in bucket.object_versions.all()]
told["no such version"] = code(s3.get_object, Bucket="tools", Key="in/a b.csv", VersionId="other")
bucket.object_versions.delete()
told["left"] = [each.key for each in bucket.objects.all()]
bucket.delete()
told["gone"] = code(s3.list_object_versions, Bucket="tools")

ssm = client("ssm")
ssm.put_parameter(Name="/tools/bucket", Value="tools", Type="String")
told["parameter"] = ssm.get_parameter(Name="/tools/bucket")["Parameter"]["Value"]
told["no parameter"] = code(ssm.get_parameter, Name="/tools/nothing")
iam = client("iam")
arn = iam.create_policy(PolicyName="tools", PolicyDocument='{"Version":"2012-10-17"}')["Policy"]["Arn"]
told["policy"] = iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]
iam.create_role(RoleName="tools", AssumeRolePolicyDocument="{}")
told["profiles"] = iam.list_instance_profiles_for_role(RoleName="tools")["InstanceProfiles"]
print(json.dumps(told))
