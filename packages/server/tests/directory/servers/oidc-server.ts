import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const oidcClientId = 'netberth';
export const oidcClientSecret = 'the-secret-of-the-client';

type Claims = Readonly<Record<string, unknown>>;

/** A real OpenID Connect provider, in this process, where whoever {@link person} names is signed in already. */
export class OidcServer {
  readonly #server: Server;
  readonly #people: ReadonlyMap<string, Claims>;
  /** Who sits at the browser; null: they refuse. */
  person: string | null = null;

  constructor(people: ReadonlyMap<string, Claims>) {
    this.#server = createServer();
    this.#people = people;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Before the provider is made: its issuer has the port in it. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  serve(redirectUri: string): void {
    const people = this.#people;
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: oidcClientId, client_secret: oidcClientSecret, redirect_uris: [redirectUri] }],
      claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({
          clientId: oidc.client.clientId,
          accountId: oidc.session.accountId,
        });
        grant.addOIDCScope('openid profile');
        await grant.save();
        return grant;
      },
    });
    const answer = provider.callback();
    this.#server.on('request', (request, response) => {
      if (!request.url?.startsWith('/interaction/')) {
        void answer(request, response);
        return;
      }
      const result =
        this.person === null
          ? { error: 'access_denied', error_description: 'they said no' }
          : { login: { accountId: this.person } };
      void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
