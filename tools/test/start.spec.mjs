import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const tools = fileURLToPath(new URL('..', import.meta.url));

/** Says that it runs by its process id, and then takes as long as an installation does. */
const slowNpm = `
  require('node:fs').writeFileSync(require('node:path').join(__dirname, 'npm.pid'), String(process.pid));
  setInterval(() => undefined, 1000);
`;

/** A fresh clone, as far as a start needs one before anything is installed. */
const freshClone = () => {
  const clone = mkdtempSync(join(tmpdir(), 'org-invoices-clone-'));
  mkdirSync(join(clone, 'tools'));
  for (const script of ['start.mjs', 'ensure-installed.mjs', 'free-port.mjs', 'steps.mjs'])
    cpSync(join(tools, script), join(clone, 'tools', script));
  writeFileSync(join(clone, 'package-lock.json'), '{"packages":{}}');
  writeFileSync(join(clone, 'npm-cli.js'), slowNpm);
  return clone;
};

describe('a start in a fresh clone', () => {
  let clone;
  let child;
  let listener;

  beforeEach(() => {
    clone = freshClone();
  });

  afterEach(() => {
    child.kill('SIGKILL');
    listener?.close();
    rmSync(clone, { recursive: true });
  });

  const start = (environment) => {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, ...environment, npm_execpath: join(clone, 'npm-cli.js') };
    child = spawn(process.execPath, [join(clone, 'tools', 'start.mjs')], { cwd: clone, env });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk.toString()));
    return once(child, 'close').then(([code]) => ({ code, output: said.join('') }));
  };

  const takenPort = async () => {
    listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return listener.address().port;
  };

  const npmPid = async () => {
    const file = join(clone, 'npm.pid');
    while (!existsSync(file) || readFileSync(file, 'utf8') === '')
      await new Promise((resolve) => setTimeout(resolve, 10));
    return Number(readFileSync(file, 'utf8'));
  };

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    'that is told by %s to stop takes the installation along',
    async (signal) => {
      const ended = start({ PORT: '0' });
      const pid = await npmPid();
      child.kill(signal);
      const { code, output } = await ended;

      expect(code).toBe(0);
      expect(output).toMatch(/^Installing the dependencies … \n {2}npm ci\n {2}Stopping before it is ready\.\n$/);
      expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    },
  );

  it('says that the port is taken before it installs anything, and which variable chooses another', async () => {
    const port = await takenPort();
    const { code, output } = await start({ PORT: String(port) });

    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is taken.* PORT`));
    expect(existsSync(join(clone, 'npm.pid'))).toBe(false);
  });

  it('takes the port from the file .env, too', async () => {
    writeFileSync(join(clone, '.env'), `PORT=${await takenPort()}\nHOST=127.0.0.1\n`);
    const { output } = await start({});

    expect(output).toContain('is taken');
  });
});
