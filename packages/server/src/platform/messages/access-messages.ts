import type { Message } from './message.ts';

/** What signing in and commands on users, roles, tokens and directories get. */
export const accessMessages = {
  tokenTooMuch: {
    code: 'NB3018',
    status: 403,
    text: 'a token cannot have more than its maker: {permissions}',
    wayOut: 'Leave these out.',
  },
  tokenUnknown: {
    code: 'NB3019',
    status: 404,
    text: 'there is no token {id}',
    wayOut: 'See netberth token list',
  },
  signInFailed: {
    code: 'NB3040',
    status: 401,
    text: 'the user name or the password is wrong',
    wayOut: 'Try again. Whoever may use the socket can give a new one: netberth user password NAME',
  },
  accountRefused: {
    code: 'NB3041',
    status: 403,
    text: 'the account {user} cannot sign in: {why}',
    wayOut:
      'An administrator can change that: netberth user set {user} --roles ROLE, netberth group set GROUP --roles ROLE, or in the directory.',
  },
  tooManySignIns: {
    code: 'NB3042',
    status: 429,
    text: 'signing in has failed too often',
    wayOut: 'Try again in {minutes} minutes.',
  },
  csrfMissing: {
    code: 'NB3043',
    status: 403,
    text: 'the request has a session but not its proof that it comes from the console',
    wayOut: 'Reload the page; a program sends the csrf of GET /api/v1/session in the header x-netberth-csrf.',
  },
  oidcDown: {
    code: 'NB3120',
    status: 503,
    text: 'the provider of single sign-on cannot be asked: {why}',
    wayOut:
      'Local accounts can sign in meanwhile. Look at oidc.issuer: its /.well-known/openid-configuration must be reached from the server.',
  },
  oidcLost: {
    code: 'NB3121',
    status: 400,
    text: 'this browser did not leave for single sign-on from here, or took longer than ten minutes',
    wayOut: 'Sign in again, with cookies allowed, from the page of this server.',
  },
  oidcFailed: {
    code: 'NB3122',
    status: 401,
    text: 'single sign-on failed: {why}',
    wayOut:
      'Try again. If it stays so, compare the settings of the provider with docs/access.md#single-sign-on.',
  },
  directoryDown: {
    code: 'NB3044',
    status: 503,
    text: 'the directory cannot be asked: {why}',
    wayOut: 'Local accounts can sign in meanwhile. To see what is wrong: netberth directory check',
  },
  userUnknown: {
    code: 'NB3045',
    status: 404,
    text: 'there is no user "{user}"',
    wayOut: 'See netberth user list',
  },
  userExists: {
    code: 'NB3046',
    status: 409,
    text: 'there is a user "{user}" already',
    wayOut: 'Change it with netberth user set {user}, or take another name.',
  },
  rightsTooMuch: {
    code: 'NB3047',
    status: 403,
    text: '{actor} cannot give, change or take over more than their own rights: {permissions}',
    wayOut: 'Ask somebody who has these.',
  },
  roleUnknown: {
    code: 'NB3048',
    status: 422,
    text: 'there is no role "{role}"',
    wayOut: 'See netberth role list; make one with netberth role set {role}',
  },
  roleBuiltIn: {
    code: 'NB3049',
    status: 409,
    text: 'the role "{role}" is built in and stays as it is',
    wayOut: 'Make one of your own under another name: netberth role set NAME --permissions PERMISSIONS',
  },
  groupUnknown: {
    code: 'NB3050',
    status: 404,
    text: 'there is no group {id} that gives roles',
    wayOut: 'See netberth group list',
  },
  sessionUnknown: {
    code: 'NB3051',
    status: 404,
    text: 'there is no session {id}',
    wayOut: 'See netberth session list',
  },
  noPassword: {
    code: 'NB3052',
    status: 409,
    text: 'the password of {user} is not kept here',
    wayOut: 'Change it where the account is: in the directory, or at the provider of single sign-on.',
  },
  outOfScope: {
    code: 'NB3053',
    status: 403,
    text: '{actor} may use "{command}" only for machines with {labels}',
    wayOut: 'Take such a machine, or ask somebody who may use it everywhere.',
  },
  noDirectory: {
    code: 'NB3056',
    status: 409,
    text: 'there is no directory to ask',
    wayOut: 'Set directory.urls and directory.base: docs/access.md shows how.',
  },
  scopeLabel: {
    code: 'NB3055',
    status: 403,
    text: '{actor} has roles for machines with {labels} and cannot change that label',
    wayOut: 'Ask somebody whose roles count everywhere.',
  },
  trustRefused: {
    code: 'NB3054',
    status: 403,
    text: 'to say that an image is non-destructive needs the permission profile:trust, which {actor} does not have',
    wayOut:
      'Import it without --non-destructive, without `destructive: false` in its profile.yaml and not as discover: it then boots only under a grant. Or ask an administrator.',
  },
  roleExists: {
    code: 'NB3153',
    status: 409,
    text: 'there is a role {role} already',
    wayOut:
      'To change what it allows, for everybody who has it: netberth role set {role} --replace. Else choose another name.',
  },
  tooManyTokens: {
    code: 'NB3152',
    status: 409,
    text: 'you have {limit} tokens, and nobody may have more',
    wayOut:
      'Revoke one that is not needed any more: "My tokens" in the console, behind your name; or netberth token own-revoke ID',
  },
} as const satisfies Readonly<Record<string, Message>>;
