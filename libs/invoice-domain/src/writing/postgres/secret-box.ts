import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { secretMask } from '@org/json-api';

/** A key of 256 bits, in base64, and its name. */
export interface SecretKey {
  readonly id: string;
  readonly secret: string;
}

export interface SecretBoxOptions {
  /** The first seals, all of them open; without any, secrets are kept as they are. */
  readonly keys: readonly SecretKey[];
  /** Whether secrets are shown to those who may read them, or masked. */
  readonly shows: boolean;
}

/** Beginning of a sealed secret; the key's name, the nonce, the text and its tag follow. */
const sealed = 'sealed:v1:';

const cipher = 'aes-256-gcm';

/** Bytes of a nonce of GCM. */
const nonceBytes = 12;

/** Whether a stored text is sealed. */
export const isSealed = (stored: string): boolean => stored.startsWith(sealed);

/** Seals secrets for storage with AES-256-GCM, and opens them. */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly first: SecretKey | undefined;

  constructor(private readonly options: SecretBoxOptions) {
    this.keys = new Map(options.keys.map(({ id, secret }) => [id, Buffer.from(secret, 'base64')]));
    this.first = options.keys[0];
  }

  /** Whether there is a key to seal with. */
  get canSeal(): boolean {
    return this.first !== undefined;
  }

  /** The text as it is stored: sealed, if there is a key. */
  seal(text: string): string {
    if (this.first === undefined) return text;
    const nonce = randomBytes(nonceBytes);
    const key = this.keyOf(this.first.id);
    const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(this.first.id));
    const content = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    return (
      sealed +
      [this.first.id, ...[nonce, content, sealing.getAuthTag()].map((part) => part.toString('base64url'))].join(':')
    );
  }

  /** @throws Error for a secret that was sealed with an unknown key, or was changed since */
  open(stored: string): string {
    if (!isSealed(stored)) return stored;
    const [id = '', ...parts] = stored.slice(sealed.length).split(':');
    const [nonce, content, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
    if (nonce === undefined || content === undefined || tag === undefined) throw new Error('a sealed secret is broken');
    const opening = createDecipheriv(cipher, this.keyOf(id), nonce).setAAD(Buffer.from(id)).setAuthTag(tag);
    return Buffer.concat([opening.update(content), opening.final()]).toString('utf8');
  }

  /** The secret as it is shown. */
  reveal(stored: string): string {
    return this.options.shows ? this.open(stored) : secretMask;
  }

  /** Whether a stored text is sealed with the key that seals today. */
  isCurrent(stored: string): boolean {
    return this.first === undefined || stored.startsWith(`${sealed}${this.first.id}:`);
  }

  /** A digest that nobody without the key can try guesses of secrets against. */
  digest(text: string): string {
    if (this.first === undefined) return createHash('sha256').update(text).digest('hex');
    return createHmac('sha256', this.keyOf(this.first.id)).update(text).digest('hex');
  }

  private keyOf(id: string): Buffer {
    const key = this.keys.get(id);
    if (key === undefined) throw new Error(`a secret is sealed with the key ${id}, which SECRET_KEYS does not list`);
    return key;
  }
}

/** A box without a key, which shows nothing: for whoever has no business with secrets. */
export const noSecrets = new SecretBox({ keys: [], shows: false });
