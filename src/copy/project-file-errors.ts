import type { FaultFacts } from '../domain/facts/faults';
import { count } from '../domain/numbers';
import type { Always, Said } from './said';

const AGAIN = 'Get the file again, or save a new copy from the device that has the project.';

/** Why a project file was not taken in. */
export function projectFileWords(facts: Always<FaultFacts['PROJECT_FILE']>): Said {
  return {
    todo: AGAIN,
    ...reasonWords(facts),
    safe: 'Nothing was taken in; your projects are as they were.',
  };
}

function reasonWords(facts: Always<FaultFacts['PROJECT_FILE']>): { readonly what: string; todo?: string } {
  const { file } = facts;
  switch (facts.reason) {
    case 'foreign':
      return {
        what: `${file} is not a project file of Foretaste.`,
        todo: 'Choose a file that “Save a copy” has made; its name ends in .foretaste.zip.',
      };
    case 'newer':
      return {
        what: `${file} was saved by a newer version of Foretaste${facts.version === null ? '' : `, ${facts.version}`}.`,
        todo: 'Load this page with a network connection to get the newer version, then open the file again.',
      };
    case 'incomplete':
      return {
        what:
          facts.counts === null
            ? `${file} ends too early.`
            : `${file} ends too early: ${count(facts.counts.found)} of its ${count(facts.counts.expected)} parts are whole.`,
      };
    case 'changed':
      return {
        what: `${file} is damaged${facts.part === null ? '' : `: ${facts.part} is not as it was saved`}.`,
      };
    case 'limit':
      return { what: `${file} unpacks to more than is safe to open.` };
    case 'malformed':
      return { what: `${file} is not put together as a project file is.` };
  }
}
