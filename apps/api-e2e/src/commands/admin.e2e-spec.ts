import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSampleLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { callCommand, type Ended } from '../support/call-command.js';

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'org-invoices-admin-'));
  database = await createSampleLedger();
});

afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

/** @param words the command line, split at blanks */
const admin = (words: string, input = ''): Promise<Ended> =>
  callCommand({ command: 'admin', given: words.split(' '), directory, databaseUrl: database.url, input });

const idIn = ({ stdout }: Ended): string => {
  const { data, meta } = JSON.parse(stdout) as { readonly data?: { id: string }; readonly meta?: { id: string } };
  return data?.id ?? meta?.id ?? '';
};

const count = async (table: string): Promise<number> =>
  (await database.dataSource.query<readonly unknown[]>(`SELECT FROM ${table}`)).length;

describe('npm run admin', () => {
  it('sets up a business, and prints a token once', async () => {
    const acme = '--name Acme --domain acme.test --currency EUR --company-name Acme --country DE --parent 1';
    const reseller = idIn(await admin(`resellers add ${acme} --json`));
    const manager = idIn(await admin(`managers add --name Olga --role admin --reseller ${reseller} --json`));
    const issued = await admin(`tokens issue --manager ${manager} --name shop`);
    const [head, row = ''] = issued.stdout.split('\n');
    expect([issued.code, head]).toEqual([0, 'id  token']);
    const token = /\S+$/.exec(row)?.[0] ?? '';
    expect(token).toHaveLength(43);
    const opened = await admin(
      `accounts open --name shop --payment-model Postpay --reseller ${reseller} --contractor 1 --billing-day 5`,
    );
    expect(opened.stdout).toMatch(/^id +name +currency +timezone +payment-model +reseller +contractor/);

    const listed = await admin(`tokens list --manager ${manager}`);
    expect(listed.stdout.split('\n')).toHaveLength(3);
    expect(listed.stdout).not.toContain(token);
    const rotated = await admin(
      `tokens rotate ${idIn(await admin(`tokens issue --manager ${manager} --name b --json`))} --json`,
    );
    expect(rotated).toMatchObject({ code: 0, stderr: 'The token is shown this once: only a hash of it is kept.\n' });
    const revoked = await admin(`tokens revoke ${idIn(rotated)} --json --reason lost`);
    expect(JSON.parse(revoked.stdout)).toMatchObject({
      data: {
        attributes: { name: 'b', 'issued-by': 'command:admin', 'revoked-at': expect.any(String), 'end-reason': 'lost' },
      },
    });
    expect((await admin(`managers change ${manager} --active false`)).stdout).toMatch(/Olga +admin +false/);
  });

  it('adds a user of the admin API by a password that is typed, or made up and told', async () => {
    const typed = await admin(
      'users add olga --role owner --password-stdin --allow 10.0.0.0/8 ::1 --json',
      'correct horse battery\n',
    );
    expect(JSON.parse(typed.stdout)).toEqual({ id: expect.any(String), username: 'olga' });
    expect((await admin('users add igor --role bill')).stdout).toMatch(
      /^ *id +username +password\n *\d+ +igor +\S{43}\n$/,
    );
    expect(await admin('users add olga --role read')).toMatchObject({
      code: 2,
      stderr: 'username - has already been taken\n',
    });
  });

  it('changes users, gives them other passwords and ends their tokens', async () => {
    const added = JSON.parse((await admin('users add zoya --role read --json')).stdout) as { readonly id: string };
    expect((await admin(`users change ${added.id} --role bill --allowed-ips 10.0.0.0/8,::1`)).stdout).toMatch(
      /zoya +bill +true +\["10.0.0.0\/8","::1"\]/,
    );
    expect((await admin(`users reset-password ${added.id}`)).stdout).toMatch(/^ *id +password\n *\d+ +\S{43}\n$/);
    expect((await admin(`users end-tokens ${added.id} --reason lost`)).stdout).toMatch(/zoya/);
    const generations = await database.dataSource.query<unknown>(
      'SELECT token_generation FROM admin_users WHERE id = $1',
      [added.id],
    );
    expect(generations).toEqual([{ token_generation: 2 }]);
    expect((await admin('users list')).stdout).toMatch(/^ *id +username +role +active +allowed-ips/);
    expect(await admin(`users change ${added.id} --role king`)).toMatchObject({ code: 2 });
  });

  it.each([
    ['resellers add --name Acme --domain acme.test', "currency - can't be blank"],
    ['resellers change 1 --parent 2', 'parent - is the reseller itself, or below it'],
    ['accounts move 74 --reseller 2', "reseller - can't be changed: the account has postings"],
    ['tokens rotate one', 'one is not a valid value for id.'],
  ])('%s is refused in the words of the admin API, and changes nothing', async (words, message) => {
    const before = await Promise.all(['resellers', 'api_tokens'].map(count));
    const { code, stdout, stderr } = await admin(words);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
    expect(await Promise.all(['resellers', 'api_tokens'].map(count))).toEqual(before);
  });
});
