import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { AppConfig } from './app-config.js';
import type { NamedSecret } from './named-secret.js';
import { isGuessable } from './guessable.js';

/** The environment does not describe a server that can run; the message lists everything that is wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly issues: readonly string[]) {
    super(`The configuration is not usable:\n${issues.map((issue) => `  - ${issue}`).join('\n')}`);
  }
}

/** Secrets of a list; of a variable that is no list, none: that is told anyway. */
const secretsIn = (listed: unknown): readonly string[] =>
  Array.isArray(listed) ? (listed as readonly NamedSecret[]).map(({ secret }) => secret) : [];

/** Faults of a configuration in production, which does without nothing that demo mode generates, and with no placeholders. */
const faultsInProduction = (config: AppConfig): readonly string[] => {
  const { databaseUrl, adminJwtSecret, adminJwtKeys = [], metricsToken, secretKeys = [] } = config;
  const secrets: readonly (readonly [string, string | undefined])[] = [
    ['ADMIN_JWT_SECRET', adminJwtSecret],
    ['METRICS_TOKEN', metricsToken],
    ...secretsIn(adminJwtKeys).map((secret) => ['ADMIN_JWT_KEYS', secret] as const),
    ...secretsIn(secretKeys).map((secret) => ['SECRET_KEYS', secret] as const),
  ];
  return [
    ...(databaseUrl === undefined ? ['DATABASE_URL is required in production'] : []),
    ...(adminJwtSecret === undefined && adminJwtKeys.length === 0
      ? ['ADMIN_JWT_SECRET is required in production (at least 32 characters), or ADMIN_JWT_KEYS']
      : []),
    ...secrets
      .filter(([, secret]) => secret !== undefined && isGuessable(secret))
      .map(
        ([variable]) => `${variable} can be guessed: take random characters, such as those of openssl rand -base64 32`,
      ),
  ];
};

/**
 * Reads the configuration; an empty variable counts as absent.
 * @throws ConfigError with all problems at once
 */
export const loadConfig = (environment: Readonly<Record<string, string | undefined>>): AppConfig => {
  const variables = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const config = plainToInstance(AppConfig, variables, { excludeExtraneousValues: true, exposeDefaultValues: true });
  const issues = validateSync(config, { stopAtFirstError: true }).flatMap(explain);
  if (config.isProduction) issues.push(...faultsInProduction(config));
  if (issues.length > 0) throw new ConfigError(issues);
  return Object.freeze(config);
};

const explain = ({ property, constraints }: ValidationError): string[] =>
  Object.values(constraints ?? {}).map((constraint) => constraint.replace(property, variableOf(property)));

/** `adminJwtSecret` → `ADMIN_JWT_SECRET`; only `environment` has a name of its own. */
const variableOf = (property: string): string =>
  property === 'environment' ? 'NODE_ENV' : property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
