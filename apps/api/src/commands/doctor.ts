import { commandOf, runCommand } from './command.js';

const command = commandOf('doctor')
  .description(
    'Looks at the configuration, the database server, its clock and role, the schema, the disk and the work that was left lying, and says ' +
      'what to do. Changes nothing. Ends with 1 when something is an error.',
  )
  .action(async ({ json = false }: { readonly json?: boolean }) => {
    const { examine } = await import('./doctor/examine.js');
    process.exitCode = await examine(json);
  });

await runCommand(command);
