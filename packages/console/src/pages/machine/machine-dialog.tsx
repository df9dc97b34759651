import { machineForget } from '@netberth/api';
import type { MachineHistory } from '@netberth/api';
import { useNavigate } from '@tanstack/react-router';
import { BulkDialog } from '../../bulk/bulk-dialog.tsx';
import { GrantDialog } from '../../bulk/grant-dialog.tsx';
import { machineName } from '../../format/machine-name.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import { EditMachine } from './edit-machine.tsx';
import { MergeDialog } from './identity/merge-dialog.tsx';
import { SplitDialog } from './identity/split-dialog.tsx';

export type MachineDialogName =
  | 'grant'
  | 'revoke'
  | 'hold'
  | 'unhold'
  | 'forget'
  | 'edit'
  | 'merge'
  | 'split';

type Props = {
  /** undefined: none is open. */
  readonly dialog: MachineDialogName | undefined;
  readonly machine: MachineHistory;
  /** Of what is shown of it. */
  readonly revision: string | undefined;
  readonly onClose: () => void;
};

export function MachineDialog({ dialog, ...props }: Props) {
  const { machine, onClose } = props;
  switch (dialog) {
    case undefined:
      return null;
    case 'grant':
      return <GrantDialog machines={[machine]} onClose={onClose} />;
    case 'edit':
      return <EditMachine {...props} />;
    case 'merge':
      return <MergeDialog {...props} />;
    case 'split':
      return <SplitDialog {...props} />;
    case 'forget':
      return <ForgetDialog {...props} />;
    default:
      return <BulkDialog kind={dialog} machines={[machine]} onClose={onClose} />;
  }
}

function ForgetDialog({ machine, revision, onClose }: Omit<Props, 'dialog'>) {
  const navigate = useNavigate();
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
