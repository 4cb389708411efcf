import { attr, identifier, instant, json, optional, resourceOf, text } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { AccountId, ImportId } from '../model/ids.js';
import type { UsageRevision } from './usage-revision.js';

/** It names accounts and imports by their ids alone: they may be gone. */
const usageRevisionResource = /* @__PURE__ */ resourceOf<UsageRevision>()('usageRevision', () => ({
  attributes: {
    kind: attr(text),
    recordKey: attr(text),
    change: attr(text),
    at: attr(instant),
    importId: optional(identifier<ImportId>()),
    vendorAccountId: optional(identifier<AccountId>()),
    accountId: optional(identifier<AccountId>()),
    actor: attr(text),
    reason: optional(text),
    record: attr(json<Readonly<Record<string, unknown>>>()),
    createdAt: attr(instant),
  },
}));

export const adminUsageRevision = /* @__PURE__ */ exposeToAdmin(usageRevisionResource, {
  type: 'usage-revisions',
  attributes: {
    kind: {},
    recordKey: {},
    change: {},
    at: {},
    importId: {},
    vendorAccountId: {},
    accountId: {},
    actor: {},
    reason: {},
    record: {},
    createdAt: {},
  },
});
