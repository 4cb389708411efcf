import { readFile, stat } from 'node:fs/promises';
import {
  builtInMappings,
  didYouMean,
  FaultyMapping,
  ingestTables,
  largestMapping,
  parseMapping,
  type Mapping,
} from '@org/invoice-domain/persistence';
import type { Arguments, NamedMapping } from './arguments.js';

/** @throws FaultyMapping */
export const builtInMapping = (name: string): string => {
  const text = builtInMappings.get(name);
  if (text !== undefined) return text;
  const names = [...builtInMappings.keys()];
  throw new FaultyMapping(
    `There is no built-in mapping ${JSON.stringify(name)}.${didYouMean(name, names)} There are ${names.join(', ')}; a file is named with its ending, such as ${name}.yml.`,
  );
};

const textOf = async ({ name, file }: NamedMapping): Promise<string> => {
  if (file === undefined) return builtInMapping(name);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new FaultyMapping(`${name}: there is no such file.`);
  if (found.size > largestMapping)
    throw new FaultyMapping(`${name}: a mapping has at most ${largestMapping.toLocaleString('en')} bytes.`);
  return readFile(file, 'utf8');
};

/** @throws FaultyMapping with the places in the file */
export const readMapping = async (map: NamedMapping, kind: Arguments['kind']): Promise<Mapping> => {
  const text = await textOf(map);
  try {
    return parseMapping(text, ingestTables[kind]);
  } catch (error) {
    throw error instanceof FaultyMapping ? new FaultyMapping(`${map.name}: ${error.message}`) : error;
  }
};
