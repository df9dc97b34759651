import { tokenCreate, tokenList, tokenRevoke } from '@netberth/api';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { pageOf } from '../../commands/page-of.ts';
import { now } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { makeToken, viewToken } from './make-token.ts';
import { listTokens, revokeToken } from './token-store.ts';

function createAt(server: () => string): CommandHandler {
  return handleWrite(tokenCreate, function* (input, actor) {
    const { shown, secret } = yield* makeToken(input, actor);
    const output = { ...shown, token: secret, server: server() };
    return { output, target: `token:${shown.id}`, before: null, after: shown };
  });
}

const list = handleRead(tokenList, function* (input) {
  const { page, next } = pageOf(yield* listTokens(), input);
  return { next, tokens: page.map(viewToken) };
});

const revoke = handleWrite(tokenRevoke, function* ({ id }) {
  if (!(yield* revokeToken(id, yield* now()))) throw new CommandRefused('tokenUnknown', { id });
  return { output: { revoked: id }, target: `token:${id}`, before: { id }, after: null };
});

/** @param server the URL of the admin plane */
export function tokenCommands(server: () => string): readonly CommandHandler[] {
  return [createAt(server), list, revoke];
}
