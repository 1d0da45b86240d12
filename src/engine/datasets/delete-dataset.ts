import type { ProjectState } from '../../domain/resources';
import type { Tables } from '../../domain/columns';
import { holdsEvents, isAboutActions, type DatasetType } from '../../domain/schema';
import { NO_INTERACTIONS, withTable } from '../../data/tables/table-of';
import { describeTables } from '../../data/card';
import type { OpenProject } from '../project/open-project';
import { serviceOf, withService } from '../../domain/service-resources';
import { nextDataVersion, requireSameData } from '../resources/data-changes';

/**
 * Takes a dataset out of the data, with what was put into it. `change` takes it out of the state.
 *
 * @throws AppError RESOURCE_IN_USE when an import was stored meanwhile.
 */
export async function deleteDatasetRows(
  project: OpenProject,
  type: DatasetType,
  change: (state: ProjectState) => ProjectState,
): Promise<void> {
  const { dataVersion } = project.state;
  const [{ tables }, batches] = await Promise.all([project.data.existing(), project.data.putBatches()]);
  const left = withoutRows(tables, type);
  const forget = (state: ProjectState): ProjectState => {
    const { forgottenBatches } = serviceOf(state);
    return withService(state, { forgottenBatches: { ...forgottenBatches, [type]: batches.length } });
  };
  await project.storage.writeData(
    (state) => {
      // What is left was made from the data before it.
      requireSameData(state, dataVersion);
      return { ...forget(change(state)), dataVersion: nextDataVersion(state) };
    },
    left,
    describeTables(left),
  );
}

/** The tables without the rows of one dataset; ids keep their numbers. */
function withoutRows(tables: Tables, type: DatasetType): Tables {
  if (isAboutActions(type) && tables.actions === undefined) return tables;
  return withTable(tables, type, holdsEvents(type) ? NO_INTERACTIONS : null);
}
