import { ensureInstalled } from './ensure-installed.mjs';
import * as clone from './recipes/clone.mjs';
import { holding, isGenerated, isTest, recipes, tenants } from './recipes/recipes.mjs';

const said = (sentence) => console.log(sentence);

/** @throws Error unless it succeeded */
const demand = (what, { succeeded, output }) => {
  if (!succeeded) throw new Error(`${what}\n${output}`);
};

const failuresOf = (suites) => suites.flatMap((suite) => clone.test(...suite).failed);

/** Name of the check that misses a file: the compiler, or the first test that fails. */
const witnessOf = () => {
  clone.generate();
  if (!clone.compile().succeeded) return 'does not compile';
  const [first] = failuresOf(holding);
  return first === undefined ? undefined : `fails: ${first}`;
};

/** @throws Error unless the generated files are formatted, pass lint, compile and pass the tests */
const refuseFaults = (changed) => {
  demand('does not compile', clone.compile());
  demand('is not formatted', clone.checkFormat(changed));
  demand('does not pass lint', clone.lint(changed.filter((path) => path.endsWith('.ts'))));
  for (const path of changed.filter((one) => one.endsWith('.spec.ts'))) {
    const { count, failed } = clone.test('libs/invoice-domain', path);
    if (count === 0 || failed.length > 0) throw new Error(`${path}: ${failed.join(', ')}`);
  }
  const failed = failuresOf([...holding, ...tenants]);
  if (failed.length > 0) throw new Error(`fails: ${failed.join(', ')}`);
};

/** @throws Error for a recipe that asks for too much, leaves a fault behind, or asks for what nobody would miss */
const follow = ({ name, args, atMost }) => {
  clone.undoChanges();
  clone.nx('generate', ...`@org/tools:${args}`.split(' '));
  const changed = clone.changedFiles();
  const byHand = changed.filter((path) => !isGenerated(path) && !isTest(path));
  said(`\n${name}: ${byHand.length} files by hand, ${atMost} at most`);
  if (byHand.length > atMost) throw new Error(`asks for ${byHand.join(', ')}`);
  refuseFaults(changed);
  for (const path of byHand) {
    const witness = clone.without(path, witnessOf);
    said(`  without ${path}: ${witness ?? 'nothing notices'}`);
    if (witness === undefined) throw new Error(`nothing notices that ${path} is left out`);
  }
};

/** `npm run recipes -- price-list` follows those alone whose command has this word. */
const [, , word = ''] = process.argv;

ensureInstalled();
clone.makeClone();
for (const recipe of recipes.filter(({ args }) => args.includes(word))) follow(recipe);
said('\nEach asks for what it says, and for nothing that could be left out.');
