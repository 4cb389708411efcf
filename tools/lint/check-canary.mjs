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
/** Of the domain package everybody may import the pure part: the module boundaries cannot tell the two apart. */
const persistenceKeptBack = { rule: 'no-restricted-imports', messageId: 'patternWithCustomMessage' };

/** What must stop which line of the canary, were it a file of that project, and for that reason. */
const expectations = [
  { project: 'libs/kernel', line: 2, ...bannedPackage },
  { project: 'libs/kernel', line: 3, ...persistenceKeptBack },
  { project: 'libs/json-api', line: 2, ...bannedPackage },
  { project: 'libs/json-api', line: 3, ...persistenceKeptBack },
  { project: 'libs/sdk', line: 2, ...bannedPackage },
  { project: 'libs/sdk', line: 3, ...persistenceKeptBack },
  { project: 'apps/api', line: 4, ...wrongDirection },
  { project: 'apps/bench', line: 5, ...bannedPackage },
];

// The file is in no project, hence without type information; the rules in question need none.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });
const code = await readFile(join(root, canary), 'utf8');

async function messagesIn(project) {
  const [result] = await eslint.lintText(code, { filePath: join(root, project, 'src', 'illegal-import.ts') });
  return result?.messages ?? [];
}

for (const { project, line, rule, messageId } of expectations) {
  const messages = await messagesIn(project);
  const isExpected = (message) =>
    message.line === line && message.ruleId === rule && message.messageId === messageId && message.severity === 2;
  if (messages.some(isExpected)) continue;

  process.exitCode = 1;
  console.error(`${rule} (${messageId}) does not stop line ${line} of ${canary} in ${project}. ESLint says there:`);
  for (const said of messages)
    console.error(`  line ${said.line}: ${said.ruleId} (${said.messageId}): ${said.message}`);
}
if (process.exitCode !== 1) console.log(`All ${expectations.length} illegal imports of ${canary} are stopped.`);
