import { adminDocument } from '../openapi/admin-document.js';
import { resellerDocument } from '../openapi/reseller-document.js';
import { errorsDocument } from './errors-document.js';
import type { GeneratedFile } from './generated-file.js';
import { sdkResellerActions } from './sdk-actions.js';
import { sdkAdminActions } from './sdk-admin-actions.js';
import { sdkAdminExposures, sdkResellerExposures } from './sdk-exposures.js';
import { wireDocuments } from './wire-documents.js';

/** Every file that follows from the declarations. */
export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'openapi/admin.json', content: () => JSON.stringify(adminDocument()) },
  { path: 'openapi/reseller.json', content: () => JSON.stringify(resellerDocument()) },
  { path: 'libs/sdk/src/reseller/actions.generated.ts', content: sdkResellerActions },
  { path: 'libs/sdk/src/admin/actions.generated.ts', content: sdkAdminActions },
  { path: 'libs/sdk/src/admin/exposures.generated.ts', content: sdkAdminExposures },
  { path: 'libs/sdk/src/reseller/exposures.generated.ts', content: sdkResellerExposures },
  ...wireDocuments,
  errorsDocument,
];
