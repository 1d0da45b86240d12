import type { RowFacts } from '../../domain/facts/imports';
import * as say from '../messages/row-issues';
import { ofRow, placed, placeNoun, quoted, someOf, type IssueWordsFor } from './finding';
import { missingWords, noEventsWords } from './no-events';
import { delimiterName } from './readings';

/** Words for D01 … D19. */
export const ROW_WORDS: IssueWordsFor<RowFacts> = {
  D01: (facts, { at }) => {
    switch (facts.reason) {
      case 'nothing-kept':
        return facts.unread
          ? {
              what: `${at}${say.noTimeRead({ rows: facts.rows, ...facts.unread })}`,
              fix: say.noTimeReadFix(),
            }
          : { what: `${at}${say.nothingKept({ rows: facts.rows })}`, fix: say.nothingKeptFix() };
      case 'header-only':
        return { what: `${at}${say.headerOnly()}`, fix: say.headerOnlyFix() };
      case 'none-meant':
        return { what: `${at}${say.noneMeant()}`, fix: say.otherFileFix() };
      case 'no-text':
        return { what: `${at}${say.notTable()}`, fix: say.otherFileFix() };
      case 'empty':
        return { what: `${at}${say.fileEmpty()}`, fix: say.otherFileFix() };
    }
  },
  D02: (facts, { isTyped }) =>
    facts.reason === 'domain'
      ? { what: say.noActionsInDomain(), fix: say.noActionsInDomainFix() }
      : facts.reason === 'type'
        ? { what: say.datasetType({ type: quoted(facts.type) }), fix: say.datasetTypeFix() }
        : noEventsWords(facts, isTyped),
  D03: ({ missing, found, door }, { at, isTyped }) =>
    door === 'mapping'
      ? { what: `${at}${unmappedWords(missing, found)}`, fix: missingWords(missing, isTyped) }
      : {
          what: `${at}${say.columnsMissing({ missing: missing.join(', '), found: someOf(found) })}`,
          fix: say.addColumnFix(),
        },
  D04: placed(({ delimiter }) => say.delimiter({ delimiter: delimiterName(delimiter) }), say.delimiterFix),
  D05: ({ reason }, { at }) =>
    reason === 'quoted'
      ? { what: `${at}${say.headerQuoted()}`, fix: say.headerQuotedFix() }
      : { what: `${at}${say.columnTwice()}`, fix: say.columnTwiceFix() },
  D06: ofRow(say.cells, say.cellsFix),
  D07: ({ reason }, finding) =>
    reason === 'inside'
      ? { what: `${finding.at}${say.afterQuote()}`, fix: finding.mend(say.afterQuoteFix()) }
      : { what: `${finding.at}${say.quoteOpen()}`, fix: say.quoteOpenFix() },
  D08: (facts, finding) => {
    const { at, value } = finding;
    switch (facts.reason) {
      case 'no-text':
        return { what: `${at}${say.notText({ value })}`, fix: finding.mend(say.notTextFix()) };
      case 'utf-16':
        return { what: `${at}${say.utf16()}`, fix: say.utf8Fix() };
      case 'bytes':
        return {
          what: `${at}${say.notUtf8({ offset: facts.byteOffset, byte: facts.byte.toString(16) })}`,
          fix: say.utf8Fix(),
        };
    }
  },
  D09: ofRow(say.emptyCell, say.emptyCellFix),
  D10: ({ type, stored }, finding) => {
    const { at, value } = finding;
    if (stored)
      return { what: `${at}${say.storedOtherType({ value, type })}`, fix: say.storedOtherTypeFix() };
    const isWhole = type === 'int' || type === 'long';
    return {
      what: `${at}${isWhole ? say.notWholeNumber({ value, type }) : say.notNumber({ value, type })}`,
      fix: finding.mend(say.notNumberFix()),
    };
  },
  D11: ofRow(say.notBoolean, say.notBooleanFix),
  D12: ({ door, epoch }, finding) => {
    const { at, value } = finding;
    return {
      what: `${at}${door === 'mapping' ? say.notTime({ value }) : say.notTimestamp({ value })}`,
      fix: finding.mend(epoch === null ? say.notTimestampFix() : say.dateFix({ epoch: `${epoch}` })),
    };
  },
  D13: ({ seconds }, { at, value }) => ({
    what: `${at}${say.milliseconds({ value })}`,
    fix: say.millisecondsFix({ seconds: `${seconds}` }),
  }),
  D14: ofRow(say.idLong, say.idLongFix),
  D15: ofRow(say.textLong, say.textLongFix),
  D16: (_, finding) => ({
    what: `${finding.at}${say.reserved({ value: finding.value })}`,
    fix: finding.mend(say.reservedFix({ place: placeNoun(finding.form) })),
  }),
  D17: placed(say.tooSmall, say.tooSmallFix),
  D18: placed(say.nothingToAddTo, say.nothingToAddToFix),
  D19: ofRow(say.tooLarge, say.tooLargeFix),
};

function unmappedWords(missing: readonly string[], found: readonly string[]): string {
  const facts = { missing: someOf(missing), found: someOf(found) };
  if (missing.length > 1) return say.nothingStandsFor(facts);
  const told = { ITEM_ID: say.noItemColumn, USER_ID: say.noUserColumn }[missing[0]];
  return (told ?? say.nothingStandsFor)(facts);
}
