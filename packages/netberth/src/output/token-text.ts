import type { tokenCreate, tokenList, tokenRevoke, OutputOf } from '@netberth/api';
import { strong } from './painted.ts';
import { table } from './table.ts';
import { deadlineText, lastTime, relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function tokenCreatedText(
  created: Pick<OutputOf<typeof tokenCreate>, 'id' | 'name' | 'expiresAt' | 'token' | 'server'>,
  view: View,
): string {
  const line = lineWith(view.paint);
  return [
    line`Token ${created.id} (${created.name}), until ${deadlineText(created.expiresAt, view.now)}. It is shown only now:`,
    '',
    line`  ${strong(created.token)}`,
    '',
    line`Use it: NETBERTH_TOKEN=… netberth --server ${created.server} machine list`,
    '',
  ].join('\n');
}

export function tokenListText({ tokens }: Pick<OutputOf<typeof tokenList>, 'tokens'>, view: View): string {
  return tokens.length === 0
    ? 'There is no token yet.\nNext: netberth token create NAME --permissions machine:read\n'
    : tokenTable(tokens, view);
}

export function ownTokenListText({ tokens }: Pick<OutputOf<typeof tokenList>, 'tokens'>, view: View): string {
  return tokens.length === 0
    ? 'You have no token.\nNext: netberth token own NAME --user YOU --permissions machine:read\n'
    : tokenTable(tokens, view);
}

function tokenTable(tokens: OutputOf<typeof tokenList>['tokens'], view: View): string {
  const rows = tokens.map((token) => [
    token.id,
    token.name,
    token.permissions.join(', '),
    token.createdBy,
    relativeTime(token.expiresAt, view.now),
    lastTime(token.lastUsedAt, view.now),
  ]);
  return table(
    ['ID', 'NAME', 'PERMISSIONS', 'MADE BY', 'EXPIRES', 'USED'],
    rows,
    view.paint,
    view.lineColumns,
  );
}

export function tokenRevokedText({ revoked }: OutputOf<typeof tokenRevoke>): string {
  return `Token ${revoked} is revoked: its next request is refused.\n`;
}
