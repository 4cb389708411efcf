import type { ByteReader } from './byte-reader.js';

const localHeader = 0x04034b50;
const directoryEntry = 0x02014b50;
const directoryEnd = 0x06054b50;
const directoryEndSize = 22;
const entrySize = 46;
const longestComment = 0xffff;

/** Longer names are cut: none that anybody looks for is. */
const longestName = 200;

/**
 * The names of a ZIP archive's entries, as its central directory has them. Nothing is decompressed, so an archive that would become
 * huge costs no more than another.
 * @returns undefined for what is no archive from its first byte to its last, or one of more than 4 GiB
 */
export const zipEntriesOf = (bytes: ByteReader): ReadonlySet<string> | undefined => {
  if (bytes.uint32(0) !== localHeader) return undefined;
  const end = directoryEndIn(bytes);
  if (end === undefined) return undefined;
  const count = bytes.uint16(end + 10);
  const names = new Set<string>();
  let at = bytes.uint32(end + 16);
  if (at + bytes.uint32(end + 12) > end) return undefined;
  for (let index = 0; index < count; index += 1) {
    const isEntry = at + entrySize <= end && bytes.uint32(at) === directoryEntry;
    if (!isEntry || bytes.uint32(bytes.uint32(at + 42)) !== localHeader) return undefined;
    const nameLength = bytes.uint16(at + 28);
    names.add(bytes.latin1(at + entrySize, Math.min(nameLength, longestName)));
    at += entrySize + nameLength + bytes.uint16(at + 30) + bytes.uint16(at + 32);
  }
  return at <= end ? names : undefined;
};

/** It is the last thing of an archive but for a comment, whose length it gives. */
const directoryEndIn = (bytes: ByteReader): number | undefined => {
  const first = Math.max(0, bytes.length - directoryEndSize - longestComment);
  for (let at = bytes.length - directoryEndSize; at >= first; at -= 1) {
    const isEnd = bytes.uint32(at) === directoryEnd && at + directoryEndSize + bytes.uint16(at + 20) === bytes.length;
    if (isEnd) return at;
  }
  return undefined;
};
