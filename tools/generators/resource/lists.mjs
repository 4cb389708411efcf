import ts from 'typescript';
import { domain, sourceOf } from '../source/domain.mjs';
import { firstOf, initializerOf, inserted, literalIn, parsed, withImport, withMember } from '../source/syntax.mjs';

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

/** Everybody may read it, until somebody says otherwise. */
export const withReadingRight = (text, { record }) => withMemberOf(text, 'adminReadingOf', `${record.camel}: 'read'`);

/** Adds a row at the end of the statements that fill the ledger of the tests. */
export const withRow = (text, row) => {
  const holdsRows = (node) => ts.isNoSubstitutionTemplateLiteral(node) && node.text.includes('INSERT INTO');
  const rows = firstOf(parsed(text), holdsRows);
  if (rows === undefined) throw new Error('there are no rows');
  return inserted(text, rows.end - 1, `\n${row}`);
};

/** Adds rows to the end of the demo world: one, or one of each reseller. */
export const withDemo = (text, { api, record: { pascal, spoken }, plural }) => {
  const rows =
    api === 'reseller'
      ? `resellers.map(({ id: resellerId }, index) => ({ id: index + 1, resellerId, name: 'Standard ${spoken}' }))`
      : `[{ id: 1, name: 'Standard ${spoken}' }]`;
  const group = `{ name: '${plural}', tables: [[${pascal}Entity, ${rows}]] }`;
  const filled = withMemberOf(text, 'groups', group);
  return withImport(filled, '@org/invoice-domain/entities', [`${pascal}Entity`]);
};

/** Gives the generated tables of a resource a place behind those of the others. */
export const withPlace = (text, { type }) => {
  const last = text.lastIndexOf('<!-- generated: resource ');
  if (last < 0) throw new Error('there is no place for resources');
  const next = text.slice(last).search(/^##/m);
  const place = `### \`${type}\`\n\n<!-- generated: resource ${type} -->\n<!-- end -->\n\n`;
  return inserted(text, next < 0 ? text.length : last + next, place);
};

/** A row of each reseller among those whose records the tests of tenants tell apart. */
const withTenantRow = (text, { table }) => {
  const attach = firstOf(parsed(text), (node) => ts.isMethodDeclaration(node) && node.name.getText() === 'attach');
  const holdsRows = (node) => ts.isTemplateExpression(node) && node.getText().includes('INSERT INTO');
  const rows = attach && firstOf(attach, holdsRows);
  if (rows === undefined) throw new Error('there are no rows of tenants');
  const row = `INSERT INTO ${table} (id, reseller_id, name) VALUES (\${id}, \${resellerId}, '\${id}');`;
  return inserted(text, rows.end - 1, `\n      ${row}`);
};

/** Test rows of every resource that resellers see, by path. */
const tests = {
  [`${domain}/ledger/manager-rights.spec.ts`]: (text, { record }) =>
    withMemberOf(text, 'table', `['${record.camel}', ['admin', 'sales']]`),
  [`${domain}/ledger/postgres/references.int-spec.ts`]: (text, { table }) =>
    withMemberOf(text, 'foreign', `['${table}_reseller_id_fkey', 'UPDATE ${table} SET reseller_id = 999']`),
  'apps/api/test/support/tenants.ts': withTenantRow,
};

/** The tests that list every resource of the reseller API, each with a row for this one: texts by path. */
export const testsOf = (tree, made) =>
  made.api === 'reseller'
    ? Object.entries(tests).map(([path, change]) => [path, change(sourceOf(tree, path).text, made)])
    : [];
