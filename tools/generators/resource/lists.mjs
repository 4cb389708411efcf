import ts from 'typescript';
import { domain, sourceOf } from '../source/domain.mjs';
import { firstOf, initializerOf, inserted, literalIn, parsed, withImport, withMember } from '../source/syntax.mjs';

const nameOf = (statement) => statement.name?.text ?? statement.declarationList?.declarations[0].name.getText();

/** Puts a statement among those of its kind, which stand in the order of their names. */
const withSorted = (text, isOfKind, name, statement) => {
  const all = parsed(text).statements.filter(isOfKind);
  const next = all.find((one) => nameOf(one) > name);
  return next === undefined
    ? inserted(text, all.at(-1).end, `\n${statement}`)
    : // A comment above the first belongs to all of them.
      next === all[0]
      ? inserted(text, next.getStart(), `${statement}\n`)
      : inserted(text, next.getFullStart(), `\n${statement}`);
};

const isIdMaker = (statement) => ts.isVariableStatement(statement) && /IdOf$/.test(nameOf(statement));

export const withId = (text, { record: { camel, pascal } }) => {
  const branded = `export type ${pascal}Id = Brand<number, '${pascal}Id'>;`;
  const typed = withSorted(text, ts.isTypeAliasDeclaration, `${pascal}Id`, branded);
  return withSorted(typed, isIdMaker, `${camel}IdOf`, `export const ${camel}IdOf = idOf<${pascal}Id>();`);
};

const withMemberOf = (text, name, member) => {
  const initializer = initializerOf(parsed(text), name);
  if (initializer === undefined) throw new Error(`there is no ${name}`);
  return withMember(text, literalIn(initializer), member);
};

/** Lists the exposure. What resellers see is closed to product owners until somebody opens it. */
export const withExposure = (text, { api, context, record, exposure }) => {
  const listed = withMemberOf(text, `${api}Exposures`, `${record.camel}: ${exposure}`);
  const read = api === 'reseller' ? withMemberOf(listed, 'readersOf', `${record.camel}: notOwners`) : listed;
  return withImport(read, `../${context}/${record.kebab}.resource.js`, [exposure]);
};

/** Adds a row at the end of the statements that fill the ledger of the tests. */
export const withRow = (text, row) => {
  const holdsRows = (node) => ts.isNoSubstitutionTemplateLiteral(node) && node.text.includes('INSERT INTO');
  const rows = firstOf(parsed(text), holdsRows);
  if (rows === undefined) throw new Error('there are no rows');
  return inserted(text, rows.end - 1, `\n${row}`);
};

/** Gives the generated tables of a resource a place behind those of the others. */
export const withPlace = (text, { type }) => {
  const last = text.lastIndexOf('<!-- generated: resource ');
  if (last < 0) throw new Error('there is no place for resources');
  const next = text.slice(last).search(/^##/m);
  const place = `### \`${type}\`\n\n<!-- generated: resource ${type} -->\n<!-- end -->\n\n`;
  return inserted(text, next < 0 ? text.length : last + next, place);
};

/** What specs of the domain say about every resource that resellers see. */
const specs = [
  {
    path: `${domain}/ledger/manager-rights.spec.ts`,
    list: 'table',
    row: ({ record }) => `['${record.camel}', ['admin', 'sales']]`,
  },
  {
    path: `${domain}/ledger/postgres/references.int-spec.ts`,
    list: 'foreign',
    row: ({ table }) => `['${table}_reseller_id_fkey', 'UPDATE ${table} SET reseller_id = 999']`,
  },
];

/** The specs that list every resource of the reseller API, each with a row for this one: texts by path. */
export const specsOf = (tree, made) =>
  made.api === 'reseller'
    ? specs.map(({ path, list, row }) => [path, withMemberOf(sourceOf(tree, path).text, list, row(made))])
    : [];
