import type pg from 'pg';
import { defaultLimits } from '../../schema/connections/limits.js';
import { createClient } from '../../schema/connections/open-pool.js';

/** A connection of its own, for a program that only imports usage. Not yet connected. */
export const createUsageClient = (url: string, { connect, working } = defaultLimits): pg.Client =>
  createClient({ url, name: 'org-invoices-ingest', connect, limits: working });
