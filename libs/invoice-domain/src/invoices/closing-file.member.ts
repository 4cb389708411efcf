import { fileMember, type Member } from '@org/json-api';
import { closingFileTypes } from './external-invoice.js';
import { closingFileIn, type ClosingFile } from './closing-file.js';

/** A file that a customer is shown: PDF, DOC or XLSX by its content. */
export const closingFile = (description: string): Member<ClosingFile, false> =>
  fileMember({
    mediaTypes: Object.values(closingFileTypes),
    message: 'has to be a PDF, DOC or XLSX file, in base64 with its media type: data:application/pdf;base64,…',
    read: closingFileIn,
    example: 'data:application/pdf;base64,JVBERi0xLjcKJSUlRU9GCg==',
    description,
  });
