import { isCategorical, type Column } from './columns';
import { fieldType, type SchemaField } from './schema';

/** A column or schema field that may hold what an item is called. */
export interface Nameable {
  readonly name: string;
  /** Texts, as against numbers and flags. */
  readonly isText: boolean;
  /** A few values that many items share. */
  readonly isCategory: boolean;
}

/** Names of columns that hold what an item is called, the likeliest first. */
const TITLES = [
  'TITLE',
  'NAME',
  'ITEM_NAME',
  'LINEITEM_NAME',
  'PRODUCT_NAME',
  'PRODUCT_TITLE',
  'TITEL',
  'BEZEICHNUNG',
  'DESCRIPTION',
  'PRODUCT_DESCRIPTION',
];

/** Names of what stands for an item or leads to it, and is nothing that people call it: `ART_NR`, `SKU`, `IMAGE_URL`. */
const NUMBERS =
  /(^|_)(ID|NO|NR|NUM|NUMBER|NUMMER|CODE|KEY|REF|SKU|EAN|GTIN|UPC|ISBN|ISBN13|ASIN|ISRC|BARCODE|UUID|URL|URI|LINK|IMAGE|IMG|PHOTO)$/i;

/** What a kind of things is called, and none of them: `product_category_name`. */
const KINDS = /(CATEGORY|TYPE|KIND|GROUP|CLASS|BRAND|GENRE|DEPARTMENT|SECTION|COLOU?R)_?(NAME|TITLE)$/i;

/** The column by which people know an item: by its name, else the first text of its own; null where there is none. */
export function titleField<Field extends Nameable>(fields: readonly Field[]): Field | null {
  const texts = fields.filter(({ isText, name }) => isText && !NUMBERS.test(name));
  for (const title of TITLES) {
    const known = texts.find(({ name }) => name.toUpperCase() === title);
    if (known !== undefined) return known;
  }
  return (
    texts.find(({ name }) => /(NAME|TITLE)$/i.test(name) && !KINDS.test(name)) ??
    texts.find(({ isCategory }) => !isCategory) ??
    null
  );
}

/**
 * Names of columns that hold what a person is called, the likeliest first; those of Korean headers as they are spelled in
 * schemas.
 */
const NAMES = [
  'NAME',
  'FULL_NAME',
  'FULLNAME',
  'DISPLAY_NAME',
  'NICKNAME',
  'IREUM',
  'SEONGMYEONG',
  ...['USER', 'CUSTOMER', 'CLIENT', 'GUEST', 'MEMBER', 'PERSON', 'READER', 'STUDENT', 'PROFILE'].flatMap(
    (whose) => [`${whose}_NAME`, `${whose}NAME`, whose],
  ),
  ...['HOEWON', 'GOGAEK', 'SAYONGJA', 'IYONGJA', 'HAKSAENG'].flatMap((whose) => [
    `${whose}MYEONG`,
    `${whose}IREUM`,
    `${whose}_IREUM`,
  ]),
];

/** Whether a field is called as what people are called. */
export function namesPerson(name: string): boolean {
  return NAMES.includes(name.toUpperCase());
}

/** Names of columns with a half of it: in front, and behind. */
const FIRST_NAMES =
  'FIRST_NAME FIRSTNAME GIVEN_NAME GIVENNAME FORENAME VORNAME PRENOM NOMBRE NOME VOORNAAM FORNAMN FORNAVN IMIE'.split(
    ' ',
  );
const LAST_NAMES =
  'LAST_NAME LASTNAME FAMILY_NAME FAMILYNAME SURNAME NACHNAME FAMILIENNAME NOM APELLIDOS APELLIDO PRIMER_APELLIDO COGNOME SOBRENOME ACHTERNAAM EFTERNAMN ETTERNAVN EFTERNAVN NAZWISKO'.split(
    ' ',
  );

/**
 * The column by which people know a person, or the two that have a half of the name each, the first name in front; none
 * where no name says so, as any other text may be anything.
 */
export function personFields<Field extends Nameable>(fields: readonly Field[]): readonly Field[] {
  const called = (names: readonly string[]): Field | undefined =>
    names
      .flatMap((name) => fields.filter((field) => field.isText && field.name.toUpperCase() === name))
      .at(0);
  const [whole, first, last] = [NAMES, FIRST_NAMES, LAST_NAMES].map(called);
  // `Name` beside `Vorname` is the family's.
  const isHalf = whole?.name.toUpperCase() === 'NAME' && first !== undefined && last === undefined;
  if (whole !== undefined && !isHalf) return [whole];
  return [first, last ?? whole].filter((field) => field !== undefined);
}

/** The columns of a table as such. */
export function nameableColumns(
  columns: readonly Column[] | undefined,
): readonly (Nameable & { readonly column: Column })[] {
  return (columns ?? []).map((column) => ({
    name: column.name,
    isText: column.kind === 'text' || column.kind === 'code',
    isCategory: isCategorical(column),
    column,
  }));
}

/** As `titleField`, of the fields of a schema. @returns its name. */
export function titleOfSchema(fields: readonly SchemaField[]): string | null {
  const nameable = fields.map((field) => ({
    name: field.name,
    isText: fieldType(field).primitive === 'string' && field.textual !== true,
    isCategory: field.categorical === true,
  }));
  return titleField(nameable)?.name ?? null;
}
