import { adminDocument } from '../openapi/admin-document.js';
import { resellerDocument } from '../openapi/reseller-document.js';
import { errorsDocument } from './errors-document.js';
import type { GeneratedFile } from './generated-file.js';
import { sdkResellerActions } from './sdk-actions.js';
import { wireDocuments } from './wire-documents.js';

/** Every file that follows from the declarations. */
export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'openapi/admin.json', content: () => JSON.stringify(adminDocument()) },
  { path: 'openapi/reseller.json', content: () => JSON.stringify(resellerDocument()) },
  { path: 'libs/sdk/src/reseller/actions.generated.ts', content: sdkResellerActions },
  ...wireDocuments,
  errorsDocument,
];
