import type { ByteReader } from './byte-reader.js';

const header = /^%PDF-[12]\.\d/;

/** ISO 32000: the version stands at the very front. */
export const isPdf = (bytes: ByteReader): boolean => header.test(bytes.latin1(0, 8));
