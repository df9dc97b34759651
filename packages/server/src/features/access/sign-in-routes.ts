import type { Provider, Session } from '@netberth/api';
import type { FastifyInstance } from 'fastify';
import type { SignInConfig } from '../../config/sign-in-config.ts';
import { OidcClient } from './oidc/oidc-client.ts';
import { oidcRoutes } from './oidc/oidc-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import type { SignInTools } from './sign-in.ts';

/** Every way to sign in that the settings say. */
export function signInRoutes(
  plane: FastifyInstance,
  tools: SignInTools,
  { oidc, boot }: Pick<SignInConfig, 'oidc'> & { readonly boot: Session['boot'] },
): void {
  const password: Provider = { id: 'password', kind: 'password', label: tools.passwords.label, href: null };
  if (oidc === null) {
    sessionRoutes(plane, tools, { providers: [password], boot });
    return;
  }
  const href = '/api/v1/session/oidc';
  const providers: Provider[] = [password, { id: 'oidc', kind: 'oidc', label: oidc.label, href }];
  sessionRoutes(plane, tools, { providers, boot });
  oidcRoutes(plane, tools, { provider: new OidcClient(oidc), adminUrl: oidc.adminUrl });
}
