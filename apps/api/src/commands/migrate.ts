import { commandOf, runCommand } from './command.js';

const command = commandOf('migrate')
  .description(
    'Brings the schema of the ledger and of its jobs up to date, and gives the roles their rights to what is new. As the migrator, ' +
      'before servers of a new release start; servers whose role may do it themselves need no such step.',
  )
  .action(async ({ json = false }: { readonly json?: boolean }) => {
    const { migrateLedger } = await import('./migrate/migrate-ledger.js');
    await migrateLedger(json);
  });

await runCommand(command);
