import { ESLint } from 'eslint';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { root } from '../ensure-installed.mjs';

process.env.NX_DAEMON = 'false';

const canary = 'tools/lint/canary/illegal-import.ts';
const boundaries = '@nx/enforce-module-boundaries';

/** What must stop the import of TypeORM (line 2) and that of our persistence (line 3), in a file of which project. */
const expectations = [
  { project: 'libs/kernel', line: 2, rule: boundaries },
  { project: 'libs/kernel', line: 3, rule: boundaries },
  { project: 'libs/json-api', line: 2, rule: boundaries },
  { project: 'libs/json-api', line: 3, rule: boundaries },
  { project: 'libs/sdk', line: 2, rule: boundaries },
  // The SDK may import the pure part of the same package, which the module boundaries cannot tell apart.
  { project: 'libs/sdk', line: 3, rule: 'no-restricted-imports' },
];

// The file is in no project, hence without type information; the rules in question need none.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });
const code = await readFile(join(root, canary), 'utf8');
const lintIn = async (project) => {
  const [result] = await eslint.lintText(code, { filePath: join(root, project, 'src', 'illegal-import.ts') });
  return result?.messages ?? [];
};

for (const project of new Set(expectations.map((expectation) => expectation.project))) {
  const messages = await lintIn(project);
  const errs = ({ line, rule }) =>
    messages.some((message) => message.line === line && message.ruleId === rule && message.severity === 2);
  const missed = expectations.filter((expectation) => expectation.project === project && !errs(expectation));
  if (missed.length === 0) continue;

  process.exitCode = 1;
  for (const { line, rule } of missed) console.error(`${rule} does not stop line ${line} of ${canary} in ${project}.`);
  const said = messages.map(({ ruleId, line, message }) => `  line ${line}: ${ruleId ?? 'no rule'}: ${message}`);
  console.error(['There, ESLint says:', ...said].join('\n'));
}
if (process.exitCode !== 1) console.log(`The imports of ${canary} are stopped wherever they are illegal.`);
