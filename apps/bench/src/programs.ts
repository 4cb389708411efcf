import { fileURLToPath } from 'node:url';

const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The built programs that are measured. */
export const programs = {
  app: built('../../api/dist/main.js'),
  bill: built('../../api/dist/commands/bill.js'),
  ingest: built('../../api/dist/commands/ingest.js'),
  /** The server of bare `node:http` and `pg`. */
  floor: built('./floor/main.js'),
} as const;
