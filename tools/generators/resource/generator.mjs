import { domain, refuseForbiddenContext, refuseStrangeContext, sourceOf } from '../source/domain.mjs';
import { finish } from '../source/finish.mjs';
import { pluralOf, spellingsOf } from '../source/words.mjs';
import { testsOf, withReadingRight, withExposure, withDemo, withPlace, withRow } from './lists.mjs';
import { entityOf, migrationOf, recordOf, resourceOf, rowOf } from './templates.mjs';

const migrations = `${domain}/schema/migrations`;

/** Milliseconds for the name of a migration: later than those of all others. */
const momentAfter = (files) =>
  Math.max(Date.now(), ...files.map((file) => Number.parseInt(file, 10) + 1).filter(Number.isFinite));

/** Names that the files of a resource are made of. */
const resourceMade = (tree, { name, context, api = 'admin', plural = pluralOf(name) }) => {
  refuseStrangeContext(tree, context);
  if (api === 'reseller') refuseForbiddenContext(context, 'parties');
  const [record, many] = [spellingsOf(name), spellingsOf(plural)];
  const moment = momentAfter(tree.children(migrations));
  return {
    api,
    context,
    record,
    plural: many.spoken,
    table: many.snake,
    type: api === 'admin' ? many.kebab : many.snake,
    exposure: `${api}${record.pascal}`,
    migration: `Create${many.pascal}${moment}`,
    migrationFile: `${migrations}/${moment}-create-${many.kebab}.ts`,
  };
};

/** Writes a resource that has a name: four files and its lines in four others. */
export function writeResource(tree, options) {
  const made = resourceMade(tree, options);
  const { api, context, record } = made;
  const folder = `${domain}/${context}`;
  const files = {
    [`${folder}/${record.kebab}.ts`]: recordOf(made),
    [`${folder}/postgres/${record.kebab}.entity.ts`]: entityOf(made),
    [made.migrationFile]: migrationOf(made),
    [`${folder}/${record.kebab}.resource.ts`]: resourceOf(made),
  };
  const taken = Object.keys(files).find((path) => tree.exists(path));
  if (taken !== undefined) throw new Error(`${taken} is there already`);
  const lists = {
    [`${domain}/ledger/exposures.ts`]: (text) => withExposure(text, made),
    ...(api === 'admin' && { [`${domain}/ledger/admin-rights.ts`]: (text) => withReadingRight(text, made) }),
    [`${domain}/testing/sample-ledger.ts`]: (text) => withRow(text, rowOf(made)),
    'tools/src/demo/world.ts': (text) => withDemo(text, made),
    [`docs/wire/${api}.md`]: (text) => withPlace(text, made),
  };
  const changed = Object.entries(lists).map(([path, change]) => [path, change(sourceOf(tree, path).text)]);
  for (const [path, text] of [...Object.entries(files), ...changed, ...testsOf(tree, made)]) tree.write(path, text);
}

export default function generate(tree, options) {
  writeResource(tree, options);
  return finish(tree);
}
