import { Button } from '@mantine/core';
import { tokenCreate, tokenList, tokenRevoke } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { SmallButton } from '../../parts/small-button.tsx';
import { ask } from '../../server/ask.ts';
import type { InputTo } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { permissionText } from './permission-text.ts';
import { TokenDialog } from './token-dialog.tsx';

const words = texts.access;
type Token = OutputOf<typeof tokenList>['tokens'][number];

async function makeToken(wanted: InputTo<typeof tokenCreate>) {
  const made = await ask(tokenCreate, wanted);
  await queryClient.invalidateQueries({ queryKey: ['tokens'] });
  return made;
}

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
  return (
    <Panel title={words.tokens} actions={make}>
      <Problem error={error} />
      {data !== undefined && (
        <RowTable
          head={[words.name, words.permissions, words.createdBy, words.lastUsed, words.expires, words.change]}
          none={words.noTokens}
          rows={data.tokens.map((token) => ({
            key: token.id,
            cells: [
              token.name,
              token.permissions.map(permissionText).join(', '),
              token.createdBy,
              <Moment key="used" at={token.lastUsedAt} />,
              <Moment key="ends" at={token.expiresAt} />,
              mayWrite && (
                <SmallButton
                  key="revoke"
                  label={words.revoke(token.name)}
                  onClick={() => setRevoked(token)}
                />
              ),
            ],
          }))}
        />
      )}
      {isMaking && <TokenDialog expires="90d" make={makeToken} onClose={() => setMaking(false)} />}
      {revoked !== undefined && (
        <ConfirmDialog
          title={words.revokeTitle(revoked.name)}
          action={words.revoke(revoked.name)}
          onConfirm={async () => {
            await ask(tokenRevoke, { id: revoked.id });
            await queryClient.invalidateQueries({ queryKey: ['tokens'] });
          }}
          onClose={() => setRevoked(undefined)}
        >
          {words.willRevoke(revoked.name)}
        </ConfirmDialog>
      )}
    </Panel>
  );
}
