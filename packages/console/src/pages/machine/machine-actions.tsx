import { Button, Menu } from '@mantine/core';
import type { MachineHistory } from '@netberth/api';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import type { MachineDialogName } from './machine-dialog.tsx';

type Props = {
  readonly machine: MachineHistory;
  readonly onChoose: (dialog: MachineDialogName) => void;
};

/** What may be done with this machine by whoever looks at it, and makes sense in its state. */
export function MachineActions({ machine, onChoose }: Props) {
  const [mayGrant, mayHold, mayWrite] = [
    useMay('machine:grant'),
    useMay('machine:hold'),
    useMay('machine:write'),
  ];
  const isHeld = machine.state === 'held';
  const actions: readonly (readonly [MachineDialogName, string, boolean])[] = [
    ['grant', texts.machines.grant, mayGrant && !isHeld],
    ['revoke', texts.machines.revoke, mayGrant && machine.grant !== null],
    ['hold', texts.machines.hold, mayHold && !isHeld],
    ['unhold', texts.machines.unhold, mayHold && isHeld],
    ['edit', texts.machine.edit, mayWrite],
  ];
  return (
    <>
      {actions.map(
        ([name, label, isShown]) =>
          isShown && (
            <Button key={name} size="xs" variant="default" onClick={() => onChoose(name)}>
              {label}
            </Button>
          ),
      )}
      {mayWrite && <MoreActions onChoose={onChoose} />}
    </>
  );
}

/** What is seldom done. */
function MoreActions({ onChoose }: Pick<Props, 'onChoose'>) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default">
          {texts.identity.more}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChoose('merge')}>{texts.identity.merge}</Menu.Item>
        <Menu.Item onClick={() => onChoose('split')}>{texts.identity.split}</Menu.Item>
        <Menu.Item onClick={() => onChoose('forget')}>{texts.machine.forget}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
