/**
 * Stretches of the inputs of targets, in a thread of its own: an input that never ends can then be ended. Plain
 * JavaScript, because the thread reads TypeScript only once tsx is registered in it.
 */
import { register } from 'tsx/esm/api';

register();
const { runStretches } = await import('./stretch');
runStretches();
