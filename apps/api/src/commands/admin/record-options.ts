import { adminRegistry } from '@org/invoice-domain';
import { isRelationship, type WritableMember, type WritableMembers } from '@org/json-api';
import type { Command } from 'commander';

/** Values of options by the names that commander gives them. */
export type Options = Readonly<Record<string, unknown>>;

/** Placeholder of an option's value in the help. */
const placeholderOf = (member: WritableMember): string => {
  if (isRelationship(member)) return '<id>';
  const { declared, words } = member;
  const { name, values = [] } = declared.kind;
  if (name === 'flag') return '<true|false>';
  if (name === 'integer') return '<number>';
  if (name === 'instant') return '<moment>';
  return values.length === 0 ? '<text>' : `<${Object.values(words ?? values).join('|')}>`;
};

/** `addressLine1` of `address-line-1`, as commander has it. */
const optionName = (wireName: string): string =>
  wireName.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Gives a command an option for each member that can be written, by the name that the admin API has for it. */
export const withMembers = (command: Command, members: WritableMembers): Command => {
  for (const [wireName, member] of members) command.option(`--${wireName} ${placeholderOf(member)}`);
  return command;
};

/** The document that the options of a command would be sent to the admin API as. */
export const documentOf = (
  { type, members, id }: { readonly type: string; readonly members: WritableMembers; readonly id?: string },
  options: Options,
): string => {
  const attributes: Record<string, unknown> = {};
  const relationships: Record<string, unknown> = {};
  for (const [wireName, member] of members) {
    const value = options[optionName(wireName)];
    if (typeof value !== 'string') continue;
    if (isRelationship(member))
      relationships[wireName] = { data: value === '' ? null : { type: adminRegistry.target(member).type, id: value } };
    else attributes[wireName] = value;
  }
  return JSON.stringify({ data: { type, ...(id !== undefined && { id }), attributes, relationships } });
};
