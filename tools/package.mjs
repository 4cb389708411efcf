import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { run, runInstalled } from './commands.mjs';
import { ensureInstalled, root } from './ensure-installed.mjs';
import { packagedManifest, rootManifest, shipped, workspaces } from './package/contents.mjs';

const usage = `npm run package -- [--out <folder>]

Makes a folder that runs in production: what is built, its dependencies and nothing else, with a list of its components
(sbom.cdx.json). It is copied as a whole; see Packaging in docs/operations.md.

  --out <folder>   where it is made, anew; dist/org-invoices by default`;

const { values } = parseArgs({
  options: { out: { type: 'string', default: join('dist', 'org-invoices') }, help: { type: 'boolean', short: 'h' } },
});
if (values.help === true) {
  console.log(usage);
  process.exit(0);
}

const out = resolve(values.out);
/** Only a folder that was made here is made anew. */
const mark = join(out, '.org-invoices-package');
if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(mark)) {
  console.error(`${out} is not empty, and no package was made there.`);
  process.exit(2);
}

const demand = ({ status, error, stderr }, what) => {
  if (status === 0) return;
  console.error(`${what} failed.${error === undefined ? '' : ` ${error.message}`}${stderr ?? ''}`);
  process.exit(1);
};

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const write = (path, value) => writeFileSync(join(out, path), `${JSON.stringify(value, null, 2)}\n`);

ensureInstalled();
demand(runInstalled('nx', ['run', 'api:build'], 'keep'), 'The build');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(mark, '');
for (const workspace of workspaces) {
  cpSync(join(root, workspace, 'dist'), join(out, workspace, 'dist'), { recursive: true, filter: shipped });
  write(join(workspace, 'package.json'), packagedManifest(read(join(workspace, 'package.json'))));
}
for (const file of ['NOTICE', 'SECURITY.md', '.env.example']) cpSync(join(root, file), join(out, file));
cpSync(join(root, 'apps/api/deploy'), join(out, 'deploy'), { recursive: true });
write('package.json', rootManifest(read('package.json'), read('apps/api/package.json')));
// The versions are those of the workspace's own lock file; what is not needed any more leaves it.
cpSync(join(root, 'package-lock.json'), join(out, 'package-lock.json'));
const npm = (...args) => run('npm', [...args, '--prefix', out, '--no-audit', '--no-fund'], 'keep');
demand(npm('install', '--omit=dev', '--ignore-scripts', '--prefer-offline'), 'The installation');
const sbom = npm('sbom', '--sbom-format=cyclonedx', '--omit=dev');
demand(sbom, 'The list of components');
writeFileSync(join(out, 'sbom.cdx.json'), sbom.stdout);
console.log(out);
