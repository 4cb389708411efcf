import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allFields,
  includedRecordLimit,
  includeDepthLimit,
  includePathLimit,
  noIncludes,
  parseInclude,
  wholeText,
  RequestProblem,
  type DocumentText,
  type Exposure,
  type WriteContext,
} from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { resellerIdOf } from '../../model/ids.js';
import { everything, ofReseller } from '../../model/scope.js';
import { adminExposures, adminRegistry, resellerExposures, resellerRegistry } from '../../ledger/index.js';
import { statementsOf } from '../../testing/counted-statements.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';
import { createDataSource } from '../../ledger/postgres/data-source.js';
import { createReaders, type Readers } from '../../ledger/postgres/readers.js';

interface Document {
  readonly data: {
    readonly id: string;
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly relationships: Readonly<Record<string, { readonly data?: unknown }>>;
  };
  readonly included?: readonly { readonly type: string; readonly id: string }[];
}

const context: WriteContext = { base: 'http://h', zone: new ZoneOffsets('Europe/Moscow') };

let database: TestDatabase;
let dataSource: DataSource;
let readers: Readers;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ dataSource } = database);
  await loadSampleLedger(dataSource);
  await withoutLifecycle(dataSource);
  readers = createReaders(dataSource);
});

afterAll(() => database.drop());

const parsed = (text: DocumentText): Document => JSON.parse(wholeText(text)) as Document;

const adminDocument = async (
  id: string,
  include = '',
  exposure: Exposure = adminExposures.invoice,
): Promise<Document> =>
  parsed(
    await readers.admin.one(
      everything,
      exposure,
      id,
      { includes: parseInclude(adminRegistry, exposure, include), fields: allFields },
      context,
    ),
  );

const resellerDocument = async (resellerId: number, id: string, include = ''): Promise<Document> => {
  const exposure = resellerExposures.invoice;
  const includes = parseInclude(resellerRegistry, exposure, include);
  return parsed(
    await readers.reseller.one(
      ofReseller(resellerIdOf(resellerId)),
      exposure,
      id,
      { includes, fields: allFields },
      context,
    ),
  );
};

const problemOf = async (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof RequestProblem ? error.problems[0].code : String(error)),
  );

describe('reading one record', () => {
  it('shows a 30-digit decimal, a 64-bit count and microseconds exactly as they are stored', async () => {
    await dataSource.query(`
      UPDATE invoices SET originated_calls_count = 9223372036854775807, originated_first_call_at = '2026-01-02 03:04:05.678901+00',
        originated_amount_spent = 123456789012345678901234.567890, services_amount_spent = 0, amount_spent = 123456789012345678901234.567890,
        total = 123456789012345678901234.567890, created_at = '2021-03-01 22:12:58.186820+00'
      WHERE id = 18`);
    const query = { includes: noIncludes, fields: allFields };
    const json = wholeText(await readers.admin.one(everything, adminExposures.invoice, '18', query, context));

    expect(json).toContain('"amount-spent":"123456789012345678901234.56789"');
    expect(json).toContain('"originated-calls-count":9223372036854775807,');
    expect(json).toContain('"originated-first-call-at":"2026-01-02T03:04:05.678Z"');
    const { attributes } = (await resellerDocument(1, '18')).data;
    expect(attributes['total']).toBe('123456789012345678901234.56789');
    expect(attributes['created_at']).toBe('2021-03-02T01:12:58.186820+0300');
  });

  it.each(['0', '-1', '20', '2147483648', '999999999999999999', '99999999999999999999999999'])(
    'finds no record for the id %s',
    async (id) => {
      expect(await problemOf(adminDocument(id))).toBe('record-not-found');
    },
  );

  it.each(['abc', '', '1.5', '1e3', '18 ', "18' OR '1'='1"])('calls the id %j malformed', async (id) => {
    expect(await problemOf(adminDocument(id))).toBe('malformed-id');
  });

  it('includes related records to any allowed depth, each once', async () => {
    const document = await adminDocument(
      '18',
      'account.contractor.smtp-connection,originated-destinations.country,terminated-networks.network.network-type,service-data.service.account',
    );

    expect(document.included?.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'accounts 74',
      'contractors 1',
      'smtp-connections 1',
      'invoice-originated-destinations 1',
      'countries 1',
      'invoice-terminated-networks 1',
      'networks 1',
      'network-types 1',
      'invoice-service-data 1',
      'services 3',
    ]);
  });

  it('does not repeat the record itself when a path leads back to it', async () => {
    const document = await adminDocument('18', 'originated-destinations.invoice');

    expect(document.included?.map(({ type }) => type)).toEqual(['invoice-originated-destinations']);
  });

  it('reads the linkage of a path over two relations', async () => {
    expect((await resellerDocument(1, '19')).data.relationships['taxes']).toEqual({
      data: [{ id: '8', type: 'taxes' }],
    });
  });
});

describe('the scope of a reader', () => {
  it('shows a reseller its own records only, not those of the resellers below it', async () => {
    expect((await resellerDocument(1, '19')).data.id).toBe('19');
    expect((await resellerDocument(2, '119')).data.id).toBe('119');
    expect(await problemOf(resellerDocument(1, '119'))).toBe('record-not-found');
    expect(await problemOf(resellerDocument(2, '19'))).toBe('record-not-found');
  });

  it('is part of every statement of a reseller, those of included records too', async () => {
    const texts = await statementsOf(dataSource, () =>
      resellerDocument(1, '19', 'subscriptions,payments.reseller,charges.taxes,corrections,charges.account'),
    );

    for (const text of texts) expect(text).toMatch(/ AND t\."(reseller_id|id)" = \$2::bigint$/);
  });
});

describe('the number of statements', () => {
  const rowsOf = async (count: number): Promise<void> => {
    await dataSource.query('DELETE FROM invoice_originated_destinations WHERE id > 1');
    await dataSource.query(
      `INSERT INTO invoice_originated_destinations (id, invoice_id, country_id, network_id, spent)
       SELECT 1 + n, 18, 1, 1, true FROM generate_series(1, $1::int) n`,
      [count],
    );
  };

  it.each([0, 1, 2_000])(
    'depends on the include tree alone, with %i more rows on one of its branches',
    async (count) => {
      await rowsOf(count);
      const includes =
        'account,originated-destinations.country,originated-destinations.network,terminated-destinations,service-data.service';
      const texts = await statementsOf(dataSource, () => adminDocument('18', includes));

      expect((await adminDocument('18', includes)).included).toHaveLength(count + 7);
      expect(texts).toHaveLength(1 + 7);
    },
  );

  it('is one without includes, with all five linkages of a reseller’s invoice', async () => {
    expect(await statementsOf(dataSource, () => resellerDocument(1, '19'))).toHaveLength(1);
  });

  it('is at most six for the five includes of a reseller’s invoice', async () => {
    const texts = await statementsOf(dataSource, () =>
      resellerDocument(1, '19', 'subscriptions,payments,charges,corrections,taxes'),
    );

    expect(texts).toHaveLength(1 + 5);
  });

  it('does not grow when a path is asked for twice', async () => {
    expect(await statementsOf(dataSource, () => adminDocument('18', 'account,account,account'))).toHaveLength(2);
  });
});

describe('a statement', () => {
  it('is prepared from its second use on, so that odd requests leave nothing behind', async () => {
    const pool = createDataSource({ url: database.url, poolSize: 1 });
    await pool.initialize();
    const { admin } = createReaders(pool);
    const prepared = async (): Promise<number> => {
      const [{ count }] = await pool.query<[{ count: number }]>('SELECT count(*) FROM pg_prepared_statements');
      return count;
    };
    const query = { includes: noIncludes, fields: allFields };
    const counts: number[] = [];
    for (let use = 0; use < 3; use += 1) {
      await admin.one(everything, adminExposures.invoice, '18', query, context);
      counts.push(await prepared());
    }
    await pool.destroy();

    expect(counts).toEqual([0, 1, 1]);
  });
});

describe('the size of includes', () => {
  it('is bounded: neither more paths nor more records than the limits', async () => {
    await dataSource.query(
      `INSERT INTO invoice_terminated_networks (id, invoice_id, spent)
       SELECT 1 + n, 18, true FROM generate_series(1, $1::int) n`,
      [includedRecordLimit],
    );
    const paths = Array.from({ length: includePathLimit + 1 }, () => 'account').join(',');

    expect(await problemOf(adminDocument('18', 'terminated-networks'))).toBe('include-too-large');
    expect(await problemOf((async () => adminDocument('18', paths))())).toBe('include-too-large');
    await dataSource.query('DELETE FROM invoice_terminated_networks WHERE id > 1');
    expect(await problemOf(adminDocument('18', 'terminated-networks'))).toBeUndefined();
  });
});

describe('the depth of includes', () => {
  it('is bounded', async () => {
    const circle = Array.from({ length: includeDepthLimit + 1 }, (_, step) =>
      step % 2 === 0 ? 'originated-destinations' : 'invoice',
    ).join('.');

    expect(await problemOf(adminDocument('18', circle.slice(0, circle.lastIndexOf('.'))))).toBeUndefined();
    expect(await problemOf((async () => adminDocument('18', circle))())).toBe('include-too-deep');
  });
});
