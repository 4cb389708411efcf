import { attr, identifier, instant, jsonList, optional, resourceOf, text } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { InvoicePeriodId } from '../parties/account.js';
import type { ComingPeriod, SchedulePreview } from './schedule-preview.js';

const schedulePreviewResource = /* @__PURE__ */ resourceOf<SchedulePreview>()('schedulePreview', () => ({
  attributes: {
    invoicePeriodId: optional(identifier<InvoicePeriodId>()),
    timeZone: attr(text),
    billedUntil: optional(instant),
    newTermsFrom: optional(instant),
    periods: attr(jsonList<ComingPeriod>()),
  },
}));

/** How an account would be billed: answered, never listed. */
export const adminSchedulePreview = /* @__PURE__ */ exposeToAdmin(schedulePreviewResource, {
  type: 'schedule-previews',
  attributes: { invoicePeriodId: {}, timeZone: { name: 'timezone' }, billedUntil: {}, newTermsFrom: {}, periods: {} },
});
