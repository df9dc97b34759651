import {
  changePasswordSchema,
  ownTokenMadeSchema,
  ownTokenSchema,
  providerSchema,
  sessionSchema,
  signInSchema,
  tokenSchema,
} from '@netberth/api';
import { z } from 'zod';
import type { PlainOperation } from '../commands/openapi-document.ts';

const ended = z.object({ ended: z.int().nonnegative() });
const byCookie = 'Of the session whose cookie comes with it; changes want its `csrf` in `x-netberth-csrf`.';

/** What the API answers and is no command: signing in, and what tells of the server itself. */
export const plainOperations: readonly PlainOperation[] = [
  {
    method: 'get',
    path: '/api/v1/session/providers',
    operationId: 'session.providers',
    summary: 'List the ways to sign in',
    description: 'Anybody may ask.',
    answer: z.array(providerSchema),
  },
  {
    method: 'post',
    path: '/api/v1/session',
    operationId: 'session.start',
    summary: 'Sign in with a password',
    description:
      'Answers with a cookie that stands for the session. 429 says in Retry-After when to come back.',
    body: { schema: signInSchema, example: { username: 'ada', password: 'k3fzm-ab2cd-ef4gh-ij6kl' } },
    answer: sessionSchema,
  },
  {
    method: 'get',
    path: '/api/v1/session',
    operationId: 'session.show',
    summary: 'Show who is signed in, and what they may do',
    description: byCookie,
    answer: sessionSchema,
  },
  {
    method: 'delete',
    path: '/api/v1/session',
    operationId: 'session.leave',
    summary: 'Sign out',
    description: byCookie,
    answer: ended,
  },
  {
    method: 'delete',
    path: '/api/v1/sessions',
    operationId: 'session.leave-all',
    summary: 'Sign out everywhere',
    description: byCookie,
    answer: ended,
  },
  {
    method: 'put',
    path: '/api/v1/session/password',
    operationId: 'session.password',
    summary: 'Change the password of a local account, with the old one',
    description: `${byCookie} Its other sessions end. Wrong old passwords are counted as failed sign-ins are.`,
    body: {
      schema: changePasswordSchema,
      example: { current: 'k3fzm-ab2cd-ef4gh-ij6kl', password: 'correct horse battery staple' },
    },
    answer: z.object({ changed: z.literal(true) }),
  },
  {
    method: 'get',
    path: '/api/v1/session/tokens',
    operationId: 'session.tokens',
    summary: 'List the tokens of whoever is signed in',
    description: byCookie,
    answer: z.object({ tokens: z.array(tokenSchema) }),
  },
  {
    method: 'post',
    path: '/api/v1/session/tokens',
    operationId: 'session.token',
    summary: 'Make a token of one’s own',
    description: `${byCookie} No permission is needed; it may never do more than its owner may at that moment, and ends within a year. A token cannot make another one.`,
    body: {
      schema: ownTokenSchema,
      example: { name: 'my terminal', permissions: ['machine:read', 'machine:grant'], expires: '30d' },
    },
    answer: ownTokenMadeSchema,
  },
  {
    method: 'delete',
    path: '/api/v1/session/tokens/{id}',
    operationId: 'session.token-revoke',
    summary: 'Revoke a token of one’s own',
    description: byCookie,
    answer: z.object({ revoked: z.int().positive() }),
  },
  {
    method: 'get',
    path: '/api/v1/session/oidc',
    operationId: 'session.oidc',
    summary: 'Send a browser to the provider of single sign-on',
    description: 'Only with `oidc.issuer`. It comes back to `/api/v1/session/oidc/callback`.',
    answer: null,
  },
  {
    method: 'get',
    path: '/api/v1/session/oidc/callback',
    operationId: 'session.oidc-callback',
    summary: 'Take a browser back from single sign-on',
    description: 'Answers with a page and the cookie of a session.',
    answer: null,
  },
  {
    method: 'get',
    path: '/api/v1/overview/stream',
    operationId: 'overview.stream',
    summary: 'Follow the overview as it happens',
    description: 'Server-sent events, each an overview. Needs the permission `machine:read`.',
    answer: null,
  },
  {
    method: 'get',
    path: '/healthz',
    operationId: 'system.health',
    summary: 'Say that the process is there',
    description: 'Anybody may ask.',
    answer: null,
  },
  {
    method: 'get',
    path: '/readyz',
    operationId: 'system.ready',
    summary: 'Say whether the database answers',
    description: 'Anybody may ask; 503 when it does not.',
    answer: null,
  },
  {
    method: 'get',
    path: '/metrics',
    operationId: 'system.metrics',
    summary: "Show figures in Prometheus' text format",
    description: 'Anybody may ask.',
    answer: null,
  },
];
