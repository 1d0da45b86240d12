import type { BundleSource } from '../../domain/bundle';
import type { JsonObject } from '../../domain/errors';
import { toCents } from '../../domain/rounding';
import { bundleWarningWords } from './bundle';
import { kindWord } from './kinds';

interface ReadmeFacts {
  readonly group: string;
  readonly source: BundleSource;
  readonly estimate: {
    readonly stamp: string;
    readonly lines: readonly {
      readonly item: string;
      readonly quantity: number;
      readonly unit: string;
      readonly cost: number;
    }[];
    readonly total: number;
  };
}

/** The README of an export bundle, in Markdown. */
export function bundleReadme({ group, source, estimate }: ReadmeFacts): string {
  const { manifest, requests, warnings } = source;
  const first = requests.map(
    ({ kind, name, operation }) => `| ${kindWord(kind)} | ${name} | \`${operation}\` |`,
  );
  const tuned = requests.some((request) => request.tuned !== undefined);
  return `# ${manifest.project.name}, for Amazon Personalize

Written by Foretaste, an independent project that is not made, endorsed or supported by Amazon.${
    manifest.project.simulated ? ' The data are simulated: nobody in them exists.' : ''
  }

## Create it

You need an AWS account, an S3 bucket, and an IAM role that lets Amazon Personalize read that bucket. The bucket has a
policy of its own that allows the service \`personalize.amazonaws.com\` the actions \`s3:GetObject\` and \`s3:ListBucket\`.

\`\`\`sh
export BUCKET=your-bucket ROLE_ARN=arn:aws:iam::123456789012:role/your-role AWS_REGION=us-east-1
./create.sh        # AWS CLI; or, with boto3: python3 create.py
./clean-up.sh      # deletes all of it again; or: python3 clean_up.py
\`\`\`

Files go to \`s3://$BUCKET/$PREFIX/data\`; \`PREFIX\` is \`${group}\` unless it is set. Each script waits until a resource
is ACTIVE before it makes the next one, keeps the ids it was given in \`arns/\`, and goes on from there when it is run
again. The two kinds of script can be mixed. Training takes hours there, and a campaign is billed until it is deleted.
${
  tuned
    ? `
A search in Foretaste has found settings: \`TUNED=1 ./create.sh\` trains with them in place of a new search.
`
    : ''
}
${manifest.heldOut === undefined ? '' : heldOutWords(manifest.heldOut)}## What is in it

| resource | name | request |
| --- | --- | --- |
${first.join('\n')}

- \`data/\`: a folder for each dataset, which its import job reads. CSV in UTF-8, a header in schema order, null as an
  empty cell.
- \`schemas/\`: the Avro schemas, one for each dataset.
- \`requests/\`: the JSON of each call, in the public API's own form. Ids in it are Foretaste's; the scripts put in those
  that your account gives. \`aws personalize create-filter --cli-input-json file://requests/filter/NAME.json\` takes one
  as it is, once its ids are yours.
- \`cost.json\`: the estimate below, line by line.
- \`manifest.json\`, \`foretaste/\`: what Foretaste needs to make the same project again when this zip is dropped into it.
- \`SHA256SUMS\`: \`sha256sum -c SHA256SUMS\` tells whether anything was changed.

## Worth knowing

${warnings.length === 0 ? '- Nothing was found that Amazon Personalize would refuse.' : warnings.map((warning) => `- ${bundleWarningWords(warning)}`).join('\n')}
${autoTrainingWords(requests)}- A seed and a budget are Foretaste's own and have no place in the requests; they are in the manifest.
- Hyper-parameters have the service's names and ranges, but the models behind them differ: what was best here is a
  start there, not a result.

## What it would cost

By the price list of ${estimate.stamp}, in US dollars, for one month in which nobody asks the campaigns anything:

| item | quantity | cost |
| --- | ---: | ---: |
${estimate.lines.map(({ item, quantity, unit, cost }) => `| ${item} | ${amount(quantity)} ${unit} | ${toCents(cost).toFixed(2)} |`).join('\n')}
| **together** | | **${toCents(estimate.total).toFixed(2)}** |

Training hours are those that the same solutions took in Foretaste on one device. The service bills the hours of several
instances, which is more.
`;
}

/** How its lists are had that can be judged by what was left out. */
function heldOutWords({ people, rows }: { readonly people: number; readonly rows: number }): string {
  return `## Compare it

The newest ${rows} rows of ${people} people are left out of \`data/\`: those that Foretaste hides when it measures.

\`\`\`sh
./create.sh        # the service learns without them
./fetch-lists.sh   # asks it for the lists of these people; or: python3 fetch_lists.py
\`\`\`

Then open the project in Foretaste and drop what is in \`lists/\` on its page: the service's lists stand beside those of
the versions that were trained there, on the same people and the same hidden rows. The role must be allowed to write to
the bucket too (\`s3:PutObject\`).

`;
}

/** The service trains by itself unless it is told not to: which solutions it is told so. */
function autoTrainingWords(requests: BundleSource['requests']): string {
  const solutions = requests.filter(({ kind }) => kind === 'solution');
  const scheduled = solutions.filter(({ input }) => input.performAutoTraining === true);
  const lines: string[] = [];
  if (scheduled.length > 0) {
    const each = scheduled.map(({ name, input }) => `${name} (\`${scheduleOf(input)}\`)`).join(', ');
    lines.push(
      `- Created with \`performAutoTraining\` on, as here, so that the service trains and bills by itself: ${each}.`,
    );
  }
  if (scheduled.length < solutions.length) {
    const which = scheduled.length > 0 ? 'The other solutions' : 'Solutions';
    lines.push(
      `- ${which} are created with \`performAutoTraining\` off: the service would otherwise train, and bill, every week.`,
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}

function scheduleOf({ solutionConfig }: JsonObject): string {
  const { autoTrainingConfig } = (solutionConfig ?? {}) as JsonObject;
  return String(((autoTrainingConfig ?? {}) as JsonObject).schedulingExpression);
}

function amount(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
