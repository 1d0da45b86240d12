import * as say from '../words/errors';
import type { Said } from './said';

/** Forms that are not read here, by how their names end: what such a file is, and how its rows get out of it. */
const FORMS: readonly (readonly [ends: RegExp, words: (facts: { readonly file: string }) => Said])[] = [
  [/\.(fods|numbers|xlsb)$/i, (facts) => ({ what: say.isSpreadsheet(facts), todo: say.isSpreadsheetTodo() })],
  [/\.(avro|orc|feather|arrow)$/i, (facts) => ({ what: say.isColumnar(facts), todo: say.isColumnarTodo() })],
  [/\.(mdb|accdb|duckdb)$/i, (facts) => ({ what: say.isDatabase(facts), todo: say.isDatabaseTodo() })],
  [
    /\.(pdf|docx?|pptx?|pages|odt|odp)$/i,
    (facts) => ({ what: say.isDocument(facts), todo: say.isDocumentTodo() }),
  ],
  [
    /\.(txt|md|rtf|tex|eml)$/i,
    (facts) => ({ what: say.isRunningText(facts), todo: say.isRunningTextTodo() }),
  ],
  [
    /\.(mp3|m4a|wav|flac|ogg|opus|mp4|mov|avi|mkv|webm)$/i,
    (facts) => ({ what: say.isRecording(facts), todo: say.isDocumentTodo() }),
  ],
  [/\.(png|jpe?g|heic|webp|gif)$/i, (facts) => ({ what: say.isPicture(facts), todo: say.isDocumentTodo() })],
];

/** What to say of a file that is no table; null where its name tells nothing. */
export function otherFormWords(file: string): Said | null {
  return FORMS.find(([ends]) => ends.test(file))?.[1]({ file }) ?? null;
}
