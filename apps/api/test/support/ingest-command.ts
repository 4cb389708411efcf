import { stderr, stdout } from 'node:process';
import { jest } from '@jest/globals';
import { argumentsOf } from '../../src/commands/ingest/arguments.js';
import { importFiles } from '../../src/commands/ingest/import-files.js';
import { ingestCommand } from '../../src/commands/ingest/ingest-command.js';

/** Output of a command, and its exit code. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const heardOn = (stream: NodeJS.WriteStream) => {
  const heard = jest.spyOn(stream, 'write').mockReturnValue(true);
  return () => {
    const text = heard.mock.calls.map(([chunk]) => String(chunk)).join('');
    heard.mockRestore();
    return text;
  };
};

/**
 * Runs `npm run ingest` in this process, one at a time.
 * @param folder where it is called
 */
export const runIngest = async (databaseUrl: string, folder: string, given: readonly string[]): Promise<Ended> => {
  const [out, err] = [heardOn(stdout), heardOn(stderr)];
  const surroundings = { databaseUrl: () => databaseUrl, interruption: () => new AbortController().signal };
  let code = 0;
  let refusal = '';
  const command = ingestCommand(async (kind, files, options) => {
    code = await importFiles(argumentsOf({ kind, files, options }, folder), surroundings);
  });
  try {
    await command.parseAsync(given, { from: 'user' });
  } catch (error) {
    code = 2;
    refusal = (error as Error).message;
  }
  return { code, out: out(), err: err() + refusal };
};
