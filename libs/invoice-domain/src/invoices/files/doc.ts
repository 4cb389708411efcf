import type { ByteReader } from './byte-reader.js';
import { streamsOf } from './compound-file.js';

/** MS-DOC: a compound file with the stream of the text. */
export const isDoc = (bytes: ByteReader): boolean => streamsOf(bytes)?.has('WordDocument') ?? false;
