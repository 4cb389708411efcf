/** Workspaces that a server is made of; the tools, the demo and the tests stay behind. */
export const workspaces = ['libs/kernel', 'libs/json-api', 'libs/invoice-domain', 'apps/api'];

/** Whether a file of a build goes along: what runs, and not what describes types, or maps to sources that are not there, or is for tests. */
export const shipped = (path) => !/\.(?:d\.ts|map|tsbuildinfo)$|\/testing(?:\/|$)|\.(?:int-)?spec\.js$/.test(path);

/** @returns exports for Node alone, without those of folders that stay behind */
const exportsOf = (exports) =>
  Object.fromEntries(
    Object.entries(exports)
      .filter(([name]) => name !== './testing')
      .map(([name, target]) => [name, typeof target === 'string' ? target : target.default]),
  );

/** The manifest of a workspace as it is shipped. */
export const packagedManifest = ({ name, version, type, exports, dependencies = {} }) => {
  const needed = Object.entries(dependencies).filter(([dependency]) => dependency !== '@org/tools');
  return {
    name,
    version,
    private: true,
    type,
    ...(exports === undefined ? {} : { exports: exportsOf(exports) }),
    dependencies: Object.fromEntries(needed),
  };
};

const program = (path) => `node apps/api/dist/${path}.js`;

/** The manifest of the folder. */
export const rootManifest = ({ engines, overrides, license }, { version }) => ({
  name: 'org-invoices',
  version,
  private: true,
  license,
  type: 'module',
  engines,
  workspaces,
  scripts: {
    start: program('main'),
    worker: program('worker'),
    ...Object.fromEntries(
      ['admin', 'bill', 'doctor', 'ingest', 'migrate', 'roles', 'verify'].map((name) => [
        name,
        program(`commands/${name}`),
      ]),
    ),
  },
  overrides,
});
