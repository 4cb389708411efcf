import { attr, identifier, instant, json, oneOf, optional, resourceOf, text } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { AccountId, ImportId } from '../model/ids.js';
import { usageChanges, type UsageRevision } from './usage-revision.js';

/** It names accounts and imports by their ids alone: they may be gone. */
const usageRevisionResource = /* @__PURE__ */ resourceOf<UsageRevision>()('usageRevision', () => ({
  attributes: {
    kind: attr(text),
    recordKey: attr(text),
    at: attr(instant),
    change: attr(oneOf(usageChanges)),
    record: attr(json<Readonly<Record<string, unknown>>>()),
    accountId: optional(identifier<AccountId>()),
    vendorAccountId: optional(identifier<AccountId>()),
    importId: optional(identifier<ImportId>()),
    actor: attr(text),
    reason: optional(text),
    createdAt: attr(instant),
  },
}));

export const adminUsageRevision = /* @__PURE__ */ exposeToAdmin(usageRevisionResource, {
  type: 'usage-revisions',
  attributes: {
    kind: {},
    recordKey: {},
    at: {},
    change: { words: { voided: 'Voided', replaced: 'Replaced', undone: 'Undone' } },
    record: {},
    accountId: {},
    vendorAccountId: {},
    importId: {},
    actor: {},
    reason: {},
    createdAt: {},
  },
});
