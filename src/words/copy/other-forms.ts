import type { Unused } from '../../domain/unused';
import * as columns from '../messages/columns';
import * as say from '../messages/errors';
import { told, type Said } from './said';

type Words = (facts: { readonly file: string }) => Said;

const picture: Words = told(say.isPicture, say.isDocumentTodo);
const recording: Words = told(say.isRecording, say.isDocumentTodo);
const document: Words = told(say.isDocument, say.isDocumentTodo);
const runningText: Words = told(say.isRunningText, say.isRunningTextTodo);
const noTable: Words = told(say.fileUnrecognised, say.fileUnrecognisedTodo);

/** Forms that are not read here, by how their names end: what such a file is, and how its rows get out of it. */
const FORMS: readonly (readonly [ends: RegExp, words: Words])[] = [
  [/\.(fods|numbers|xlsb)$/i, told(say.isSpreadsheet, say.isSpreadsheetTodo)],
  [/\.(avro|orc|feather|arrow)$/i, told(say.isColumnar, say.isColumnarTodo)],
  [/\.(mdb|accdb|duckdb)$/i, told(say.isDatabase, say.isDatabaseTodo)],
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
  empty: [columns.empty, told(say.fileEmpty, say.fileEmptyTodo)],
  'header-only': [columns.headerOnly, told(say.headerOnly, say.headerOnlyTodo)],
  'one-column': [
    columns.oneColumn,
    (facts) => otherFormWords(facts.file) ?? { what: say.oneColumn(facts), todo: say.oneColumnTodo() },
  ],
  'no-columns': [columns.runningText, runningText],
  page: [columns.webPage, told(say.isPage, say.isPageTodo)],
  picture: [columns.picture, picture],
  recording: [columns.recording, recording],
  document: [columns.document, document],
  program: [columns.program, told(say.isProgram, say.isDocumentTodo)],
  'git-pointer': [columns.onlyPointer, told(say.gitPointer, say.gitPointerTodo)],
};

export function unusedName(reason: Unused): string {
  return UNUSED[reason][0]();
}

/** @param reason null: nothing is known of it. */
export function refusedWords(file: string, reason: Unused | null): Said {
  return UNUSED[reason ?? 'not-a-table'][1]({ file });
}
