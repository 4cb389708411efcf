import pg from 'pg';
import { sessionSettings } from './data-source.js';

/** A connection of its own, for a program that only imports usage. Not yet connected. */
export const createUsageClient = (url: string): pg.Client =>
  new pg.Client({ connectionString: url, options: sessionSettings, application_name: 'org-invoices-ingest' });
