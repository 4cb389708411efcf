import { adminActions, adminBillingExposures, adminRoles, adminWrites, type AdminWritable } from '@org/invoice-domain';
import type { Exposure, WritableMembers, Writes } from '@org/json-api';
import { Option, type Command } from 'commander';
import { commandOf } from '../command.js';
import type { PasswordOptions, UserOptions } from './manage-users.js';
import { documentOf, withMembers, type Options } from './record-options.js';

const { manager, reseller, resellerAccount, apiToken, adminUser } = adminBillingExposures;

const noMembers: WritableMembers = new Map();

/** Options of a command and of those that it belongs to. */
const optionsOf = (command: Command): Options & { readonly json?: boolean } => command.optsWithGlobals();

interface Sort {
  readonly exposure: Exposure;
  /** The relationship that a list is narrowed by, where it can be. */
  readonly below?: string;
}

const addList = (group: Command, { exposure, below }: Sort): void => {
  const list = group.command('list').description('list them all');
  if (below !== undefined) list.option(`--${below} <id>`, `those of this ${below} alone`);
  list.action(async (_: object, command: Command) => {
    const options = optionsOf(command);
    const id = below === undefined ? undefined : options[below];
    const { listRecords } = await import('./list-records.js');
    const narrowed = { name: below ?? '', id: typeof id === 'string' ? id : undefined };
    await listRecords(exposure, narrowed, options.json === true);
  });
};

interface Writing {
  readonly name: AdminWritable;
  readonly verb: string;
  readonly description: string;
}

const addCreation = (group: Command, { name, verb, description }: Writing): void => {
  const writes: Writes = adminWrites[name];
  const members = writes.create ?? noMembers;
  withMembers(group.command(verb).description(description), members).action(async (_: object, command: Command) => {
    const options = optionsOf(command);
    const document = documentOf({ type: writes.exposure.type, members }, options);
    const { addRecord } = await import('./change-records.js');
    await addRecord({ name, writes, document, json: options.json === true });
  });
};

const addChange = (group: Command, { name, verb, description }: Writing): void => {
  const writes: Writes = adminWrites[name];
  const members = writes.update ?? noMembers;
  withMembers(group.command(verb).argument('<id>').description(description), members).action(
    async (id: string, _: object, command: Command) => {
      const options = optionsOf(command);
      const document = documentOf({ type: writes.exposure.type, members, id }, options);
      const { changeRecord } = await import('./change-records.js');
      await changeRecord({ name, writes, document, json: options.json === true }, id);
    },
  );
};

const addTokens = (group: Command): void => {
  addList(group, { exposure: apiToken, below: 'manager' });
  const toIssue = adminActions.issueToken.body.document?.writes?.create ?? noMembers;
  withMembers(group.command('issue').description('issue one, and print it once'), toIssue).action(
    async (_: object, command: Command) => {
      const options = optionsOf(command);
      const { issueToken } = await import('./manage-tokens.js');
      await issueToken(documentOf({ type: apiToken.type, members: toIssue }, options), options.json === true);
    },
  );
  const toRotate = adminActions.rotateToken.body.document?.writes?.update ?? noMembers;
  const rotation = group.command('rotate').argument('<id>');
  withMembers(
    rotation.description('issue a successor; the old one is valid until --expires-at, 24 hours from now by default'),
    toRotate,
  ).action(async (id: string, _: object, command: Command) => {
    const options = optionsOf(command);
    const { rotateToken } = await import('./manage-tokens.js');
    await rotateToken(id, documentOf({ type: apiToken.type, members: toRotate, id }, options), options.json === true);
  });
  group
    .command('revoke')
    .argument('<id>')
    .description('refuse it from now on')
    .option('--reason <text>', 'why')
    .action(async (id: string, { reason }: { readonly reason?: string }, command: Command) => {
      const { revokeToken } = await import('./manage-tokens.js');
      await revokeToken(id, optionsOf(command).json === true, reason);
    });
};

interface Reasoned {
  readonly reason?: string;
}

const addUsers = (group: Command): void => {
  addList(group, { exposure: adminUser });
  group
    .command('add')
    .argument('<username>')
    .description('add one; a password is made up and printed once unless it comes by standard input')
    .addOption(new Option('--role <role>', 'what the user may do').choices(adminRoles).makeOptionMandatory())
    .option('--allow <addresses...>', 'addresses and ranges such as 10.0.0.0/8 that the user may sign in from')
    .option('--password-stdin', 'read the password from standard input')
    .action(async (username: string, options: UserOptions, command: Command) => {
      const { addUser } = await import('./manage-users.js');
      await addUser(username, { ...options, json: optionsOf(command).json === true });
    });
  addChange(group, {
    name: 'adminUser',
    verb: 'change',
    description: 'change what is given; --active false keeps the user out',
  });
  group
    .command('reset-password')
    .argument('<id>')
    .description(
      'make another password up and print it once, or take it from standard input; all tokens of the user end',
    )
    .option('--password-stdin', 'read the password from standard input')
    .action(async (id: string, options: PasswordOptions, command: Command) => {
      const { resetPassword } = await import('./manage-users.js');
      await resetPassword(id, { ...options, json: optionsOf(command).json === true });
    });
  group
    .command('end-tokens')
    .argument('<id>')
    .description('refuse all tokens of the user from now on')
    .option('--reason <text>', 'why')
    .action(async (id: string, options: Reasoned, command: Command) => {
      const { endTokens } = await import('./manage-users.js');
      await endTokens(id, { ...options, json: optionsOf(command).json === true });
    });
  group
    .command('remove-second-factor')
    .argument('<id>')
    .description('let the user in without one-time codes')
    .option('--reason <text>', 'why')
    .action(async (id: string, options: Reasoned, command: Command) => {
      const { removeSecondFactor } = await import('./manage-users.js');
      await removeSecondFactor(id, { ...options, json: optionsOf(command).json === true });
    });
};

const groupOf = (command: Command, name: string, description: string): Command =>
  command.command(name).description(description).helpCommand(false);

/** The command line of `npm run admin`. What it does with the ledger is loaded when it is asked for. */
export const adminCommand = (): Command => {
  const command = commandOf('admin')
    .helpCommand(false)
    .description(
      'Sets up a business: what the admin API does with resellers, managers, their tokens and accounts, at the console. Options are the members ' +
        'that docs/wire/admin.md describes.',
    );
  const resellers = groupOf(command, 'resellers', 'those who sell, in a tree');
  addList(resellers, { exposure: reseller, below: 'parent' });
  addCreation(resellers, { name: 'reseller', verb: 'add', description: 'add one, below a parent or at the root' });
  addChange(resellers, { name: 'reseller', verb: 'change', description: 'change what is given' });
  const managers = groupOf(command, 'managers', 'who uses the reseller API');
  addList(managers, { exposure: manager, below: 'reseller' });
  addCreation(managers, { name: 'manager', verb: 'add', description: 'add one to a reseller' });
  addChange(managers, {
    name: 'manager',
    verb: 'change',
    description: 'change what is given; --active false deactivates',
  });
  addTokens(groupOf(command, 'tokens', 'credentials of managers'));
  const accounts = groupOf(command, 'accounts', 'accounts of any reseller');
  addList(accounts, { exposure: resellerAccount, below: 'reseller' });
  addCreation(accounts, { name: 'resellerAccount', verb: 'open', description: 'open one for a reseller' });
  addChange(accounts, {
    name: 'resellerAccount',
    verb: 'move',
    description: 'give one to another reseller or currency, before anything is booked',
  });
  addUsers(groupOf(command, 'users', 'users of the admin API'));
  groupOf(command, 'secrets', 'what is sealed in the database')
    .command('seal')
    .description('seal every secret with the first key of SECRET_KEYS')
    .action(async (_: object, own: Command) => {
      const { sealSecrets } = await import('./seal-secrets.js');
      await sealSecrets(optionsOf(own).json === true);
    });
  return command;
};
