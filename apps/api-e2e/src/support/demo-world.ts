import { migrate } from '@org/invoice-domain/persistence';
import { createDatabaseOf, type EmptyDatabase, type Template } from '@org/invoice-domain/testing';
import { demoCredentials, fixedYear, loadDemoData } from '@org/tools/demo';
import { ConformingClient } from './conforming-client.js';
import { Server } from './server.js';

type Manager = keyof (typeof demoCredentials)['managers'];

const contexts = ['ledger', 'parties', 'usage', 'invoices', 'payments', 'usage-billing', 'subscription-billing'];
const sources = ['tools/src/demo', ...contexts.map((context) => `libs/invoice-domain/src/${context}`)];

const demo: Template = {
  name: 'demo',
  madeBy: sources.map((folder) => new URL(`../../../../${folder}/`, import.meta.url)),
  load: async (dataSource) => {
    await migrate(dataSource);
    await loadDemoData(dataSource, fixedYear);
  },
};

/** A server of its own with a year of the demo's data, always the same one, and everybody who may call it. */
export class DemoWorld {
  private constructor(
    private readonly database: EmptyDatabase,
    readonly server: Server,
  ) {}

  /** @param environment of the server besides */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<DemoWorld> {
    const database = await createDatabaseOf(demo);
    return new DemoWorld(database, await Server.start({ DATABASE_URL: database.url, ...environment }));
  }

  get origin(): string {
    return this.server.origin;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  get adminToken(): string {
    return this.server.fromBanner('admin token');
  }

  get admin(): ConformingClient {
    return ConformingClient.ofAdmin(this.origin, this.adminToken);
  }

  /** Paths begin with the reseller's id: `/1/invoices`. */
  reseller(manager: Manager = 'rootAdmin'): ConformingClient {
    return ConformingClient.ofReseller(this.origin, demoCredentials.managers[manager].token);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.database.drop();
  }
}
