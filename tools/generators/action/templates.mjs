import { capitalized, oneOf } from '../source/words.mjs';

/** The file that declares an exposure, as a file of a context imports it. */
const pathTo = (on, context) => (on.context === context ? `./${on.file}.js` : `../${on.context}/${on.file}.js`);

export const declarationOf = ({ action, api, on, path, right, context, verb, noun }) => `\
import { onRecord, theRecord } from '@org/json-api';
import { ${api}Action } from '../dialects/actions.js';
${api === 'reseller' ? "import { reasonBody } from '../writing/reason.body.js';\n" : ''}\
import { ${on.name} } from '${pathTo(on, context)}';

export const ${action.camel} = ${api}Action('${action.camel}', {
  on: onRecord(${on.name}),
  path: '${path}',
  right: '${right}',
${api === 'reseller' ? '  body: reasonBody,\n' : ''}\
  answers: theRecord,
  summary: '${capitalized(verb)} ${oneOf(noun)}',
  isExtension: true,
});
`;

export const useCaseOf = ({ action, id, noun }) => `\
import type { ${id} } from '../model/ids.js';

/** What ${action.pascal} needs of the ledger. */
export interface ${action.pascal}Ledger {
  /** @throws RecordNotFound */
  lock(id: ${id}): Promise<void>;
}

/** Locks the ${noun}, and leaves it as it is. */
export class ${action.pascal} {
  /** @throws RecordNotFound */
  async execute(ledger: ${action.pascal}Ledger, id: ${id}): Promise<void> {
    await ledger.lock(id);
  }
}
`;

export const specOf = ({ action, id, idOf, resource, noun }) => `\
import { describe, expect, it } from '@jest/globals';
import { RecordNotFound } from '../model/domain-failure.js';
import { ${idOf}, type ${id} } from '../model/ids.js';
import { ${action.pascal}, type ${action.pascal}Ledger } from './${action.kebab}.js';

/** Holds the ${noun} 1, and knows what has been locked. */
class MemoryLedger implements ${action.pascal}Ledger {
  readonly locked: ${id}[] = [];

  lock(id: ${id}): Promise<void> {
    if (id !== ${idOf}(1)) return Promise.reject(new RecordNotFound('${resource}', String(id)));
    this.locked.push(id);
    return Promise.resolve();
  }
}

describe('${action.pascal}', () => {
  it('locks the ${noun}, and leaves it as it is', async () => {
    const ledger = new MemoryLedger();
    await new ${action.pascal}().execute(ledger, ${idOf}(1));
    expect(ledger.locked).toEqual([${idOf}(1)]);
  });

  it('finds no ${noun} that is not there', async () => {
    await expect(new ${action.pascal}().execute(new MemoryLedger(), ${idOf}(2))).rejects.toThrow(RecordNotFound);
  });
});
`;

export const portOf = ({ action, api, id, table, resource }) => {
  const isScoped = api === 'reseller';
  return `\
import type { EntityManager } from 'typeorm';
import { RecordNotFound } from '../../model/domain-failure.js';
import type { ${id} } from '../../model/ids.js';
${isScoped ? "import type { ResellerScope } from '../../model/scope.js';\n" : ''}\
import type { ${action.pascal}Ledger } from '../${action.kebab}.js';

const lock = 'SELECT FROM ${table} WHERE id = $1::bigint${isScoped ? ' AND reseller_id = $2' : ''} FOR NO KEY UPDATE';

export class Postgres${action.pascal}Ledger implements ${action.pascal}Ledger {
  constructor(
${isScoped ? '    private readonly scope: ResellerScope,\n' : ''}\
    private readonly manager: EntityManager,
  ) {}

  async lock(id: ${id}): Promise<void> {
    const [locked]: readonly unknown[] = await this.manager.query(lock, [id${isScoped ? ', this.scope.resellerId' : ''}]);
    if (locked === undefined) throw new RecordNotFound('${resource}', String(id));
  }
}
`;
};

const member = (name) => (/^\w+$/.test(name) ? `.${name}` : `['${name}']`);

export const handlerOf = {
  admin: ({ action, idOf, type }) => `\
${action.camel}: {
  perform: async ({ manager, ids }) => {
    const ledger = new Postgres${action.pascal}Ledger(manager);
    await new ${action.pascal}().execute(ledger, ${idOf}(Number(ids${member(type)})));
    return undefined;
  },
}`,
  reseller: ({ action, idOf, resource, type }) => `\
${action.camel}: {
  lock: async ({ scope, manager, ids }) => {
    const id = ${idOf}(idInPath('${resource}', ids${member(type)}));
    await new Postgres${action.pascal}Ledger(scope, manager).lock(id);
    return id;
  },
  perform: async ({ scope, manager, ids }) => {
    const id = ${idOf}(idInPath('${resource}', ids${member(type)}));
    await new ${action.pascal}().execute(new Postgres${action.pascal}Ledger(scope, manager), id);
    return id;
  },
}`,
};
