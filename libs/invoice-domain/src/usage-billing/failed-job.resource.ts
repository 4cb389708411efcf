import { attr, instant, json, resourceOf, text } from '@org/json-api';
import { exposeToAdmin } from '../dialects/expose.js';
import type { FailedJob } from './failed-job.js';

/** A failed job, which waits for a retry. */
const failedJobResource = /* @__PURE__ */ resourceOf<FailedJob>()('failedJob', () => ({
  attributes: { job: attr(text), data: attr(json<FailedJob['data']>()), cause: attr(text), failedAt: attr(instant) },
}));

export const adminFailedJob = /* @__PURE__ */ exposeToAdmin(failedJobResource, {
  type: 'failed-jobs',
  attributes: { job: {}, data: {}, cause: {}, failedAt: {} },
});
