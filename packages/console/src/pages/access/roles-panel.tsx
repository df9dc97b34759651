import { Button, Group } from '@mantine/core';
import { roleList, roleRemove } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { SmallButton } from '../../parts/small-button.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { permissionText } from './permission-text.ts';
import { RoleDialog } from './role-dialog.tsx';

const words = texts.access;
type Role = OutputOf<typeof roleList>['roles'][number];

export function RolesPanel() {
  const mayWrite = useMay('access:write');
  const [changed, setChanged] = useState<Role | 'new'>();
  const [removed, setRemoved] = useState<Role>();
  const { data, error } = useQuery({ queryKey: ['roles'], queryFn: () => ask(roleList, {}) });
  const make = mayWrite && (
    <Button size="xs" onClick={() => setChanged('new')}>
      {words.makeRole}
    </Button>
  );
  return (
    <Panel title={words.roles} actions={make}>
      <Problem error={error} />
      {data !== undefined && (
        <RowTable
          head={[words.name, words.summary, words.permissions, words.change]}
          none=""
          rows={data.roles.map((role) => ({
            key: role.name,
            cells: [
              role.name,
              role.summary,
              role.permissions.map(permissionText).join(', '),
              role.builtIn
                ? words.builtIn
                : mayWrite && (
                    <Group key="change" gap={4} wrap="nowrap">
                      <SmallButton label={words.changeRole(role.name)} onClick={() => setChanged(role)} />
                      <SmallButton label={words.removeRole(role.name)} onClick={() => setRemoved(role)} />
                    </Group>
                  ),
            ],
          }))}
        />
      )}
      {changed !== undefined && (
        <RoleDialog role={changed === 'new' ? undefined : changed} onClose={() => setChanged(undefined)} />
      )}
      {removed !== undefined && (
        <ConfirmDialog
          title={words.removeRole(removed.name)}
          action={words.removeRole(removed.name)}
          onConfirm={async () => {
            await ask(roleRemove, { name: removed.name }, undefined, removed.revision);
            await queryClient.invalidateQueries({ queryKey: ['roles'] });
          }}
          onClose={() => setRemoved(undefined)}
        >
          {words.willRemoveRole(removed.name)}
        </ConfirmDialog>
      )}
    </Panel>
  );
}
