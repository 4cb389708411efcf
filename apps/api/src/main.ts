import { ConfigError, loadConfig } from './config/load-config.js';
import { serve } from './serve.js';

/** What a request may still take after the process was told to stop. */
const shutdownMilliseconds = 30_000;

const say = (message: string): void => {
  process.stdout.write(`${message}\n`);
};

const fail = (error: unknown): never => {
  const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`Org Invoices could not start.\n${text ?? ''}\n`);
  process.exit(1);
};

try {
  const server = await serve(loadConfig(process.env), say);
  const stop = (): void => {
    setTimeout(() => process.exit(1), shutdownMilliseconds).unref();
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The server did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  fail(error);
}
