import { resellerActions, resellerRefusals, resellerRegistry, type CommerceRefusal } from '@org/invoice-domain';
import type { AnyAction, Exposure } from '@org/json-api';
import type { ErrorWords } from './sdk-comment.js';
import { sdkMethodOf } from './sdk-method.js';
import { camelCase, pascalCase, reportName, reportTypes, shownByReportsAlone, tableName } from './sdk-report.js';

/** What no collection shows, and actions do. */
const besides = shownByReportsAlone(Object.values<AnyAction>(resellerActions), resellerRegistry);

const besidesNames = besides.map((one) => `, reseller${reportName(one)}`).join('');

const imports = `import type { resellerExposures, resellerExternalInvoice${besidesNames} } from '@org/invoice-domain';
import type { Decimal, LocalDate } from '@org/kernel';
import { Collection, reportAt, showing, type CollectionSettings } from '../collection.js';
import type { CallOptions } from '../core/connection.js';
import type { Loaded, LoadedAttributes } from '../types/record.js';
import type { AddOptions, WriteOptions } from '../types/write.js';
import { ${besides.map(tableName).join(', ')} } from './exposures.generated.js';
import { fileAt, fileOrLinkAt, recordAt, recordOf, recordsOf, type FileOrLink } from './perform.js';

export type ResellerApi = typeof resellerExposures;

/** Closing documents stand below accounts, and nothing leads to them. */
export type ExternalInvoiceApi = { readonly externalInvoice: typeof resellerExternalInvoice };

export type ExternalInvoice = Loaded<ExternalInvoiceApi, 'externalInvoice'>;

${reportTypes('reseller', besides)}`;

/** Every path names a reseller. */
const words: ErrorWords = {
  answerOf: (refusal) => resellerRefusals[refusal as CommerceRefusal],
  mayMiss: () => true,
};

/** The collection that an action is called on. */
const collectionOf = ({ name, on: { exposure } }: AnyAction): Exposure => {
  if (exposure === undefined) throw new Error(`${name} is on no collection`);
  return exposure;
};

const classOf = (exposure: Exposure, actions: readonly AnyAction[]): string => {
  const methods = actions.map((action) => sdkMethodOf(action, words));
  const isBelow = actions.some(({ on }) => on.through.length > 0);
  const plural = pascalCase(camelCase(exposure.type));
  const head = isBelow
    ? `/** Records of ${exposure.type}, which stand below another record. */
export class ${plural} {\nconstructor(private readonly settings: CollectionSettings) {}\n\n`
    : `/** Records of ${exposure.type}, and what is done with them. */
export class ${pascalCase(exposure.resource)}Collection extends Collection<ResellerApi, '${exposure.resource}'> {\n`;
  return `${head}${methods.map(({ method }) => method).join('\n')}}\n`;
};

/** The SDK's collections of the reseller API that act, with the types of what they send. */
export const sdkResellerActions = (): string => {
  const actions = Object.values<AnyAction>(resellerActions).filter(({ call }) => call !== undefined);
  const exposures = [...new Set(actions.map(collectionOf))];
  const classes = exposures.map((exposure) =>
    classOf(
      exposure,
      actions.filter((action) => collectionOf(action) === exposure),
    ),
  );
  const types = new Map(actions.map((action) => [action.body, sdkMethodOf(action, words).types]));
  return `// Written by \`npm run generate\` from the declared actions of the reseller API.\n${imports}\n${[...types.values(), ...classes].join('\n')}`;
};
