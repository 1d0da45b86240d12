import { zipSync } from 'fflate';

export type Cell = string | number | boolean | null | { readonly date: number } | { readonly xml: string };

interface Options {
  readonly from1904?: boolean;
  /** Texts stand in their cells, not in a part of their own. */
  readonly inline?: boolean;
  /** What is merged on every sheet: `A2:A4`. */
  readonly merged?: readonly string[];
}

interface Sheets {
  readonly [name: string]: readonly (readonly Cell[])[];
}

/** A workbook in the form in which Excel saves one; sheets by their names. Dates are given as the sheet counts them. */
export function workbook(sheets: Sheets, options: Options = {}): Uint8Array<ArrayBuffer> {
  return zipParts(workbookParts(sheets, options));
}

/** What such a workbook holds, by path. */
export function workbookParts(
  sheets: Sheets,
  { from1904 = false, inline = false, merged = [] }: Options,
): Map<string, string> {
  const texts = new Map<string, number>();
  const names = Object.keys(sheets);
  const cellOf = (cell: Cell, at: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    if (typeof cell === 'string') {
      if (inline) return `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
      const place = texts.get(cell) ?? texts.size;
      texts.set(cell, place);
      return `<c r="${at}" t="s"><v>${place}</v></c>`;
    }
    return 'xml' in cell ? cell.xml : `<c r="${at}" s="1"><v>${cell.date}</v></c>`;
  };
  const sheetXml = (rows: readonly (readonly Cell[])[]): string =>
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows
      .map(
        (cells, row) =>
          `<row r="${row + 1}">${cells.map((cell, i) => cellOf(cell, `${letters(i)}${row + 1}`)).join('')}</row>`,
      )
      .join(
        '',
      )}</sheetData>${merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`}</worksheet>`;
  const parts = new Map<string, string>([
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${names
        .map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships>${names
        .map(
          (_, i) =>
            `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
        )
        .join(
          '',
        )}<Relationship Id="rIdS" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${HEAD}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd&quot; at &quot;hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
    ],
  ]);
  Object.values(sheets).forEach((rows, i) => parts.set(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(rows)));
  parts.set(
    'xl/sharedStrings.xml',
    `${HEAD}<sst xmlns="${MAIN}">${[...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
  );
  return parts;
}

export function zipParts(parts: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const entries = [...parts].map(([path, text]) => [path, encoder.encode(text)] as const);
  return zipSync(Object.fromEntries(entries), { level: 6 }) as Uint8Array<ArrayBuffer>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
