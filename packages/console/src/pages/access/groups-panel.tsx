import { Button, Group, TextInput } from '@mantine/core';
import { groupList, groupRemove, groupSet } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { SmallButton } from '../../parts/small-button.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { RoleBindings } from './role-bindings.tsx';

const words = texts.access;
type DirectoryGroup = OutputOf<typeof groupList>['groups'][number];

/** Which groups of the directory give which roles. */
export function GroupsPanel() {
  const mayWrite = useMay('access:write');
  const [changed, setChanged] = useState<DirectoryGroup | 'new'>();
  const [removed, setRemoved] = useState<DirectoryGroup>();
  const { data, error } = useQuery({ queryKey: ['groups'], queryFn: () => ask(groupList, {}) });
  const add = mayWrite && (
    <Button size="xs" onClick={() => setChanged('new')}>
      {words.addGroup}
    </Button>
  );
  return (
    <Panel title={words.groups} actions={add}>
      <Problem error={error} />
      {data !== undefined && (
        <RowTable
          head={[words.group, words.roles, words.change]}
          none={words.noGroups}
          rows={data.groups.map((group) => ({
            key: group.id,
            cells: [
              group.group,
              group.roles.join(', '),
              mayWrite && (
                <Group key="change" gap={4} wrap="nowrap">
                  <SmallButton label={words.changeGroup} onClick={() => setChanged(group)} />
                  <SmallButton label={words.removeGroup} onClick={() => setRemoved(group)} />
                </Group>
              ),
            ],
          }))}
        />
      )}
      {changed !== undefined && (
        <GroupDialog group={changed === 'new' ? undefined : changed} onClose={() => setChanged(undefined)} />
      )}
      {removed !== undefined && (
        <ConfirmDialog
          title={words.removeGroupTitle(removed.group)}
          action={words.removeGroupSubmit(removed.roles)}
          onConfirm={async () => {
            await ask(groupRemove, { id: removed.id }, undefined, removed.revision);
            await queryClient.invalidateQueries({ queryKey: ['groups'] });
          }}
          onClose={() => setRemoved(undefined)}
        >
          {words.willRemoveGroup(removed.group)}
        </ConfirmDialog>
      )}
    </Panel>
  );
}

type DialogProps = { readonly group: DirectoryGroup | undefined; readonly onClose: () => void };

function GroupDialog({ group, onClose }: DialogProps) {
  const [name, setName] = useState(group?.group ?? '');
  const [roles, setRoles] = useState<readonly string[]>(group?.roles ?? []);
  const save = async (isOver: boolean) => {
    await ask(groupSet, { group: name, roles: [...roles] }, undefined, isOver ? undefined : group?.revision);
    await queryClient.invalidateQueries({ queryKey: ['groups'] });
  };
  const theirs = async () =>
    (await ask(groupList, {})).groups
      .filter(({ id }) => id === group?.id)
      .map((now) => [words.roles, now.roles.join(', ')] as const);
  return (
    <FormDialog
      title={words.groupTitle}
      action={words.groupSubmit}
      isReady={roles.length > 0}
      run={save}
      theirs={theirs}
      onClose={onClose}
    >
      <TextInput
        label={words.group}
        description={words.groupHint}
        required
        data-autofocus
        readOnly={group !== undefined}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <RoleBindings value={roles} onChange={setRoles} />
    </FormDialog>
  );
}
