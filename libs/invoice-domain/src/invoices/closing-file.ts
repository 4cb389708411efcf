import { closingFileTypes, type ClosingFileType } from './external-invoice.js';
import { ByteReader } from './files/byte-reader.js';
import { isDoc } from './files/doc.js';
import { isPdf } from './files/pdf.js';
import { isXlsx } from './files/xlsx.js';

/** The file of a closing document, its content known to be of its type. */
export interface ClosingFile {
  readonly type: ClosingFileType;
  readonly content: Uint8Array;
}

const contentRules: Readonly<Record<ClosingFileType, (bytes: ByteReader) => boolean>> = {
  pdf: isPdf,
  doc: isDoc,
  xlsx: isXlsx,
};

const types = Object.keys(closingFileTypes) as readonly ClosingFileType[];

/** Format of the file according to its content; undefined for any other format. */
export const formatOf = (content: Uint8Array): ClosingFileType | undefined => {
  const bytes = new ByteReader(content);
  return types.find((type) => contentRules[type](bytes));
};

const prefix = /^data:([\w.+/-]{1,100});base64,/i;

/**
 * A file as it is sent: base64 with its media type, `data:application/pdf;base64,JVBERi0…`. The media type is not believed: the content
 * has to be of that very format.
 * @returns undefined for anything else
 */
export const closingFileIn = (sent: string): ClosingFile | undefined => {
  const [start, mediaType = ''] = prefix.exec(sent) ?? [];
  const type = types.find((one) => closingFileTypes[one] === mediaType.toLowerCase());
  if (start === undefined || type === undefined) return undefined;
  const text = sent.slice(start.length);
  const content = Buffer.from(text, 'base64');
  // Buffer leaves out what is no base64; written back, only the plain form is the same.
  return content.toString('base64') === text && formatOf(content) === type ? { type, content } : undefined;
};
