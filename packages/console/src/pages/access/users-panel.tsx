import { Button } from '@mantine/core';
import { userList } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { UserChange } from './user-change.tsx';
import { AddUserDialog } from './user-dialog.tsx';

const words = texts.access;

export function UsersPanel() {
  const mayWrite = useMay('access:write');
  const [isAdding, setAdding] = useState(false);
  const { data, error } = useQuery({ queryKey: ['users'], queryFn: () => ask(userList, { limit: 1000 }) });
  const add = mayWrite && (
    <Button size="xs" onClick={() => setAdding(true)}>
      {words.addUser}
    </Button>
  );
  return (
    <Panel title={words.users} actions={add}>
      <Problem error={error} />
      {data !== undefined && (
        <RowTable
          head={[words.user, words.source, words.roles, words.signedIn, words.change]}
          none={words.noUsers}
          rows={data.users.map((user) => ({
            key: user.id,
            cells: [
              user.disabled ? `${user.name} (${words.disabled})` : user.name,
              user.source,
              user.roles.join(', '),
              <Moment key="signed in" at={user.lastSignInAt} />,
              mayWrite && <UserChange key="change" user={user} />,
            ],
          }))}
        />
      )}
      {isAdding && <AddUserDialog onClose={() => setAdding(false)} />}
    </Panel>
  );
}
