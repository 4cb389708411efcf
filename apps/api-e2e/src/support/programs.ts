import { join } from 'node:path';

/** A program of the server, as it is built, or one of the tests' own. */
export type Program =
  | 'main'
  | 'worker'
  | 'admin'
  | 'bill'
  | 'verify'
  | 'ingest'
  | 'migrate'
  | 'roles'
  | 'commerce-request'
  | 'invoice-steps';

/** File of a program, in one piece; see `setup/bundle-programs.mjs`. */
export const fileOfProgram = (program: Program): string => join(process.env['PROGRAMS_FOLDER'] ?? '', `${program}.js`);
