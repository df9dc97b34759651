/** What the test uses of a library that brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };
  type Context = {
    readonly oidc: {
      readonly client: { readonly clientId: string };
      readonly session: { readonly accountId: string };
    };
  };
  type Configuration = {
    readonly clients: readonly object[];
    readonly claims: object;
    readonly features: object;
    readonly pkce: object;
    readonly findAccount: (context: Context, id: string) => object;
    readonly interactions: { readonly url: (context: Context, interaction: { uid: string }) => string };
    readonly loadExistingGrant: (context: Context) => Promise<Grant>;
  };

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    readonly Grant: new (of: { clientId: string; accountId: string }) => Grant;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }
}
