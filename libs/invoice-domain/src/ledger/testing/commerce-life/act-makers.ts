import type { Act } from './act.js';
import type { ActName, ActStepOf } from './steps.js';

/** The acts of steps; none where no record is there that it could be about. */
export type ActMakers = { readonly [Name in ActName]: (of: ActStepOf<Name>) => Act | undefined };
