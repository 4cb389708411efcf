import type { ByteReader } from './byte-reader.js';

const signature = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const headerDifats = 109;
const entrySize = 128;
const streamType = 2;

/** Numbers from here on are no sectors but marks: the end of a chain, a free sector. */
const firstMark = 0xfffffffa;

/**
 * The names of the streams of a compound file (MS-CFB), the container of older office documents. Each sector is looked at once at
 * most, whatever the chains say.
 * @returns undefined for what is no such file
 */
export const streamsOf = (bytes: ByteReader): ReadonlySet<string> | undefined => {
  const sectors = sectorsOf(bytes);
  if (sectors === undefined) return undefined;
  const names = new Set<string>();
  for (const sector of chainOf(sectors, bytes.uint32(48))) {
    for (let at = sectors.offset(sector); at < sectors.offset(sector + 1); at += entrySize) {
      if (bytes.latin1(at + 66, 1).charCodeAt(0) === streamType) names.add(nameAt(bytes, at));
    }
  }
  return names;
};

interface Sectors {
  readonly bytes: ByteReader;
  readonly size: number;
  readonly count: number;
  readonly offset: (sector: number) => number;
  /** Sectors of the allocation table, in its order. */
  readonly table: readonly number[];
}

const sectorsOf = (bytes: ByteReader): Sectors | undefined => {
  if (bytes.latin1(0, signature.length) !== signature || bytes.uint16(28) !== 0xfffe) return undefined;
  const shift = bytes.uint16(30);
  // Version 3 has sectors of 512 bytes, version 4 of 4,096.
  if (bytes.uint16(26) !== (shift === 9 ? 3 : shift === 12 ? 4 : 0)) return undefined;
  const size = 1 << shift;
  const offset = (sector: number): number => (sector + 1) * size;
  const count = Math.ceil(bytes.length / size) - 1;
  const numbers = (at: number, length: number): readonly number[] =>
    Array.from({ length }, (_, index) => bytes.uint32(at + 4 * index));
  const table = [...numbers(76, headerDifats)];
  // What the header has no room for lies in a chain of its own; the last number of each link is the next link.
  let link = bytes.uint32(68);
  for (let links = 0; link < count && links < count; links += 1) {
    const entries = numbers(offset(link), size / 4);
    table.push(...entries.slice(0, -1));
    link = entries.at(-1) ?? firstMark;
  }
  return { bytes, size, count, offset, table: table.filter((sector) => sector < count) };
};

/** A chain that does not end would go round in circles: it is left after as many links as there are sectors. */
function* chainOf({ bytes, size, count, offset, table }: Sectors, start: number): Generator<number> {
  const perSector = size / 4;
  let sector = start;
  for (let links = 0; sector < count && links < count; links += 1) {
    yield sector;
    const home = table[Math.floor(sector / perSector)];
    if (home === undefined) return;
    sector = bytes.uint32(offset(home) + 4 * (sector % perSector));
  }
}

/** UTF-16, its length in bytes with the closing zero. */
const nameAt = (bytes: ByteReader, entry: number): string => {
  const length = Math.min(bytes.uint16(entry + 64), 64) / 2 - 1;
  return Array.from({ length: Math.max(0, Math.floor(length)) }, (_, index) =>
    String.fromCharCode(bytes.uint16(entry + 2 * index)),
  ).join('');
};
