import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import type { NamedSecret } from '../config/named-secret.js';

/** A key and its name, which tokens give in `kid`; the key of `ADMIN_JWT_SECRET` has none. */
export interface TokenKey {
  readonly id: string | undefined;
  readonly key: KeyObject;
}

interface TokenSecrets {
  readonly adminJwtSecret?: string;
  readonly adminJwtKeys?: readonly NamedSecret[];
}

/** A key object: a secret given as text would be parsed anew for every token. */
const keyFrom = (secret: string): KeyObject => createSecretKey(Buffer.from(secret));

/** Keys of admin tokens. The first of the named ones signs, and all of them verify: a key is changed without a pause. */
export class TokenKeys {
  readonly signing: TokenKey;
  private readonly named: ReadonlyMap<string, KeyObject>;
  private readonly unnamed: KeyObject | undefined;

  /** A key is made up for this process when there are none, so its tokens end with it. */
  constructor({ adminJwtSecret, adminJwtKeys = [] }: TokenSecrets) {
    this.named = new Map(adminJwtKeys.map(({ id, secret }) => [id, keyFrom(secret)]));
    const [first] = [...this.named].map(([id, key]): TokenKey => ({ id, key }));
    this.unnamed = adminJwtSecret === undefined ? undefined : keyFrom(adminJwtSecret);
    if (this.unnamed === undefined && first === undefined) this.unnamed = createSecretKey(randomBytes(32));
    const unnamed = this.unnamed && { id: undefined, key: this.unnamed };
    const signing = first ?? unnamed;
    if (signing === undefined) throw new Error('tokens have no key');
    this.signing = signing;
  }

  /** Key that a token says it is signed with; undefined for a key that is unknown. */
  keyOf(token: string): KeyObject | undefined {
    if (this.named.size === 0) return this.unnamed;
    const kid: unknown = jsonwebtoken.decode(token, { complete: true })?.header.kid;
    return typeof kid === 'string' ? this.named.get(kid) : this.unnamed;
  }
}
