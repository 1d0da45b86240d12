import type { StoredModel } from '../../domain/model';

/** In the header of models that were trained where the order within a second was drawn. */
const CONFIG = 'drawnSeconds';

/** The model, marked so that it reads a history as it was trained: each second in an order that its seed draws. */
export function withDrawnSeconds({ header, arrays }: StoredModel, drawn: boolean | undefined): StoredModel {
  return drawn === true
    ? { header: { ...header, config: { ...header.config, [CONFIG]: true } }, arrays }
    : { header, arrays };
}

/** False for models from before, and where no second had several events: they read rows in their order. */
export function drawsSeconds({ header }: StoredModel): boolean {
  return header.config[CONFIG] === true;
}
