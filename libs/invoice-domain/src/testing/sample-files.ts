/** The smallest files of each format of closing documents, and how to make others of their containers. */

export const aPdf = (text = 'Act'): Buffer => Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`);

const uint16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16LE(value, 2 * index));
  return bytes;
};

const uint32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
  return bytes;
};

/** A ZIP archive of entries that are stored as they are. */
export const zipOf = (entries: Readonly<Record<string, string>>, comment = ''): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [path, content] = [Buffer.from(name, 'latin1'), Buffer.from(text)];
    const sizes = uint32(0, content.length, content.length);
    const file = Buffer.concat([
      uint32(0x04034b50),
      uint16(20, 0, 0, 0, 0),
      sizes,
      uint16(path.length, 0),
      path,
      content,
    ]);
    files.push(file);
    directory.push(
      uint32(0x02014b50),
      uint16(20, 20, 0, 0, 0, 0),
      sizes,
      uint16(path.length, 0, 0, 0, 0),
      uint32(0, offset),
      path,
    );
    offset += file.length;
  }
  const count = Object.keys(entries).length;
  const size = Buffer.concat(directory).length;
  const end = [uint32(0x06054b50), uint16(0, 0, count, count), uint32(size, offset), uint16(comment.length)];
  return Buffer.concat([...files, ...directory, ...end, Buffer.from(comment, 'latin1')]);
};

export const anXlsx = (others: Readonly<Record<string, string>> = {}): Buffer =>
  zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>', ...others });

const [endOfChain, tableSector] = [0xfffffffe, 0xfffffffd];

const directoryEntry = (name: string, type: number): Buffer => {
  const entry = Buffer.alloc(128);
  entry.write(`${name}\0`, 0, 'utf16le');
  entry.writeUInt16LE(2 * (name.length + 1), 64);
  entry.writeUInt8(type, 66);
  return entry;
};

/** A compound file of sectors of 512 bytes: the allocation table in the first, then the directory with the streams. */
export const compoundFileOf = (streams: readonly string[]): Buffer => {
  const entries = [directoryEntry('Root Entry', 5), ...streams.map((name) => directoryEntry(name, 2))];
  const directorySectors = Math.ceil(entries.length / 4);
  const header = Buffer.alloc(512, 0xff);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header);
  header.fill(0, 8, 76);
  uint16(0x3e, 3, 0xfffe, 9, 6).copy(header, 24);
  uint32(0, 1, 1, 0, 4096, endOfChain, 0, endOfChain, 0, 0).copy(header, 40);
  const table = Buffer.alloc(512, 0xff);
  const chain = Array.from({ length: directorySectors }, (_, index) =>
    index + 1 === directorySectors ? endOfChain : index + 2,
  );
  uint32(tableSector, ...chain).copy(table);
  return Buffer.concat([header, table, ...entries, Buffer.alloc(128 * (directorySectors * 4 - entries.length))]);
};

export const aDoc = (): Buffer => compoundFileOf(['1Table', 'WordDocument', 'Data', '\u0005SummaryInformation', 'x']);

/** A file as it is sent. */
export const dataUrlOf = (mediaType: string, content: Uint8Array): string =>
  `data:${mediaType};base64,${Buffer.from(content).toString('base64')}`;
