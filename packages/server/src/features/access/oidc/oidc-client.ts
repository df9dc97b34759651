import type { Configuration, IDToken, UserInfoResponse } from 'openid-client';
import type { OidcConfig } from '../../../config/sign-in-config.ts';
import type { Proven } from '../password-source.ts';

/** What has to be kept between leaving for the provider and coming back from it. */
export type OidcTrip = { readonly state: string; readonly nonce: string; readonly verifier: string };

export type OidcOutcome =
  | { readonly kind: 'right'; readonly proven: Proven }
  /** `why` goes on from "single sign-on failed: ". */
  | { readonly kind: 'refused'; readonly why: string };

/** One provider of single sign-on: authorisation code with PKCE, OpenID Connect Core 3.1. */
export class OidcClient {
  readonly label: string;
  readonly #config: OidcConfig;
  #discovered: Configuration | undefined;

  constructor(config: OidcConfig) {
    this.label = config.label;
    this.#config = config;
  }

  /** @returns where the browser goes. @throws when the provider cannot be asked */
  async leave(redirectUri: string): Promise<{ url: URL; trip: OidcTrip }> {
    const client = await import('openid-client');
    const found = await this.#discover();
    const trip = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri,
      scope: this.#config.scopes,
      code_challenge: await client.calculatePKCECodeChallenge(trip.verifier),
      code_challenge_method: 'S256',
      state: trip.state,
      nonce: trip.nonce,
    });
    return { url, trip };
  }

  /** @param cameBack the whole URL by which the browser came back */
  async comeBack(cameBack: URL, trip: OidcTrip): Promise<OidcOutcome> {
    const client = await import('openid-client');
    try {
      const found = await this.#discover();
      const tokens = await client.authorizationCodeGrant(found, cameBack, {
        pkceCodeVerifier: trip.verifier,
        expectedState: trip.state,
        expectedNonce: trip.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) return { kind: 'refused', why: 'the provider sent no ID token' };
      if (this.#isComplete(claims)) return this.#provenBy(claims);
      const more = await client.fetchUserInfo(found, tokens.access_token, claims.sub);
      return this.#provenBy({ ...more, ...claims });
    } catch (error) {
      return { kind: 'refused', why: reasonOf(error) };
    }
  }

  /** Asked when it is first needed: a provider that is down keeps no server from starting. */
  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#config;
    const client = await import('openid-client');
    const url = new URL(issuer);
    const isPlain = url.protocol === 'http:';
    this.#discovered ??= await client.discovery(
      url,
      clientId,
      clientSecret.reveal() || undefined,
      undefined,
      {
        timeout: 10,
        ...(isPlain && { execute: [client.allowInsecureRequests] }),
      },
    );
    return this.#discovered;
  }

  #isComplete(claims: IDToken): boolean {
    const { nameClaim, groupsClaim } = this.#config;
    return claims[nameClaim] !== undefined && claims[groupsClaim] !== undefined;
  }

  #provenBy(claims: IDToken | UserInfoResponse): OidcOutcome {
    const { nameClaim, groupsClaim } = this.#config;
    const name = claims[nameClaim];
    if (typeof name !== 'string' || name.trim() === '' || name.length > 300)
      return {
        kind: 'refused',
        why: `the provider does not say "${nameClaim}" (oidc.nameClaim, oidc.scopes)`,
      };
    if (nameClaim === 'email' && claims['email_verified'] === false)
      return { kind: 'refused', why: 'the provider has not verified the mail address' };
    const given = claims[groupsClaim];
    const groups = (Array.isArray(given) ? given : [given]).filter((one) => typeof one === 'string');
    return { kind: 'right', proven: { source: 'oidc', name: name.trim().toLowerCase(), groups } };
  }
}

/** What the provider said, or what kept us from asking. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { error: code, error_description: said } = error as { error?: unknown; error_description?: unknown };
  if (typeof code === 'string')
    return `the provider says ${code}${typeof said === 'string' ? ` (${said})` : ''}`;
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
