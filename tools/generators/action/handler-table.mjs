import ts from 'typescript';
import { capitalized } from '../source/words.mjs';
import { firstOf, inserted, literalIn, parsed, withImport, withMember } from '../source/syntax.mjs';

const folderOf = (api) => `apps/api/src/${api}/actions`;

/** The file that an action's row goes to: of its topic, or of its resource, or else the table of all handlers. */
export const handlerFileOf = (tree, { api, topic, noun }) => {
  const file = (name) => `${folderOf(api)}/${name}-handlers.ts`;
  if (topic !== undefined && !tree.exists(file(topic))) throw new Error(`there is no ${file(topic)}`);
  return [topic, noun].map((one) => one && file(one)).find((path) => path && tree.exists(path)) ?? file(api);
};

/** Whether a type is that of a table of handlers: `AdminHandlers`, or `AdminHandlersOf<Actions>`. */
const isTable = (type, api) =>
  type !== undefined &&
  ts.isTypeReferenceNode(type) &&
  new RegExp(`^${capitalized(api)}Handlers(Of)?$`).test(type.typeName.getText());

const tableIn = (source, api) => {
  const declared = firstOf(
    source,
    (node) =>
      (ts.isVariableDeclaration(node) && isTable(node.type, api)) ||
      (ts.isArrowFunction(node) && isTable(node.type, api)),
  );
  const literal = declared && literalIn(declared.body ?? declared.initializer);
  if (literal === undefined || !ts.isObjectLiteralExpression(literal)) throw new Error('there is no table of handlers');
  return literal;
};

/** The names of the actions that a file serves, where it says so: `Pick<typeof adminActions, 'one' | 'other'>`. */
const namesIn = (source) =>
  firstOf(source, (node) => ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Pick')?.typeArguments?.[1];

/** Adds the row that binds an action, and imports what it is made of. */
export const withHandler = (text, { api, name, row, imports }) => {
  const source = parsed(text);
  const bound = withMember(text, tableIn(source, api), row);
  // The names stand before the table, so they are where they were.
  const names = namesIn(source);
  const named = names === undefined ? bound : inserted(bound, names.end, ` | '${name}'`);
  return imports.reduce((result, [module, wanted]) => withImport(result, module, wanted), named);
};
