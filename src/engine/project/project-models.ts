import { loadModel } from '../../recipes/load-model';
import { servesOf } from '../../domain/recipe-catalogue';
import type { StoredModel } from '../../domain/model';
import type { Arn, SolutionVersion } from '../../domain/resources';
import type { ModelCache } from './model-cache';
import type { ProjectData } from './project-data';
import type { Readings } from './readings';
import { ServedModel } from './served-model';
import type { StateWriter } from './state-writer';
import type { ProjectStore } from './store-port';

/** The models of an open project, read when they are first asked for. */
export class ProjectModels {
  constructor(
    private readonly store: ProjectStore,
    private readonly writer: StateWriter,
    private readonly readings: Readings,
    private readonly data: ProjectData,
    private readonly ready: ModelCache,
  ) {}

  /** The model of an ACTIVE version, read once and kept while it is among the last used. */
  async of(version: SolutionVersion): Promise<ServedModel> {
    const { arn } = version;
    return this.ready.get(arn, () =>
      this.readings.run(
        async () => {
          const [stored, index] = await Promise.all([this.store.readModel(arn), this.data.index()]);
          const { dataVersion } = this.writer.state;
          const ofActions = servesOf(version.spec.recipe) === 'actions';
          const sameData = version.dataVersion === dataVersion && version.ownNumbers !== true;
          const own = ofActions ? index.actions : index;
          return new ServedModel(stored, own, !ofActions && sameData, await loadModel(stored));
        },
        () => this.ready.delete(arn),
      ),
    );
  }

  /** A model as it is stored. @throws AppError MODEL_UNREADABLE */
  async stored(arn: Arn): Promise<StoredModel> {
    return this.readings.run(() => this.store.readModel(arn));
  }

  /** Bytes that each version's model takes at rest. */
  async sizes(): Promise<ReadonlyMap<Arn, number>> {
    return this.store.modelSizes();
  }
}
