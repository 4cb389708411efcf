import { valueOr, type Member, type MemberOptions } from './member.js';

/** The content of a file, whatever else is known of it. */
export interface FileContent {
  readonly content: Uint8Array;
}

interface FileDeclaration<File> extends MemberOptions {
  /** Media types of the formats that are taken. */
  readonly mediaTypes: readonly string[];
  /** Requirement on the member, without its name. */
  readonly message: string;
  /** @returns the file of a data URL, or undefined for what is none of the formats */
  readonly read: (dataUrl: string) => File | undefined;
  readonly example: string;
}

/** A file in base64 with its media type: `data:application/pdf;base64,JVBERi0…`. */
export const fileMember = <File extends FileContent>({
  mediaTypes,
  message,
  read,
  example,
  description,
}: FileDeclaration<File>): Member<File, false> => ({
  kind: 'file',
  isOptional: false,
  description,
  read: (sent, spot, { fileBytes }) => {
    const file = typeof sent === 'string' ? read(sent) : undefined;
    return file !== undefined && file.content.length > fileBytes
      ? { faults: [{ ...spot, kind: 'too-large', message: `has to be of ${fileBytes} bytes at most` }] }
      : valueOr(file, spot, message);
  },
  schema: () => ({
    type: 'string',
    pattern: `^data:(${mediaTypes.join('|')});base64,`,
    ...(description !== undefined && { description }),
  }),
  example: () => example,
});
