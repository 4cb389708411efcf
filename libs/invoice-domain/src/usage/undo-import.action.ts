import { onRecord, reasonDocument, theRecordForNow } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminImport } from './import.resource.js';
import { undoRefusals } from './undo-import.js';

export const undoImport = adminAction('undoImport', {
  on: onRecord(adminImport),
  path: 'undo',
  right: 'bill',
  body: reasonDocument,
  problems: Object.values(undoRefusals).map((message) => ({ code: 'invalid-member', message, pointer: '/data' })),
  answers: theRecordForNow,
  summary: 'Take out again what an import has added',
  description:
    'The answer is the import as it stands; a job goes on with it. Its calls or transactions are kept as revisions, and may be sent again.',
  isExtension: true,
});
