import { attr, instant, integer, jsonList, oneOf, optional, resourceOf, text } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import { importStates, type Import, type ImportSums } from './import.js';

/** A file or a batch that brought rows, and what became of them. */
const importResource = /* @__PURE__ */ resourceOf<Import>()('import', () => ({
  attributes: {
    kind: attr(text),
    name: attr(text),
    source: attr(text),
    digest: optional(text),
    state: attr(oneOf(importStates)),
    actor: attr(text),
    startedAt: attr(instant),
    finishedAt: optional(instant),
    readCount: attr(integer),
    addedCount: attr(integer),
    movedCount: attr(integer),
    alreadyThereCount: attr(integer),
    rejectedCount: attr(integer),
    sums: optional(jsonList<ImportSums>()),
    undoneBy: optional(text),
    reason: optional(text),
  },
}));

export const adminImport = /* @__PURE__ */ exposeToAdmin(importResource, {
  type: 'imports',
  attributes: {
    kind: {},
    name: {},
    source: {},
    digest: {},
    state: {
      words: {
        running: 'Running',
        finished: 'Finished',
        brokenOff: 'Broken',
        undoing: 'Undoing',
        undone: 'Undone',
      },
    },
    actor: {},
    startedAt: {},
    finishedAt: {},
    readCount: {},
    addedCount: {},
    alreadyThereCount: {},
    rejectedCount: {},
    sums: {},
    undoneBy: {},
    reason: {},
    movedCount: { onRequest: true, filter: false, sort: false },
  },
});
