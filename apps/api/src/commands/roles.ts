import { commandOf, runCommand } from './command.js';
import type { RolesOptions } from './roles/make-roles.js';

const command = commandOf('roles')
  .description(
    'Makes the roles of the ledger in its database: <prefix>_owner, who owns everything and cannot sign in, <prefix>_migrator, ' +
      '<prefix>_app for servers, workers and commands, and <prefix>_reader for reports. As a superuser, or as who owns the ledger and may ' +
      'create roles. May be done again: roles that are there keep their passwords, and all of them get their rights anew.',
  )
  .option('--prefix <name>', 'how the names of the roles begin', 'invoices')
  .option('--delete-approved', 'let the application delete approved invoices, for DELETE_APPROVED_INVOICES=true')
  .option('--no-delete-approved', 'take that right away; unless one of the two is said, it stays as it is')
  .action(async (options: RolesOptions) => {
    const { makeRoles } = await import('./roles/make-roles.js');
    await makeRoles(options);
  });

await runCommand(command);
