import { emulator, ensureBuilt } from '../../../src/programs/server/build.mjs';

/** Before the files that start the emulator, which run side by side: one would build over what another runs from. */
export default function setUp(): void {
  ensureBuilt(emulator);
}
