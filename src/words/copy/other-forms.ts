import type { Unused } from '../../domain/unused';
import * as columns from '../messages/columns';
import * as say from '../messages/errors';
import type { Said } from './said';

type Words = (facts: { readonly file: string }) => Said;

const picture: Words = (facts) => ({ what: say.isPicture(facts), todo: say.isDocumentTodo() });
const recording: Words = (facts) => ({ what: say.isRecording(facts), todo: say.isDocumentTodo() });
const document: Words = (facts) => ({ what: say.isDocument(facts), todo: say.isDocumentTodo() });
const runningText: Words = (facts) => ({ what: say.isRunningText(facts), todo: say.isRunningTextTodo() });
const noTable: Words = (facts) => ({ what: say.fileUnrecognised(facts), todo: say.fileUnrecognisedTodo() });

/** Forms that are not read here, by how their names end: what such a file is, and how its rows get out of it. */
const FORMS: readonly (readonly [ends: RegExp, words: Words])[] = [
  [/\.(fods|numbers|xlsb)$/i, (facts) => ({ what: say.isSpreadsheet(facts), todo: say.isSpreadsheetTodo() })],
  [/\.(avro|orc|feather|arrow)$/i, (facts) => ({ what: say.isColumnar(facts), todo: say.isColumnarTodo() })],
  [/\.(mdb|accdb|duckdb)$/i, (facts) => ({ what: say.isDatabase(facts), todo: say.isDatabaseTodo() })],
  [/\.(pdf|docx?|pptx?|hwpx?|pages|odt|odp)$/i, document],
  [/\.(txt|md|rtf|tex|eml)$/i, runningText],
  [/\.(mp3|m4a|wav|flac|ogg|opus|mp4|mov|avi|mkv|webm)$/i, recording],
  [/\.(png|jpe?g|heic|webp|gif)$/i, picture],
];

/** What to say of a file that is no table; null where its name tells nothing. */
export function otherFormWords(file: string): Said | null {
  return FORMS.find(([ends]) => ends.test(file))?.[1]({ file }) ?? null;
}

/** What a file that is left out is called beside others, and what is said of it where there is nothing else. */
const UNUSED: { readonly [reason in Unused]: readonly [name: () => string, words: Words] } = {
  'not-a-table': [columns.notTable, (facts) => otherFormWords(facts.file) ?? noTable(facts)],
  'not-needed': [columns.notNeeded, noTable],
  unreadable: [columns.unreadable, noTable],
  empty: [columns.empty, (facts) => ({ what: say.fileEmpty(facts), todo: say.fileEmptyTodo() })],
  'header-only': [
    columns.headerOnly,
    (facts) => ({ what: say.headerOnly(facts), todo: say.headerOnlyTodo() }),
  ],
  'one-column': [
    columns.oneColumn,
    (facts) => otherFormWords(facts.file) ?? { what: say.oneColumn(facts), todo: say.oneColumnTodo() },
  ],
  'no-columns': [columns.runningText, runningText],
  page: [columns.webPage, (facts) => ({ what: say.isPage(facts), todo: say.isPageTodo() })],
  picture: [columns.picture, picture],
  recording: [columns.recording, recording],
  document: [columns.document, document],
  program: [columns.program, (facts) => ({ what: say.isProgram(facts), todo: say.isDocumentTodo() })],
  'git-pointer': [
    columns.onlyPointer,
    (facts) => ({ what: say.gitPointer(facts), todo: say.gitPointerTodo() }),
  ],
};

export function unusedName(reason: Unused): string {
  return UNUSED[reason][0]();
}

/** @param reason null: nothing is known of it. */
export function refusedWords(file: string, reason: Unused | null): Said {
  return UNUSED[reason ?? 'not-a-table'][1]({ file });
}
