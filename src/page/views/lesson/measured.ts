/** An epoch as the figure draws it: what is measured on the hidden, and the loss on the seen. */
export interface Measured {
  readonly epoch: number;
  readonly value: number;
  readonly loss: number;
}
