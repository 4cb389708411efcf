import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure-installed.mjs';
import { registriesOf } from '../generate/registries.mjs';
import { workspaceRegistries } from '../generate/workspace-registries.mjs';

const registries = await workspaceRegistries();

describe('a registry', () => {
  it.each(registries)('is committed as the sources say, or else: npm run generate (%s)', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });
});

/** The lines of a registry of a workspace with one file. */
const linesOf = (registry, path, text) =>
  registriesOf({ paths: [path], read: () => text })
    .find(([name]) => name.endsWith(`/${registry}.generated.ts`))[1]
    .split('\n')
    .slice(1, -1);

const domain = 'libs/invoice-domain/src';

const useCase =
  'export class Pay {\n  constructor(private readonly clock: Clock) {}\n\n  async execute(): Promise<void> {}\n}\n';

describe('the registry of', () => {
  it.each([
    [
      'reseller-actions',
      'payments/pay.action.ts',
      "export const pay = resellerAction('pay', {",
      "export { pay } from '../payments/pay.action.js';",
    ],
    ['use-cases', 'payments/pay.ts', useCase, "export { Pay } from '../payments/pay.js';"],
    [
      'ports',
      'payments/postgres/pay-ledger.ts',
      'export class PostgresPayLedger implements PayLedger {',
      "export { PostgresPayLedger } from '../../payments/postgres/pay-ledger.js';",
    ],
    [
      'stored',
      'payments/postgres/own-tax.entity.ts',
      'export class OwnTaxEntity implements OwnTax {',
      "export { OwnTaxEntity as ownTax } from '../../payments/postgres/own-tax.entity.js';",
    ],
    [
      'migrations',
      'schema/migrations/1-add-tax.ts',
      'export class AddTax1 implements MigrationInterface {',
      "export { AddTax1 } from '../../schema/migrations/1-add-tax.js';",
    ],
  ])('%s lists what %s declares', (registry, path, text, line) => {
    expect(linesOf(registry, `${domain}/${path}`, text)).toEqual([line]);
  });

  it.each([
    [
      'use-cases',
      'payments/pay.ts',
      'export class Pay {\n  total(): Decimal {}\n}\n\nconst other = { execute() {} };\n',
    ],
    ['use-cases', 'payments/testing/pay.ts', useCase],
    ['use-cases', 'payments/pay.spec.ts', useCase],
    ['entities', 'payments/postgres/tax.entity.ts', 'export abstract class TaxEntity implements Tax {'],
    ['admin-actions', 'payments/pay.action.ts', "export const pay = resellerAction('pay', {"],
  ])('%s leaves out what is none: %s', (registry, path, text) => {
    expect(linesOf(registry, `${domain}/${path}`, text)).toEqual([]);
  });
});
