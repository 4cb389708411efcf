import { Composer, isMap, isScalar, isSeq, LineCounter, Parser, type CST, type Document, type Node } from 'yaml';
import type { Path } from './setting.js';

/** Bytes of a mapping file, at most: tables of numbers are long, and everything beyond is another file. */
export const largestMapping = 1_048_576;

/** Levels of a mapping file; the deepest setting is on the fifth. */
const deepest = 10;

/** A mapping file that cannot be used, with everything that is wrong with it. */
export class FaultyMapping extends Error {
  override readonly name = 'FaultyMapping';
}

/** A mapping file as it was written. */
export interface WrittenMapping {
  readonly content: unknown;
  /** On which line the setting stands, or the nearest one around it; undefined for one that the file does not have. */
  readonly lineOf: (path: Path) => number | undefined;
}

/**
 * A number keeps its digits: one that is not written as a whole number usually is stays text, so that 0044 is not 44, nor 0.10 a float.
 */
const scalarOf = (value: unknown, source: string | undefined): unknown => {
  if (typeof value === 'bigint') return source;
  return typeof value === 'number' && !(Number.isInteger(value) && String(value) === source) ? source : value;
};

const keyOf = (key: unknown): string => {
  if (!isScalar(key)) throw new FaultyMapping('A name has to be text.');
  return key.source ?? String(key.value);
};

const contentOf = (node: unknown): unknown => {
  if (node === null) return null;
  if (isScalar(node)) return scalarOf(node.value, node.source);
  if (isSeq(node)) return node.items.map(contentOf);
  if (isMap(node)) return Object.fromEntries(node.items.map(({ key, value }) => [keyOf(key), contentOf(value)]));
  throw new FaultyMapping('It refers to another place in it by an alias, which is not read.');
};

const insideOf = (token: CST.Token | null | undefined): readonly (CST.Token | null | undefined)[] => {
  if (token?.type === 'document') return [token.value];
  return token && 'items' in token ? token.items.flatMap(({ key, value }) => [key, value]) : [];
};

/** Refuses a tree that is too deep. It goes level by level, as recursion would overflow the stack. */
const refuseDeep = (tokens: readonly CST.Token[]): void => {
  let level: readonly (CST.Token | null | undefined)[] = tokens;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) throw new FaultyMapping('It is nested too deeply.');
    level = level.flatMap(insideOf);
  }
};

const lineFinder =
  (document: Document, lines: LineCounter) =>
  (path: Path): number | undefined => {
    let node: unknown = document.contents;
    let found: Node | undefined;
    for (const member of path) {
      const pair = isMap(node) ? node.items.find(({ key }) => keyOf(key) === String(member)) : undefined;
      if (pair !== undefined) [found, node] = [pair.key as Node, pair.value];
      else if (isSeq(node) && typeof member === 'number') found = node = node.items[member] as Node;
      else break;
    }
    return found?.range ? lines.linePos(found.range[0]).line : undefined;
  };

/**
 * Reads YAML, of which JSON is a part.
 * @throws FaultyMapping
 */
export const readMappingText = (text: string): WrittenMapping => {
  if (Buffer.byteLength(text) > largestMapping)
    throw new FaultyMapping(`It has more than ${largestMapping.toLocaleString('en')} bytes.`);
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  refuseDeep(tokens);
  const [document, another] = new Composer({ prettyErrors: false }).compose(tokens, true, text.length);
  if (document === undefined || another !== undefined) throw new FaultyMapping('It has to hold one document.');
  const [error] = document.errors;
  if (error !== undefined)
    throw new FaultyMapping(`Line ${lines.linePos(error.pos[0]).line} is no YAML: ${error.message}`);
  return { content: contentOf(document.contents), lineOf: lineFinder(document, lines) };
};
