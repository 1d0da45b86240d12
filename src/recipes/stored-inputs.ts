import type { StoredModel } from '../domain/model';
import type { NumberArray, TaskArrays, TaskParams } from '../domain/ports';
import type { Model } from './recipe';

const MODEL = 'model.';

/** A model's arrays among the inputs of a task, under names that nothing else has. */
export function modelInputs(model: Model): Record<string, NumberArray> {
  return Object.fromEntries(
    Object.entries(model.store().arrays).map(([name, array]) => [MODEL + name, array]),
  );
}

/** What goes with them as a parameter. */
export function headerOf(model: Model): string {
  return JSON.stringify(model.store().header);
}

/** Finds the recipe of a stored model and loads it. */
export type ModelLoader = (stored: StoredModel) => Model | Promise<Model>;

/**
 * Finds the model among a task's inputs again; loaded once a call, as a worker keeps the inputs object while it works
 * on the parts of a call.
 */
export function modelsAmong(
  load: ModelLoader,
): (inputs: TaskArrays, params: TaskParams) => Model | Promise<Model> {
  const loaded = new WeakMap<TaskArrays, Model | Promise<Model>>();
  return (inputs, params) => {
    const model = loaded.get(inputs) ?? load(storedModel(inputs, params));
    loaded.set(inputs, model);
    return model;
  };
}

function storedModel(inputs: TaskArrays, params: TaskParams): StoredModel {
  const own = Object.entries(inputs).filter(([name]) => name.startsWith(MODEL));
  return {
    header: JSON.parse(String(params.header)) as StoredModel['header'],
    arrays: Object.fromEntries(own.map(([name, array]) => [name.slice(MODEL.length), array])),
  };
}
