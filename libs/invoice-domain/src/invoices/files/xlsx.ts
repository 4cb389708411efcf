import type { ByteReader } from './byte-reader.js';
import { zipEntriesOf } from './zip.js';

/** ECMA-376: a package of parts, of which one is the workbook. With macros it is another format, and nothing to hand on. */
export const isXlsx = (bytes: ByteReader): boolean => {
  const parts = zipEntriesOf(bytes);
  return (
    parts !== undefined &&
    parts.has('[Content_Types].xml') &&
    parts.has('xl/workbook.xml') &&
    ![...parts].some((part) => part.toLowerCase().endsWith('vbaproject.bin'))
  );
};
