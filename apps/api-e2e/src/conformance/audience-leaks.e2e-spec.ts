import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminRegistry, resellerRegistry } from '@org/invoice-domain';
import type { Exposure } from '@org/json-api';
import pg from 'pg';
import type { ConformingClient } from '../support/conforming-client.js';
import type { Answer } from '@org/tools/testing';
import { DemoWorld } from '../support/demo-world.js';
import { hiddenNames, questionsAbout } from './audience-names.js';
import type { ApiName } from './rules/request.js';
import { say } from './settings.js';

let world: DemoWorld;

beforeAll(async () => {
  world = await DemoWorld.start();
});

afterAll(() => world.stop());

const listPath = (api: ApiName, { path, resource }: Exposure): string =>
  api === 'admin' ? `/${path}` : `/1/${resource === 'reseller' ? 'child_resellers' : path}`;

const clientOf = (api: ApiName): ConformingClient => (api === 'admin' ? world.admin : world.reseller());

/** A well-formed name that no resource has. */
const nowhere = 'qqnowhere';

/** Whether an answer to a question about a name is the one that a name of nothing gets, apart from the name itself. */
const isAlike = (name: string, { status, body }: Answer, expected: Answer): boolean => {
  // Errors of the admin API name filters and sort criteria with underscores, whatever was sent.
  const without = (text: string): string =>
    text.replaceAll(name, nowhere).replaceAll(name.replaceAll('-', '_'), nowhere);
  return status === expected.status && without(body) === without(expected.body);
};

interface Comparison {
  readonly questions: number;
  readonly differing: readonly string[];
}

/** Asks for every hidden name in every way, and keeps what is not answered like a name that exists nowhere. */
const compareWithNothing = async (api: ApiName): Promise<Comparison> => {
  const client = clientOf(api);
  const differing: string[] = [];
  let questions = 0;
  for (const { exposure, names } of await hiddenNames(api, world.databaseUrl)) {
    const path = listPath(api, exposure);
    for (const { ask, isOffered } of questionsAbout(api, exposure)) {
      const expected = await client.get(`${path}?${ask(nowhere)}`);
      expect(expected.status).toBe(400);
      const hidden = names.filter((name) => !isOffered(name));
      const answers = await Promise.all(hidden.map((name) => client.get(`${path}?${ask(name)}`)));
      questions += hidden.length;
      answers.forEach((answer, index) => {
        const name = hidden[index] ?? '';
        if (!isAlike(name, answer, expected)) differing.push(`${path}?${ask(name)}: ${answer.body}`);
      });
    }
  }
  return { questions, differing };
};

describe('what an API does not show can be told from nothing neither by filter nor by sort, fields or include', () => {
  it('in the reseller API, for what only the operator knows', async () => {
    const { questions, differing } = await compareWithNothing('reseller');

    say(`hidden from resellers: ${questions} questions`);
    expect(questions).toBeGreaterThan(1_000);
    expect(differing).toEqual([]);
  });

  it('in the admin API, for what only resellers see', async () => {
    const { questions, differing } = await compareWithNothing('admin');

    say(`hidden from admins: ${questions} questions`);
    expect(questions).toBeGreaterThan(1_000);
    expect(differing).toEqual([]);
  });

  it.each([
    ['reseller', resellerRegistry, adminRegistry],
    ['admin', adminRegistry, resellerRegistry],
  ] as const)('in fields of the %s API, for the types of the other one', async (api, own, other) => {
    const path = listPath(api, own.exposureOf('invoice'));
    const expected = await clientOf(api).get(`${path}?fields[${nowhere}]=id`);
    const hidden = [...other.exposures]
      .map(({ type }) => type)
      .filter((type) => own.exposureOfType(type) === undefined);

    expect(hidden).not.toEqual([]);
    for (const type of hidden) {
      const answer = await clientOf(api).get(`${path}?fields[${type}]=id`);
      expect({ type, alike: isAlike(type, answer, expected) }).toEqual({ type, alike: true });
    }
  });
});

describe('resources of one API', () => {
  it('have no route in the reseller API when only the operator has them', async () => {
    const client = world.reseller();
    const expected = await client.get(`/1/${nowhere}`);
    const own = new Set([...resellerRegistry.exposures].map(({ path }) => path));
    const paths = [...adminRegistry.exposures].flatMap(({ path, aliases }) =>
      [path, ...aliases].flatMap((one) => [one, one.replaceAll('-', '_')]),
    );
    for (const path of paths.filter((one) => !own.has(one))) {
      for (const below of ['', '/1', '/1/relationships/account']) {
        const { status, body } = await client.get(`/1/${path}${below}`);
        expect({ path, status, body }).toEqual({ path, status: 404, body: expected.body });
      }
    }
  });

  it('have no route in the admin API when only resellers have them', async () => {
    const client = world.admin;
    const expected = await client.get(`/${nowhere}`);
    const own = new Set([...adminRegistry.exposures].map(({ path }) => path));
    for (const { path } of resellerRegistry.exposures) {
      if (own.has(path)) continue;
      const { status, body } = await client.get(`/${path}`);
      expect({ path, status, body }).toEqual({ path, status: 404, body: expected.body });
    }
  });
});

describe('the values that an API hides', () => {
  /** Changed so that any order or selection by them would come out another way round. */
  const shuffles = [
    `UPDATE accounts SET uuid = gen_random_uuid(), vat = 99 - id % 90, external_id = 5000000 - id,
            destination_rate_limit = 1000 - id % 900, balance_low_threshold = NULL, balance_high_threshold = NULL,
            max_call_duration = 100000 - id, total_capacity = 1 + id % 7`,
    // Of approved invoices, too, which no triggers would let pass.
    `SET session_replication_role = replica;
     UPDATE invoices SET uuid = gen_random_uuid(), pdf_path = '/' || 100000 - id, odt_path = '/' || 100000 - id,
            originated_calls_count = originated_calls_count + 100000 - id, originated_calls_duration = 100000 - id,
            service_transactions_count = 100000 - id;
     RESET session_replication_role`,
  ];

  it('have no influence on what the reseller API answers', async () => {
    const client = world.reseller();
    const bodies = async (): Promise<readonly string[]> => {
      const requests = [...resellerRegistry.exposures].flatMap((exposure) =>
        ['', ...[...exposure.sorts.keys()].map((name) => `?sort=-${name}`)].map((query) =>
          client.get(listPath('reseller', exposure) + query),
        ),
      );
      return (await Promise.all(requests)).map(({ body }) => body);
    };
    const before = await bodies();
    const database = new pg.Client(world.databaseUrl);
    await database.connect();
    for (const sql of shuffles) await database.query(sql);
    await database.end();

    expect(before.length).toBeGreaterThan(50);
    expect(await bodies()).toEqual(before);
  });
});
