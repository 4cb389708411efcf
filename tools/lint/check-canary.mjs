import { ESLint } from 'eslint';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { root } from '../ensure-installed.mjs';

process.env.NX_DAEMON = 'false';

const canary = 'tools/lint/canary/illegal-import.ts';

const boundaries = '@nx/enforce-module-boundaries';
const bannedPackage = { rule: boundaries, messageId: 'bannedExternalImportsViolation' };
const wrongDirection = { rule: boundaries, messageId: 'onlyTagsConstraintViolation' };
/** Rule for what tags cannot express: the parts of the domain package, and the folders within it. */
const restricted = { rule: 'no-restricted-imports', messageId: 'patternWithCustomMessage' };
const restrictedName = { rule: 'no-restricted-imports', messageId: 'patternAndImportNameWithCustomMessage' };

const domain = (folder) => `libs/invoice-domain/src/${folder}`;
const context = (folder, other) =>
  [folder, `${folder}/postgres`].map((place) => ({
    folder: domain(place),
    imports: `../${other}/illegal-import.js`,
    ...restricted,
  }));

/** Expected lint errors of the canary's imports, by folder, with their reasons. */
const expectations = [
  ...['libs/kernel/src', 'libs/json-api/src', 'libs/sdk/src'].flatMap((folder) => [
    { folder, imports: 'typeorm', ...bannedPackage },
    { folder, imports: '@org/invoice-domain/persistence', ...restricted },
    { folder, imports: '@org/invoice-domain/entities', ...restricted },
  ]),
  { folder: 'apps/api/src', imports: '@org/sdk', ...wrongDirection },
  { folder: 'apps/bench/src', imports: 'fastify', ...bannedPackage },

  // A pure file of the domain that imports PostgreSQL.
  ...['parties', 'invoices', 'payments', 'usage-billing', 'subscription-billing', 'ledger', 'writing'].flatMap(
    (folder) =>
      ['typeorm', 'pg', './postgres/illegal-import.js'].map((imports) => ({
        folder: domain(folder),
        imports,
        ...restricted,
      })),
  ),

  // A use case that imports HTTP.
  ...['invoices', 'payments', 'usage-billing', 'subscription-billing', 'ledger'].flatMap((folder) => [
    { folder: domain(folder), imports: '@nestjs/common', ...restricted },
    { folder: domain(folder), imports: 'fastify', ...restricted },
    { folder: domain(folder), imports: '@org/json-api', ...restrictedName },
    { folder: domain(`${folder}/postgres`), imports: '@org/json-api', ...restrictedName },
  ]),

  // A context that imports upwards, or beside.
  ...[
    ...context('model', 'reading'),
    ...context('dialects', 'reading'),
    ...context('schema', 'parties'),
    ...context('reading', 'writing'),
    ...context('writing', 'importing'),
    ...context('importing', 'usage'),
    ...context('parties', 'catalog'),
    ...context('catalog', 'parties'),
    ...context('usage', 'invoices'),
    ...context('invoices', 'payments'),
    ...context('payments', 'usage'),
    ...context('usage-billing', 'payments'),
    ...context('subscription-billing', 'usage-billing'),
    ...context('subscription-billing', 'ledger'),
    ...context('ledger', 'testing'),
  ],
];

// The file is in no project, hence without type information; the rules in question need none.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });
const code = await readFile(join(root, canary), 'utf8');

const lines = code.split('\n');

async function messagesIn(folder) {
  const [result] = await eslint.lintText(code, { filePath: join(root, folder, 'illegal-import.ts') });
  return result?.messages ?? [];
}

const folders = [...new Set(expectations.map(({ folder }) => folder))];
const messagesOf = new Map();
for (const folder of folders) messagesOf.set(folder, await messagesIn(folder));

for (const { folder, imports, rule, messageId } of expectations) {
  const line = lines.findIndex((text) => text.endsWith(` from '${imports}';`)) + 1;
  const messages = messagesOf.get(folder);
  const isExpected = (message) =>
    message.line === line && message.ruleId === rule && message.messageId === messageId && message.severity === 2;
  if (messages.some(isExpected)) continue;

  process.exitCode = 1;
  console.error(`${rule} (${messageId}) does not stop the import of ${imports} in ${folder}. ESLint says there:`);
  for (const said of messages)
    console.error(`  line ${said.line}: ${said.ruleId} (${said.messageId}): ${said.message}`);
}
if (process.exitCode !== 1) console.log(`All ${expectations.length} illegal imports of ${canary} are stopped.`);
