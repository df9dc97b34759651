import { sessionEnd, sessionList } from '@netberth/api';
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
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.access;
type SessionRow = OutputOf<typeof sessionList>['sessions'][number];

/** Who is signed in, in which browser. */
export function SessionsPanel() {
  const mayWrite = useMay('access:write');
  const [ended, setEnded] = useState<SessionRow>();
  const { data, error } = useQuery({ queryKey: ['sessions'], queryFn: () => ask(sessionList, {}) });
  return (
    <Panel title={words.sessions}>
      <Problem error={error} />
      {data !== undefined && (
        <RowTable
          head={[words.user, words.address, words.started, words.lastUsed, words.expires, words.change]}
          none={words.noSessions}
          rows={data.sessions.map((session) => ({
            key: session.id,
            cells: [
              session.user,
              session.address,
              <Moment key="started" at={session.startedAt} />,
              <Moment key="used" at={session.lastUsedAt} />,
              <Moment key="ends" at={session.endsAt} />,
              mayWrite && (
                <SmallButton
                  key="end"
                  label={words.endSession(session.user)}
                  onClick={() => setEnded(session)}
                />
              ),
            ],
          }))}
        />
      )}
      {ended !== undefined && (
        <ConfirmDialog
          title={words.endSession(ended.user)}
          action={words.endSession(ended.user)}
          onConfirm={async () => {
            await ask(sessionEnd, { id: ended.id });
            await queryClient.invalidateQueries({ queryKey: ['sessions'] });
          }}
          onClose={() => setEnded(undefined)}
        >
          {words.willEndSession(ended.user, ended.address)}
        </ConfirmDialog>
      )}
    </Panel>
  );
}
