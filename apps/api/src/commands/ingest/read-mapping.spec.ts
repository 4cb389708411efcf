import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMapping } from './read-mapping.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'org-invoices-mapping-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (content: string) => {
  const file = join(folder, 'own.yml');
  await writeFile(file, content);
  return { name: 'own.yml', file };
};

describe('a mapping of the command line', () => {
  it('is a built-in one by its name', async () => {
    expect((await readMapping({ name: '3cx', file: undefined }, 'cdrs')).csv.fields).toEqual([20, 21]);
  });

  it('is read from its file', async () => {
    expect((await readMapping(await written('extends: 3cx\ncsv: { fields: 20 }\n'), 'cdrs')).csv.fields).toEqual([20]);
  });

  it.each([
    ['asterix', 'There is no built-in mapping "asterix". Did you mean "asterisk"? There are asterisk, freeswitch,'],
    ['constructor', 'There is no built-in mapping "constructor". There are asterisk,'],
  ])('that nobody built in is refused: %s', async (name, message) => {
    await expect(readMapping({ name, file: undefined }, 'cdrs')).rejects.toThrow(message);
  });

  it('that is not there, or no file, is refused', async () => {
    const missing = { name: './none.yml', file: join(folder, 'none.yml') };
    await expect(readMapping(missing, 'cdrs')).rejects.toThrow('./none.yml: there is no such file.');
    await expect(readMapping({ name: '.', file: folder }, 'cdrs')).rejects.toThrow('.: there is no such file.');
  });

  it('that is too large is refused before it is read', async () => {
    const large = await written('#'.repeat(1_048_577));
    await expect(readMapping(large, 'cdrs')).rejects.toThrow('own.yml: a mapping has at most 1,048,576 bytes.');
  });

  it('that is wrong is refused with its name, the line and the path', async () => {
    const odd = await written('extends: asterisk\ncolums: {}\n');
    await expect(readMapping(odd, 'cdrs')).rejects.toThrow(
      'own.yml: line 2: colums is no setting. Did you mean "columns"?',
    );
  });

  it('is refused for a table that has other columns', async () => {
    await expect(readMapping({ name: '3cx', file: undefined }, 'transactions')).rejects.toThrow(
      'columns.id is no column of transactions.',
    );
  });
});
