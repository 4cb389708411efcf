import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ledgerFigures } from '@org/invoice-domain/persistence';
import fastify from 'fastify';
import { DataSource } from 'typeorm';
import { Metrics } from './metrics.js';

const fileText = (name: string): string => readFileSync(join(import.meta.dirname, '../../monitoring', name), 'utf8');

/** Each rule as it stands in the file. */
const rules = fileText('alerts.yaml').split('- alert: ').slice(1);

interface Panel {
  readonly targets?: readonly { readonly expr: string }[];
}

const { panels } = JSON.parse(fileText('dashboard.json')) as { panels: readonly Panel[] };
const expressions = [
  ...rules.map((rule) => /expr: ([\s\S]*?)\n {8}(?:for|labels):/.exec(rule)?.[1] ?? ''),
  ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
];

const metrics = new Metrics(new DataSource({ type: 'postgres' }));
metrics.measure(fastify());

/** Names in an expression, those of a histogram's parts as the histogram's. */
const namesIn = (expression: string): readonly string[] =>
  [...expression.matchAll(/\b(?:invoices|http|database|nodejs|process)_[a-z0-9_]+/g)].map(([name]) =>
    name.replace(/_(?:bucket|count|sum)$/, ''),
  );

describe('the dashboard and the alerts', () => {
  it('name figures that there are', () => {
    const unknown = expressions.flatMap(namesIn).filter((name) => !metrics.names.includes(name));
    expect(expressions.length).toBeGreaterThan(20);
    expect(unknown).toEqual([]);
  });

  it('leave no figure of the ledger out', () => {
    const named = new Set(expressions.flatMap(namesIn));
    expect(ledgerFigures.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  it('name labels that the figures have', () => {
    const labels = new Map(ledgerFigures.map(({ name, labels }) => [name, labels]));
    const unknown = expressions
      .flatMap((expression) => [...expression.matchAll(/(invoices_[a-z_]+)\{(\w+)=/g)])
      .filter(([, name = '', label = '']) => labels.get(name)?.includes(label) !== true);
    expect(unknown).toEqual([]);
  });

  it('say how urgent it is, what is wrong and what to do', () => {
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) {
      expect(rule).toMatch(/labels: \{ severity: (page|ticket) \}/);
      expect(rule).toMatch(/summary: .{10}/);
      expect(rule).toMatch(/description: .{10}/);
    }
  });
});
