import {
  exposureIn,
  domain,
  refuseForbiddenContext,
  refuseStrangeContext,
  sourceOf,
  storageOf,
} from '../source/domain.mjs';
import { finish } from '../source/finish.mjs';
import { spellingsOf } from '../source/words.mjs';
import { handlerFileOf, withHandler } from './handler-table.mjs';
import { declarationOf, handlerOf, portOf, specOf, useCaseOf } from './templates.mjs';

const rightOf = ({ api, right }) => {
  if (right !== undefined) return right;
  if (api === 'admin') return 'manage';
  throw new Error('--right: an action of the reseller API names a right of model/rights.ts');
};

/** Names that the files of an action are made of. */
const actionOf = (tree, options) => {
  const { name, api, context } = options;
  refuseStrangeContext(tree, context);
  const on = exposureIn(tree, options.resource);
  if (on.api !== api) throw new Error(`${on.name} belongs to the ${on.api} API`);
  refuseForbiddenContext(context, on.context);
  const { table, id, isOfReseller } = storageOf(tree, on.resource);
  if (api === 'reseller' && !isOfReseller) throw new Error(`${table} has no reseller_id: write this action by hand`);
  const idOf = `${id.charAt(0).toLowerCase()}${id.slice(1)}Of`;
  const { kebab: noun, spoken } = spellingsOf(on.resource);
  const [verb] = name.split('-');
  const { path = verb } = options;
  const { type, resource } = on;
  return {
    action: spellingsOf(name),
    api,
    context,
    on,
    type,
    resource,
    right: rightOf(options),
    path,
    verb,
    noun: spoken,
    table,
    id,
    idOf,
    file: noun,
  };
};

const importsOf = ({ action, api, idOf }) => [
  ['@org/invoice-domain', [action.pascal, idOf]],
  ['@org/invoice-domain/persistence', [`Postgres${action.pascal}Ledger`]],
  ...(api === 'reseller' ? [['../../http/path-id.js', ['idInPath']]] : []),
];

/** Writes an action on a record that locks it and leaves it as it is: four files, and the spec of its use case. */
export function writeAction(tree, options) {
  const made = actionOf(tree, options);
  const { action, api, context, file: noun } = made;
  const folder = `${domain}/${context}`;
  const files = {
    [`${folder}/${action.kebab}.action.ts`]: declarationOf(made),
    [`${folder}/${action.kebab}.ts`]: useCaseOf(made),
    [`${folder}/${action.kebab}.spec.ts`]: specOf(made),
    [`${folder}/postgres/${action.kebab}-ledger.ts`]: portOf(made),
  };
  const taken = Object.keys(files).find((path) => tree.exists(path));
  if (taken !== undefined) throw new Error(`${taken} is there already`);
  for (const [path, text] of Object.entries(files)) tree.write(path, text);
  const table = handlerFileOf(tree, { api, topic: options.topic, noun });
  const row = handlerOf[api](made);
  tree.write(
    table,
    withHandler(sourceOf(tree, table).text, { api, name: action.camel, row, imports: importsOf(made) }),
  );
}

export default function generate(tree, options) {
  writeAction(tree, options);
  return finish(tree);
}
