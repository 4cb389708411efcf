import type { Exchange } from './exchange.js';

/** Credentials of a client, sent as headers. */
export interface Credentials {
  /** The headers of a request. */
  headers(exchange: Exchange): Promise<Readonly<Record<string, string>>>;
  /** Called when the server refused the headers. @returns whether a second attempt with new ones makes sense */
  refused(used: Readonly<Record<string, string>>): boolean;
}

/** A token, or what gives one when it is needed. */
export type TokenSource = string | (() => string | Promise<string>);

/** A token that is sent as it is; one that is given by a function is asked for with every request. */
export class TokenCredentials implements Credentials {
  constructor(
    private readonly header: string,
    private readonly source: TokenSource,
  ) {}

  async headers(): Promise<Readonly<Record<string, string>>> {
    const token = typeof this.source === 'string' ? this.source : await this.source();
    return { [this.header]: token };
  }

  refused(): boolean {
    return false;
  }
}

/** Exchanges a name and a password for a token, once for all calls that need it, and again when it has ended. */
export class LoginCredentials implements Credentials {
  private login: Promise<Readonly<Record<string, string>>> | undefined;
  private latest: Readonly<Record<string, string>> | undefined;

  constructor(private readonly logIn: (exchange: Exchange) => Promise<Readonly<Record<string, string>>>) {}

  headers(exchange: Exchange): Promise<Readonly<Record<string, string>>> {
    this.login ??= this.logIn(exchange).then(
      (headers) => (this.latest = headers),
      (error: unknown) => {
        this.login = undefined;
        throw error;
      },
    );
    return this.login;
  }

  /** Forgets the token, unless another call has replaced it already. */
  refused(used: Readonly<Record<string, string>>): boolean {
    if (used === this.latest) {
      this.login = undefined;
      this.latest = undefined;
    }
    return true;
  }
}
