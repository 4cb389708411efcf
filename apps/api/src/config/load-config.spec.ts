import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { AppConfig } from './app-config.js';
import { ConfigError, loadConfig } from './load-config.js';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://user:password@db/invoices',
  ADMIN_JWT_SECRET: 'kV0yqJ3n8sWm4TzB6cRfL1uXhPdA9eGi',
};

const issuesOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
};

describe('the configuration', () => {
  it('needs nothing in demo mode', () => {
    expect(loadConfig({})).toMatchObject({
      environment: 'development',
      isProduction: false,
      host: '127.0.0.1',
      port: 3000,
      adminJwtLifetime: 600,
      platformTimeZone: 'UTC',
    });
  });

  it('reads every variable', () => {
    expect(
      loadConfig({
        ...production,
        HOST: '0.0.0.0',
        PORT: '8080',
        DATABASE_POOL_SIZE: '20',
        ADMIN_JWT_LIFETIME: 'forever',
        PLATFORM_TIME_ZONE: 'Europe/Moscow',
        TRUSTED_PROXIES: '10.0.0.0/8, loopback',
        LOG_LEVEL: 'warn',
        DEMO_TODAY: '2028-02-29',
      }),
    ).toMatchObject({
      isProduction: true,
      databaseUrl: production.DATABASE_URL,
      host: '0.0.0.0',
      port: 8080,
      databasePoolSize: 20,
      adminJwtSecret: production.ADMIN_JWT_SECRET,
      adminJwtLifetime: 'forever',
      platformTimeZone: 'Europe/Moscow',
      trustedProxies: ['10.0.0.0/8', 'loopback'],
      logLevel: 'warn',
      demoToday: '2028-02-29',
    });
  });

  it('cannot be changed once it is read', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000 });
  });

  it('lists all problems of production at once', () => {
    expect(issuesOf({ NODE_ENV: 'production', PORT: 'eighty' })).toEqual([
      expect.stringMatching(/^PORT must/),
      'DATABASE_URL is required in production',
      'ADMIN_JWT_SECRET is required in production (at least 32 characters), or ADMIN_JWT_KEYS',
    ]);
  });

  it.each([
    ['a short secret', { ADMIN_JWT_SECRET: 'short' }, 'ADMIN_JWT_SECRET'],
    ['a secret that is one letter', { ADMIN_JWT_SECRET: 'x'.repeat(64) }, 'ADMIN_JWT_SECRET'],
    ['a secret that is a word again and again', { ADMIN_JWT_SECRET: 'changeme'.repeat(8) }, 'ADMIN_JWT_SECRET'],
    ['a key of tokens that is a row of digits', { ADMIN_JWT_KEYS: `a:${'0123456789'.repeat(4)}` }, 'ADMIN_JWT_KEYS'],
    ['a short key of tokens', { ADMIN_JWT_KEYS: 'a:short' }, 'ADMIN_JWT_KEYS'],
    ['a key of tokens without a name', { ADMIN_JWT_KEYS: production.ADMIN_JWT_SECRET }, 'ADMIN_JWT_KEYS'],
    [
      'two keys of tokens of one name',
      { ADMIN_JWT_KEYS: `a:${production.ADMIN_JWT_SECRET},a:${production.ADMIN_JWT_SECRET}` },
      'ADMIN_JWT_KEYS',
    ],
    ['a metrics token that is one letter', { METRICS_TOKEN: 'm'.repeat(32) }, 'METRICS_TOKEN'],
    ['a port beyond the last', { PORT: '65536' }, 'PORT'],
    ['a time zone nobody knows', { PLATFORM_TIME_ZONE: 'Mars/Olympus' }, 'PLATFORM_TIME_ZONE'],
    ['another database', { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    ['an environment of its own', { NODE_ENV: 'staging' }, 'NODE_ENV'],
    ['a lifetime in words', { ADMIN_JWT_LIFETIME: 'an hour' }, 'ADMIN_JWT_LIFETIME'],
    ['a lifetime of nothing', { ADMIN_JWT_LIFETIME: '0' }, 'ADMIN_JWT_LIFETIME'],
    ['a proxy that is no address', { TRUSTED_PROXIES: 'everybody' }, 'TRUSTED_PROXIES'],
    ['a log level that does not exist', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    ['a day that no calendar has', { DEMO_TODAY: '2027-02-29' }, 'DEMO_TODAY'],
    ['a day with a time', { DEMO_TODAY: '2027-02-28T00:00:00Z' }, 'DEMO_TODAY'],
  ])('refuses %s by the name of the variable', (_, wrong, variable) => {
    const issues = issuesOf({ ...production, ...wrong });

    expect(issues.length).toBeGreaterThan(0);
    for (const issue of issues) expect(issue).toContain(variable);
  });

  it('has keys of tokens instead of a secret', () => {
    const { ADMIN_JWT_SECRET: secret, ...rest } = production;

    expect(loadConfig({ ...rest, ADMIN_JWT_KEYS: `2026-11:${secret}, 2026-05:${secret}` }).adminJwtKeys).toEqual([
      { id: '2026-11', secret },
      { id: '2026-05', secret },
    ]);
  });

  it('never repeats a secret in its message', () => {
    expect(issuesOf({ ...production, ADMIN_JWT_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
  });

  it('is described by .env.example, variable by variable', () => {
    const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
    const described = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
    const properties = new Set(
      getMetadataStorage()
        .getTargetValidationMetadatas(AppConfig, '', false, false)
        .map(({ propertyName }) => propertyName),
    );

    expect(described).toHaveLength(properties.size);
    expect(described).toEqual(expect.arrayContaining(Object.keys(production)));
  });
});
