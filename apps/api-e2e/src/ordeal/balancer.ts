import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@org/tools/postgres';
import { sendTo } from '@org/tools/testing';

const executable = process.env['HAPROXY_PATH'] ?? '/usr/sbin/haproxy';

export const hasBalancer = existsSync(executable);

/** As docs/operations.md has it: a server is left out as soon as it says that it is not ready. */
const configuration = (port: number, servers: readonly number[]): string => `
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  retries 3
  option redispatch
  retry-on conn-failure
frontend clients
  bind 127.0.0.1:${port}
  default_backend ledger
backend ledger
  balance roundrobin
  option httpchk GET /health/ready
  default-server check inter 200ms fall 1 rise 1
${servers.map((server) => `  server s${server} 127.0.0.1:${server}`).join('\n')}
`;

/** HAProxy before servers of this machine. */
export class Balancer {
  private constructor(
    readonly origin: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async before(servers: readonly number[]): Promise<Balancer> {
    const folder = await mkdtemp(join(tmpdir(), 'org-invoices-balancer-'));
    const file = join(folder, 'haproxy.cfg');
    const port = await freePort();
    await writeFile(file, configuration(port, servers));
    const child = spawn(executable, ['-f', file, '-db'], { stdio: 'ignore' });
    const balancer = new Balancer(`http://127.0.0.1:${port}`, child, folder);
    while (!(await balancer.answers())) await new Promise((resolve) => setTimeout(resolve, 50));
    return balancer;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    await rm(this.folder, { recursive: true });
  }

  private answers(): Promise<boolean> {
    return sendTo(this.origin, '/health/ready').then(
      ({ status }) => status === 200,
      () => false,
    );
  }
}
