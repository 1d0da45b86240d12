import { describeError } from '../../words/copy/errors';
import { isAppError, type JsonObject } from '../../domain/errors';
import { automlCommand } from './automl-command';
import { batchCommand } from './batch-command';
import { checkCommand } from './check-command';
import { estimateCommand } from './estimate-command';
import { evaluateCommand } from './evaluate-command';
import { exportAwsCommand } from './export-aws-command';
import { exportRecommenderCommand } from './export-recommender-command';
import { filterCommand } from './filter-command';
import { importCommand, importFailure } from './import-command';
import { judgeCommand } from './judge-command';
import { recommendCommand } from './recommend-command';
import { trainCommand } from './train-command';
import { tuneCommand } from './tune-command';
import { UsageError, isWrongUsage } from './options';

type Command = (args: readonly string[]) => JsonObject | Promise<JsonObject>;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['import', importCommand],
  ['train', trainCommand],
  ['recommend', recommendCommand],
  ['judge', judgeCommand],
  ['evaluate', evaluateCommand],
  ['tune', tuneCommand],
  ['automl', automlCommand],
  ['batch', batchCommand],
  ['filter', filterCommand],
  ['estimate', estimateCommand],
  ['export-aws', exportAwsCommand],
  ['export-recommender', exportRecommenderCommand],
  ['check', checkCommand],
]);

/**
 * How commands are given.
 *
 * @param call what stands before a command.
 * @param others lines of commands that are not run here.
 */
export function usageOf(call: string, others = ''): string {
  return `usage: ${call} COMMAND …\n\n${others}${COMMANDS}`;
}

const COMMANDS = `  import    FILE … [--profile aws|relaxed]
  import    --interactions FILE [--items FILE] [--users FILE] [--schema FILE …] [--profile aws|relaxed]
  train     FILE … | --interactions FILE [--items FILE] [--users FILE] | --project PROJECT_FILE
            [--recipe NAME] [--name NAME] [--hyperparameters JSON] [--seed N]
            [--budget instant|standard|thorough] [--workers N] --output PROJECT_FILE
  recommend --project PROJECT_FILE --user ID | --item ID [--recipe NAME] [--num-results N]
            [--filter NAME|EXPRESSION] [--filter-values JSON]
  judge     --project PROJECT_FILE --lists FILE … [--name NAME] [--seen-hidden unknown|no|yes]
            [--output PROJECT_FILE]
  evaluate  --interactions FILE [--items FILE] [--users FILE] --recipe NAME
            [--protocol amazon|leave-one-out|time | --histories FILE | --held-out FILE] [--sample N]
            [--ties seconds|rows] [--folds N] [--repeats allow|exclude]
            [--min-item-count N] [--seed N] [--hyperparameters JSON] [--transformations JSON]
            [--budget instant|standard|thorough] [--workers N]
            [--objective COLUMN --sensitivity OFF|LOW|MEDIUM|HIGH]
  tune      --interactions FILE [--items FILE] [--users FILE] --recipe NAME [--trials N] [--repeats allow|exclude]
            [--min-item-count N] [--seed N] [--hyperparameters JSON] [--hpo-config JSON]
            [--budget instant|standard|thorough] [--workers N]
  automl    --interactions FILE [--items FILE] [--users FILE] [--recipes NAME,NAME…] [--metric KEY] [--trials N]
            [--repeats allow|exclude] [--min-item-count N] [--seed N] [--budget instant|standard|thorough]
            [--workers N]
  batch     --interactions FILE [--items FILE] [--users FILE] --recipe NAME --input IN.jsonl --output OUT.jsonl
            [--num-results N] [--filter EXPRESSION] [--seed N] [--hyperparameters JSON]
            [--budget instant|standard|thorough] [--workers N]
  filter    --cases FILE
  estimate  --usage FILE [--prices FILE]
  export-aws --interactions FILE [--items FILE] [--users FILE] [--schema FILE …] [--profile aws|relaxed]
            [--name NAME] [--recipe NAME …] [--filter NAME=EXPRESSION …] [--keep-personal] [--hold-out]
            --output FOLDER|FILE.zip
  export-recommender --project PROJECT_FILE [--recipe NAME] [--eight-bit] [--with-histories] [--least-people N]
            --output FOLDER|FILE.zip
  check     PROJECT_FILE [--save PROJECT_FILE]

Rows that say nothing about taste, such as cancelled orders, are left out and counted among the warnings; with
--keep-rows they are taken like all others. Columns that say who people are (names, e-mail addresses, telephone
numbers and the like) are learned from by no recipe; with --leave-out-personal they are not imported, and into the
bundle of export-aws they come with --keep-personal alone. Cells that are blank because they repeat those above, as in
the lines of an order below its first, count as those above; with --keep-blanks they stay blank.

The result is one JSON document on standard output; progress goes to standard error. Exit status: 0 done,
1 failed (the document says why), 2 wrong usage.
`;

export interface Outcome {
  /** For standard output. */
  readonly document: JsonObject | null;
  /** For standard error. */
  readonly message: string;
  readonly status: 0 | 1 | 2;
}

/** Runs one command; never throws. @param usage for whoever is wrong about how commands are given. */
export async function runCommand(
  args: readonly string[],
  usage = usageOf('npm run headless --'),
): Promise<Outcome> {
  const [name = '', ...rest] = args;
  if (name === 'help' || name === '--help') return { document: null, message: usage, status: 0 };
  const command = commands.get(name);
  try {
    if (command === undefined) throw new UsageError(name === '' ? 'no command' : `no command “${name}”`);
    return { document: await command(rest), message: '', status: 0 };
  } catch (error) {
    if (isWrongUsage(error)) return { document: null, message: `${error.message}\n\n${usage}`, status: 2 };
    const fault = error instanceof Error ? error : new Error(String(error));
    return { document: { error: describe(fault) }, message: `${fault.stack ?? fault.message}\n`, status: 1 };
  }
}

/** Says what has come of a command, and sets the exit status. */
export function tell({ document, message, status }: Outcome): void {
  if (message !== '') process.stderr.write(message);
  if (document !== null) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  process.exitCode = status;
}

function describe(error: Error): JsonObject {
  if (isAppError(error)) {
    const { code, details } = error;
    if (code === 'IMPORT_FAILED') return { ...importFailure(error), code };
    const { what, todo } = describeError(error);
    return { message: what, todo, ...(details as JsonObject), code };
  }
  const { code, path } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && typeof path === 'string') {
    return { code: 'FILE_UNREADABLE', message: `${path} cannot be read.`, file: path, reason: code };
  }
  return { code: 'INTERNAL', message: error.message };
}
