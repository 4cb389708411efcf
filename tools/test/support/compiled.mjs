import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from '../../ensure-installed.mjs';

const { config } = ts.readConfigFile(join(root, 'tsconfig.lint.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);

/** Files of the disk, parsed once for all programs. */
const parsed = new Map();

const hostOf = (tree) => {
  const host = ts.createCompilerHost(options);
  const changed = new Map(
    tree.listChanges().map(({ path, type, content }) => [path, type === 'DELETE' ? undefined : String(content)]),
  );
  const changeOf = (path) => changed.get(relative(root, path));
  const fromDisk = (path, version) => {
    if (!parsed.has(path)) parsed.set(path, host.getSourceFile(path, version));
    return parsed.get(path);
  };
  return {
    ...host,
    fileExists: (path) => changeOf(path) !== undefined || ts.sys.fileExists(path),
    readFile: (path) => changeOf(path) ?? ts.sys.readFile(path),
    getSourceFile: (path, version) => {
      const text = changeOf(path);
      return text === undefined ? fromDisk(path, version) : ts.createSourceFile(path, text, version, true);
    },
  };
};

/** What is parsed and resolved already is not looked at again. */
let before;

/**
 * What the compiler has to say about files of a tree of Nx, as if it lay in the workspace: one sentence after the other, so that whoever
 * wants to know whether there is any need not wait for the rest.
 */
export function* faultsIn(tree, paths) {
  const files = paths.map((path) => join(root, path));
  const program = ts.createProgram(files, options, hostOf(tree), before);
  before = program;
  for (const file of files) {
    const source = program.getSourceFile(file);
    for (const { messageText } of [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]) {
      yield `${relative(root, file)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    }
  }
}
