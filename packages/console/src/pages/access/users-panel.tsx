import { Button, Group, Table, Text } from '@mantine/core';
import { userList, userSet } from '@netberth/api';
import type { User } from '@netberth/api';
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
import { UserDialog } from './user-dialog.tsx';

const words = texts.access;

export function UsersPanel() {
  const mayWrite = useMay('access:write');
  const [isAdding, setAdding] = useState(false);
  const [switched, setSwitched] = useState<User>();
  const { data, error } = useQuery({ queryKey: ['users'], queryFn: () => ask(userList, { limit: 1000 }) });
  const users = data?.users ?? [];
  const add = mayWrite && (
    <Button size="xs" onClick={() => setAdding(true)}>
      {words.addUser}
    </Button>
  );
  return (
    <Panel title={words.users} actions={add}>
      <Problem error={error} />
      {data !== undefined && users.length === 0 && <Text size="sm">{words.noUsers}</Text>}
      {users.length > 0 && (
        <Table.ScrollContainer minWidth={600}>
          <Table
            data={{
              head: [words.user, words.source, words.roles, words.signedIn, words.change],
              body: users.map((user) => [
                user.disabled ? `${user.name} (${words.disabled})` : user.name,
                user.source,
                user.roles.join(', '),
                <Moment key="signed in" at={user.lastSignInAt} />,
                <Group key="change">
                  {mayWrite && (
                    <Button size="compact-xs" variant="default" onClick={() => setSwitched(user)}>
                      {user.disabled ? words.enable(user.name) : words.disable(user.name)}
                    </Button>
                  )}
                </Group>,
              ]),
            }}
          />
        </Table.ScrollContainer>
      )}
      {isAdding && <UserDialog onClose={() => setAdding(false)} />}
      {switched !== undefined && <SwitchDialog user={switched} onClose={() => setSwitched(undefined)} />}
    </Panel>
  );
}

function SwitchDialog({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const { name, disabled } = user;
  const action = disabled ? words.enable(name) : words.disable(name);
  const change = async () => {
    await ask(userSet, { user: name, disabled: !disabled });
    await queryClient.invalidateQueries({ queryKey: ['users'] });
  };
  return (
    <ConfirmDialog
      title={action}
      action={action}
      isDestructive={!disabled}
      onConfirm={change}
      onClose={onClose}
    >
      {disabled ? words.willEnable(name) : words.willDisable(name)}
    </ConfirmDialog>
  );
}
