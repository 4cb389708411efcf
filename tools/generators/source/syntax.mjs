import ts from 'typescript';

export const parsed = (text) => ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);

/** The first node below one, in the order of the text, that fits. */
export const firstOf = (node, fits) => (fits(node) ? node : ts.forEachChild(node, (child) => firstOf(child, fits)));

/** Value that a file declares as `const`, without parentheses. */
export const initializerOf = (source, name) =>
  firstOf(source, (node) => ts.isVariableDeclaration(node) && node.name.getText() === name)?.initializer;

const withoutCast = (node) =>
  ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)
    ? withoutCast(node.expression)
    : node;

/** The object or array that an expression is, or that a function of this body returns. */
export const literalIn = (node) => {
  if (!ts.isBlock(node)) return withoutCast(node);
  const returned = node.statements.filter(ts.isReturnStatement).at(-1)?.expression;
  return returned && withoutCast(returned);
};

export const inserted = (text, position, more) => text.slice(0, position) + more + text.slice(position);

/** Adds a property or an element at the end of a literal. */
export const withMember = (text, literal, member) => {
  const members = literal.properties ?? literal.elements;
  const comma = members.length === 0 || members.hasTrailingComma ? '' : ',';
  return inserted(text, members.end, `${comma}\n${member},`);
};

const orderOf = (specifier) =>
  `${specifier.startsWith('type ') ? 1 : 0}${specifier.replace('type ', '').toLowerCase()}`;

/** Imports names of a module, each `Name` or `type Name`, values before types as elsewhere. */
export const withImport = (text, module, wanted) => {
  const imports = parsed(text).statements.filter(ts.isImportDeclaration);
  const there = imports.find(({ moduleSpecifier }) => moduleSpecifier.text === module);
  const clause = there?.importClause;
  const bindings = clause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) {
    const declaration = `import { ${wanted.join(', ')} } from '${module}';`;
    return inserted(text, imports.at(-1)?.end ?? 0, imports.length > 0 ? `\n${declaration}` : `${declaration}\n`);
  }
  const prefix = clause.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type ' : '';
  const known = bindings.elements.map((one) => `${prefix}${one.getText()}`);
  const values = new Set([...known, ...wanted].filter((one) => !one.startsWith('type ')));
  const all = [...new Set([...known, ...wanted])].filter(
    (one) => !values.has(one.replace('type ', '')) || values.has(one),
  );
  const sorted = all.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  return `${text.slice(0, there.getStart())}import { ${sorted.join(', ')} } from '${module}';${text.slice(there.end)}`;
};
