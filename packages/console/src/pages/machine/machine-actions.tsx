import { Button } from '@mantine/core';
import { machineForget } from '@netberth/api';
import type { MachineHistory } from '@netberth/api';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { BulkDialog } from '../../bulk/bulk-dialog.tsx';
import { GrantDialog } from '../../bulk/grant-dialog.tsx';
import { machineName } from '../../format/machine-name.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { EditMachine } from './edit-machine.tsx';

type Dialog = 'grant' | 'revoke' | 'hold' | 'unhold' | 'forget' | 'edit';

type Props = {
  readonly machine: MachineHistory;
  /** Of what is shown of it. */
  readonly revision: string | undefined;
};

/** What may be done with this machine by whoever looks at it, and makes sense in its state. */
export function MachineActions({ machine, revision }: Props) {
  const [dialog, setDialog] = useState<Dialog>();
  const [mayGrant, mayHold, mayWrite] = [
    useMay('machine:grant'),
    useMay('machine:hold'),
    useMay('machine:write'),
  ];
  const isHeld = machine.state === 'held';
  const actions: readonly (readonly [Dialog, string, boolean])[] = [
    ['grant', texts.machines.grant, mayGrant && !isHeld],
    ['revoke', texts.machines.revoke, mayGrant && machine.grant !== null],
    ['hold', texts.machines.hold, mayHold && !isHeld],
    ['unhold', texts.machines.unhold, mayHold && isHeld],
    ['edit', texts.machine.edit, mayWrite],
    ['forget', texts.machine.forget, mayWrite],
  ];
  const close = () => {
    setDialog(undefined);
    void queryClient.invalidateQueries({ queryKey: ['machines'] });
  };
  return (
    <>
      {actions.map(
        ([name, label, isShown]) =>
          isShown && (
            <Button key={name} size="xs" variant="default" onClick={() => setDialog(name)}>
              {label}
            </Button>
          ),
      )}
      <OpenDialog dialog={dialog} machine={machine} revision={revision} onClose={close} />
    </>
  );
}

type DialogProps = Props & {
  readonly dialog: Dialog | undefined;
  readonly onClose: () => void;
};

function OpenDialog({ dialog, machine, revision, onClose }: DialogProps) {
  const navigate = useNavigate();
  switch (dialog) {
    case undefined:
      return null;
    case 'grant':
      return <GrantDialog machines={[machine]} onClose={onClose} />;
    case 'edit':
      return <EditMachine machine={machine} revision={revision} onClose={onClose} />;
    case 'forget': {
      const name = machineName(machine);
      const forget = async () => {
        await ask(machineForget, { machine: String(machine.id) }, undefined, revision);
        await navigate({ to: '/machines' });
      };
      return (
        <ConfirmDialog
          title={texts.machine.forgetTitle(name)}
          action={texts.machine.doForget(name)}
          onConfirm={forget}
          onClose={onClose}
        >
          {texts.machine.willForget(name, machine.boots.length)}
        </ConfirmDialog>
      );
    }
    default:
      return <BulkDialog kind={dialog} machines={[machine]} onClose={onClose} />;
  }
}
