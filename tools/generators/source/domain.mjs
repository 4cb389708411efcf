import ts from 'typescript';
import { contexts } from '../../lint/contexts.mjs';
import { firstOf, initializerOf, parsed } from './syntax.mjs';

export const domain = 'libs/invoice-domain/src';

/** @throws Error for what is no context, or may hold no such thing */
export const refuseStrangeContext = (tree, context) => {
  if (contexts.some(({ folder }) => folder === context) && tree.exists(`${domain}/${context}`)) return;
  throw new Error(`${context} is no context of the domain: docs/adr/0028-contexts.md lists them`);
};

/** @throws Error when files of a context may not import another one */
export const refuseForbiddenContext = (context, used) => {
  if (!contexts.some(({ folder, forbidden }) => folder === context && forbidden.includes(used))) return;
  throw new Error(`${context} may not use ${used}: docs/adr/0028-contexts.md`);
};

export const sourceOf = (tree, path) => {
  const text = tree.read(path, 'utf8');
  if (text === null) throw new Error(`there is no ${path}`);
  return parsed(text);
};

const resourceFilesIn = (tree) =>
  contexts.flatMap(({ folder }) =>
    tree
      .children(`${domain}/${folder}`)
      .filter((name) => name.endsWith('.resource.ts'))
      .map((name) => ({ folder, file: name.replace(/\.ts$/, ''), path: `${domain}/${folder}/${name}` })),
  );

const isCallWithText = (node) =>
  ts.isCallExpression(node) && node.arguments[0] !== undefined && ts.isStringLiteral(node.arguments[0]);

/**
 * An exposure as its declaration tells it.
 * @returns the context and file that declare it, its API, its type on the wire, and the domain's name of its resource
 * @throws Error when no context declares it, or not in one piece
 */
export const exposureIn = (tree, name) => {
  for (const { folder, file, path } of resourceFilesIn(tree)) {
    const source = sourceOf(tree, path);
    const call = initializerOf(source, name);
    if (call === undefined || !ts.isCallExpression(call)) continue;
    const [, api] = /^exposeTo(\w+)$/.exec(call.expression.getText()) ?? [];
    const [shown, declared] = call.arguments;
    const type = firstOf(declared, (node) => ts.isPropertyAssignment(node) && node.name.getText() === 'type');
    const resource = firstOf(initializerOf(source, shown.getText()) ?? declared, isCallWithText)?.arguments[0].text;
    if (api !== undefined && resource !== undefined && ts.isStringLiteral(type?.initializer ?? declared)) {
      return { name, context: folder, file, api: api.toLowerCase(), type: type.initializer.text, resource };
    }
  }
  throw new Error(`no *.resource.ts declares ${name} by a call of exposeToAdmin or exposeToReseller`);
};

/**
 * Where the records of a resource are stored.
 * @returns the table, the type of its ids, and whether each row names its reseller
 * @throws Error for a resource without a table of its own
 */
export const storageOf = (tree, resource) => {
  const ledger = `${domain}/ledger/postgres`;
  const registry = sourceOf(tree, `${ledger}/stored.generated.ts`);
  const isStored = (node) => ts.isExportSpecifier(node) && node.name.text === resource;
  const from = firstOf(registry, isStored)?.parent.parent.moduleSpecifier.text;
  if (from === undefined) throw new Error(`no entity stores ${resource} alone: write this action by hand`);
  const entity = sourceOf(tree, `${domain}/${from.replace(/^(\.\.\/)+/, '').replace(/\.js$/, '.ts')}`);
  const isEntity = (node) => isCallWithText(node) && node.expression.getText() === 'Entity';
  const property = (name) => firstOf(entity, (node) => ts.isPropertyDeclaration(node) && node.name.getText() === name);
  return {
    table: firstOf(entity, isEntity).arguments[0].text,
    id: property('id').type.getText(),
    isOfReseller: property('resellerId') !== undefined,
  };
};
