import { Button, Group, Text } from '@mantine/core';
import { machineList, maxBulkMachines } from '@netberth/api';
import type { Machine, OutputOf } from '@netberth/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { BulkDialog } from '../../bulk/bulk-dialog.tsx';
import { GrantDialog } from '../../bulk/grant-dialog.tsx';
import { LabelDialog } from '../../bulk/label-dialog.tsx';
import { MediaDialog } from '../../bulk/media-dialog.tsx';
import { PowerManyDialog } from '../../bulk/power-many-dialog.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import type { MachineFilter } from './machine-filter.ts';
import { emptySelection } from './selection.ts';
import type { Selection } from './selection.ts';

const machinesPerRequest = 1000;

type Props = {
  readonly filter: MachineFilter;
  readonly total: number;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
};

/** What can be done with the machines that are ticked. */
export function BulkBar({ filter, total, selection, onSelect }: Props) {
  const [dialog, setDialog] = useState<
    'grant' | 'revoke' | 'hold' | 'unhold' | 'media' | 'label' | 'power'
  >();
  const mayGrant = useMay('machine:grant');
  const mayHold = useMay('machine:hold');
  const mayWrite = useMay('machine:write');
  const mayIssue = useMay('media:create');
  const mayUsePower = useMay('power:use');
  const selectAll = useMutation({ mutationFn: () => selectMatching(filter), onSuccess: onSelect });
  const machines = [...selection.values()];
  const close = () => setDialog(undefined);
  if (machines.length === 0) {
    if (total === 0) return null;
    const isTooMany = total > maxBulkMachines;
    return (
      <Group gap="xs">
        <Problem error={selectAll.error} />
        {isTooMany ? (
          <Text size="sm">{texts.machines.tooMany(total, maxBulkMachines)}</Text>
        ) : (
          <Button size="xs" variant="subtle" loading={selectAll.isPending} onClick={() => selectAll.mutate()}>
            {texts.machines.selectAll}
          </Button>
        )}
      </Group>
    );
  }
  return (
    <Group gap="xs">
      <Text size="sm" fw={600} role="status">
        {texts.machines.selected(machines.length)}
      </Text>
      {mayGrant && <BarButton label={texts.machines.grant} onClick={() => setDialog('grant')} />}
      {mayGrant && <BarButton label={texts.machines.revoke} onClick={() => setDialog('revoke')} />}
      {mayHold && <BarButton label={texts.machines.hold} onClick={() => setDialog('hold')} />}
      {mayHold && <BarButton label={texts.machines.unhold} onClick={() => setDialog('unhold')} />}
      {mayWrite && <BarButton label={texts.machines.label} onClick={() => setDialog('label')} />}
      {mayUsePower && <BarButton label={texts.power.many.open} onClick={() => setDialog('power')} />}
      {mayIssue && <BarButton label={texts.media.issueMany} onClick={() => setDialog('media')} />}
      <Button size="xs" variant="subtle" onClick={() => onSelect(emptySelection)}>
        {texts.machines.unselect}
      </Button>
      {dialog === 'grant' && <GrantDialog machines={machines} onClose={close} />}
      {dialog === 'power' && <PowerManyDialog machines={machines} onClose={close} />}
      {dialog === 'media' && <MediaDialog machines={machines} onClose={close} />}
      {dialog === 'label' && <LabelDialog machines={machines} onClose={close} />}
      {(dialog === 'revoke' || dialog === 'hold' || dialog === 'unhold') && (
        <BulkDialog kind={dialog} machines={machines} onClose={close} />
      )}
    </Group>
  );
}

function BarButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button size="xs" variant="default" onClick={onClick}>
      {label}
    </Button>
  );
}

async function selectMatching({ state, label, fact, search }: MachineFilter): Promise<Selection> {
  const selected = new Map<number, Machine>();
  let after: number | null = 0;
  while (after !== null) {
    const page: OutputOf<typeof machineList> = await ask(machineList, {
      ...{ state, label, fact, search, after },
      limit: machinesPerRequest,
    });
    for (const machine of page.machines) selected.set(machine.id, machine);
    if (selected.size > maxBulkMachines) throw new Error(texts.machines.tooManyFound(maxBulkMachines));
    after = page.next;
  }
  return selected;
}
