import type { FaultFacts } from '../../domain/faults';
import * as say from '../messages/errors';
import type { Always, Said } from './said';

/** Why a project file was not taken in. */
export function projectFileWords(facts: Always<FaultFacts['PROJECT_FILE']>): Said {
  return { todo: say.projectFileTodo(), ...reasonWords(facts), safe: say.projectFileSafe() };
}

function reasonWords(facts: Always<FaultFacts['PROJECT_FILE']>): { readonly what: string; todo?: string } {
  const { file } = facts;
  switch (facts.reason) {
    case 'foreign':
      return { what: say.projectFileForeign({ file }), todo: say.projectFileForeignTodo() };
    case 'newer':
      return {
        what: say.projectFileNewer({ file, version: facts.version === null ? '' : `, ${facts.version}` }),
        todo: say.projectFileNewerTodo(),
      };
    case 'incomplete':
      return {
        what:
          facts.counts === null
            ? say.projectFileShort({ file })
            : say.projectFileParts({ file, ...facts.counts }),
      };
    case 'changed':
      return {
        what:
          facts.part === null
            ? say.projectFileDamaged({ file })
            : say.projectFilePart({ file, part: facts.part }),
      };
    case 'limit':
      return { what: say.archiveLimit({ file }) };
    case 'malformed':
      return { what: say.projectFileMalformed({ file }) };
  }
}
