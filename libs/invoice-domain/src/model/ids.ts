import type { Brand } from '@org/kernel';
import { idOf } from './id-of.js';

export * from './ids.generated.js';

/** Of a call: no entity stands for one. */
export type CdrId = Brand<number, 'CdrId'>;

export const cdrIdOf = /* @__PURE__ */ idOf<CdrId>();
