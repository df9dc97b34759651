import { Button, Table, Text } from '@mantine/core';
import { tokenList, tokenRevoke } from '@netberth/api';
import type { OutputOf, Permission } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { permissionText } from './permission-text.ts';
import { TokenDialog } from './token-dialog.tsx';

const words = texts.access;
type Token = OutputOf<typeof tokenList>['tokens'][number];

export function TokensPanel() {
  const mayWrite = useMay('access:write');
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<Token>();
  const { data, error } = useQuery({ queryKey: ['tokens'], queryFn: () => ask(tokenList, {}) });
  const make = mayWrite && (
    <Button size="xs" onClick={() => setMaking(true)}>
      {words.create}
    </Button>
  );
  const tokens = data?.tokens ?? [];
  return (
    <Panel title={words.tokens} actions={make}>
      <Problem error={error} />
      {data !== undefined && tokens.length === 0 && <Text size="sm">{words.noTokens}</Text>}
      {tokens.length > 0 && (
        <Table.ScrollContainer minWidth={600}>
          <Table
            data={{
              head: [
                words.name,
                words.permissions,
                words.createdBy,
                words.lastUsed,
                words.expires,
                words.change,
              ],
              body: tokens.map((token) => [
                token.name,
                token.permissions.map((permission: Permission) => permissionText(permission)).join(', '),
                token.createdBy,
                <Moment key="used" at={token.lastUsedAt} />,
                <Moment key="ends" at={token.expiresAt} />,
                mayWrite && (
                  <Button key="revoke" size="compact-xs" variant="default" onClick={() => setRevoked(token)}>
                    {words.revoke(token.name)}
                  </Button>
                ),
              ]),
            }}
          />
        </Table.ScrollContainer>
      )}
      {isMaking && <TokenDialog onClose={() => setMaking(false)} />}
      {revoked !== undefined && <RevokeDialog token={revoked} onClose={() => setRevoked(undefined)} />}
    </Panel>
  );
}

function RevokeDialog({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const revoke = async () => {
    await ask(tokenRevoke, { id: token.id });
    await queryClient.invalidateQueries({ queryKey: ['tokens'] });
  };
  return (
    <ConfirmDialog
      title={words.revokeTitle(token.name)}
      action={words.revoke(token.name)}
      onConfirm={revoke}
      onClose={onClose}
    >
      {words.willRevoke(token.name)}
    </ConfirmDialog>
  );
}
