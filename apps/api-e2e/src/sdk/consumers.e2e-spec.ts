import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoCredentials } from '@org/tools/demo';
import { build } from 'esbuild';
import { hasBrowser, openBrowser } from '../openapi/browser.js';
import { DemoWorld } from '../support/demo-world.js';

const run = promisify(execFile);

const workspace = fileURLToPath(new URL('../../../../', import.meta.url));
const tsc = join(workspace, 'node_modules/typescript/bin/tsc');

/** Limit of type instantiations for one consumer; seconds would depend on the machine. */
const instantiationLimit = 150_000;

let world: DemoWorld;
let project: string;

beforeAll(async () => {
  [world, project] = await Promise.all([DemoWorld.start(), emptyProject()]);
}, 180_000);

afterAll(async () => {
  await world.stop();
  await rm(project, { recursive: true, force: true });
});

/** A folder with a manifest and nothing else, into which the packed SDK and Node's types are installed. */
const emptyProject = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'org-consumer-'));
  const packed = join(workspace, 'tmp/packages/sdk');
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: packed });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const types = join(workspace, 'node_modules/@types/node');
  const quietly = ['--no-audit', '--no-fund', '--prefer-offline', '--install-links'];
  await run('npm', ['install', ...quietly, stdout.trim(), types], { cwd: folder });
  await cp(join(workspace, 'apps/api-e2e/consumers'), folder, { recursive: true });
  return folder;
};

const printedBy = async (program: string): Promise<unknown> => {
  const { stdout } = await run(process.execPath, [program], {
    cwd: project,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      ORG_INVOICES_URL: world.origin,
      ADMIN_TOKEN: world.adminToken,
      API_TOKEN: demoCredentials.resellerToken,
    },
  });
  return JSON.parse(stdout);
};

const shown = { id: '18', start: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) };

describe('the packed SDK, installed into an empty project', () => {
  it('compiles and runs in strict TypeScript', async () => {
    const { stdout } = await run(process.execPath, [tsc, '--extendedDiagnostics'], { cwd: project });
    const instantiations = Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]);
    process.stdout.write(`a consumer: ${/Check time:.*/.exec(stdout)?.[0] ?? ''}, ${instantiations} instantiations\n`);

    expect(instantiations).toBeLessThan(instantiationLimit);
    expect(await printedBy('out/main.js')).toEqual({
      ...shown,
      contractor: true,
      amounts: 60,
      isSum: true,
      total: true,
      lines: true,
      missing: true,
      narrowed: true,
    });
  });

  it.each(['main.mjs', 'main.cjs'])('runs in JavaScript: %s', async (program) => {
    expect(await printedBy(program)).toEqual(shown);
  });
});

(hasBrowser ? describe : describe.skip)('the packed SDK in a browser', () => {
  it('runs against the server that the page came from', async () => {
    const { outputFiles } = await build({
      entryPoints: [join(project, 'page.mjs')],
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
    });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      const address = `${world.origin}/consumer`;
      const body = `<!doctype html><script>${outputFiles[0]?.text ?? ''}</script>`;
      await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
      await page.goto(address);
      const read = await page.evaluate(
        (token) => (globalThis as unknown as { readInvoice: (given: string) => Promise<unknown> }).readInvoice(token),
        world.adminToken,
      );

      expect(read).toEqual({ ...shown, balance: expect.stringMatching(/^-?\d/) });
    } finally {
      await browser.close();
    }
  });
});
