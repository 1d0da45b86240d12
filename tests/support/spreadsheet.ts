import { zipParts } from './workbook';

type OpenCell = string | number | boolean | null | { readonly date: string } | { readonly xml: string };

interface Sheets {
  readonly [name: string]: readonly (readonly OpenCell[])[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMES = ['office', 'table', 'text', 'draw', 'dc']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

/** A spreadsheet in the form in which LibreOffice saves one; sheets by their names. */
export function spreadsheet(sheets: Sheets): Uint8Array<ArrayBuffer> {
  return zipParts(spreadsheetParts(sheets));
}

/** What such a spreadsheet holds, by path. */
export function spreadsheetParts(sheets: Sheets): Map<string, string> {
  const body = Object.entries(sheets).map(
    ([name, rows]) =>
      `<table:table table:name="${escaped(name)}" table:style-name="ta1"><table:table-column table:style-name="co1" table:number-columns-repeated="16384"/>${rows.map(rowXml).join('')}<table:table-row table:style-name="ro1" table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`,
  );
  return new Map([
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
    [
      'META-INF/manifest.xml',
      `${HEAD}<manifest:manifest><manifest:file-entry manifest:full-path="/"/></manifest:manifest>`,
    ],
    ['styles.xml', `${HEAD}<office:document-styles ${NAMES}/>`],
    ['content.xml', contentXml(`<office:spreadsheet>${body.join('')}</office:spreadsheet>`)],
  ]);
}

export function contentXml(body: string): string {
  return `${HEAD}<office:document-content ${NAMES}><office:automatic-styles/><office:body>${body}</office:body></office:document-content>`;
}

function rowXml(cells: readonly OpenCell[]): string {
  return `<table:table-row table:style-name="ro1">${cells.map(cellXml).join('')}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>`;
}

function cellXml(cell: OpenCell): string {
  if (cell === null) return '<table:table-cell/>';
  if (typeof cell === 'object') {
    if ('xml' in cell) return cell.xml;
    return `<table:table-cell table:style-name="ce1" office:value-type="date" office:date-value="${cell.date}"><text:p>as it shows</text:p></table:table-cell>`;
  }
  const value =
    typeof cell === 'number'
      ? `office:value-type="float" office:value="${cell}"`
      : typeof cell === 'boolean'
        ? `office:value-type="boolean" office:boolean-value="${cell}"`
        : 'office:value-type="string"';
  return `<table:table-cell ${value}><text:p>${escaped(String(cell))}</text:p></table:table-cell>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
