import { readFile } from 'node:fs/promises';

/** A file of calls that something went wrong with. @param values of the words that stand for ids in it and in its name: `ACCOUNT` */
export const caseFile = async (name: string, values: Readonly<Record<string, number>> = {}): Promise<string> => {
  const file = await readFile(
    new URL(`cases/${[name, ...Object.keys(values)].join('.')}.csv`, import.meta.url),
    'utf8',
  );
  return Object.entries(values).reduce((text, [word, id]) => text.replaceAll(word, String(id)), file);
};
