import { Group, Text, TextInput, Checkbox } from '@mantine/core';
import { captureList, captureRemove, profileCapture } from '@netberth/api';
import type { Capture } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { sizeText } from '../../format/size-text.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { SmallButton } from '../../parts/small-button.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.profiles.captures;
const refreshMs = 15_000;
const queryKey = ['captures'];
type Decision = { readonly verb: 'make' | 'remove'; readonly capture: Capture };

/** Disks that machines have sent; nothing is there when none has. */
export function CapturesPanel() {
  const mayRead = useMay('machine:read');
  const mayWrite = useMay('profile:write');
  const [decision, setDecision] = useState<Decision>();
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(captureList, {}, signal),
    refetchInterval: refreshMs,
    enabled: mayRead,
  });
  if (data === undefined || data.captures.length === 0) return null;
  const close = () => setDecision(undefined);
  const rows = data.captures.map((capture) => ({
    key: capture.machine,
    cells: cellsOf(capture, mayWrite ? (verb) => setDecision({ verb, capture }) : undefined),
  }));
  return (
    <Panel title={words.title}>
      <Text size="sm">{words.intro}</Text>
      <RowTable
        head={[words.machine, words.sentBy, words.size, words.came, words.change]}
        none=""
        rows={rows}
      />
      {decision?.verb === 'make' && <MakeDialog capture={decision.capture} onClose={close} />}
      {decision?.verb === 'remove' && <RemoveDialog capture={decision.capture} onClose={close} />}
    </Panel>
  );
}

/** @param onDecide undefined: the person may not */
function cellsOf(capture: Capture, onDecide: ((verb: Decision['verb']) => void) | undefined) {
  const { machine, profile, sizeBytes, receivedAt, fault } = capture;
  const name = nameOf(capture);
  return [
    <Link key="machine" className="nb-link" to="/machines/$machine" params={{ machine: String(machine) }}>
      {name}
    </Link>,
    profile,
    sizeText(sizeBytes),
    <Moment key="came" at={receivedAt} />,
    <Group key="change" gap={4}>
      {fault}
      {onDecide !== undefined && fault === null && (
        <SmallButton label={words.make(name)} onClick={() => onDecide('make')} />
      )}
      {onDecide !== undefined && (
        <SmallButton label={words.remove(name)} onClick={() => onDecide('remove')} />
      )}
    </Group>,
  ];
}

function nameOf({ machine, hostname }: Capture): string {
  return texts.machines.name(machine, hostname);
}

type Props = { readonly capture: Capture; readonly onClose: () => void };

function MakeDialog({ capture, onClose }: Props) {
  const [name, setName] = useState('');
  const [replace, setReplace] = useState(false);
  const navigate = useNavigate();
  const make = async () => {
    await ask(profileCapture, { name, machine: capture.machine, replace });
    await queryClient.invalidateQueries({ queryKey: ['profiles'] });
    await queryClient.invalidateQueries({ queryKey });
    await navigate({ to: '/profiles/$profile', params: { profile: name } });
  };
  const title = words.makeTitle(nameOf(capture));
  return (
    <FormDialog title={title} action={title} isReady={name !== ''} run={make} onClose={onClose}>
      <Text size="sm">{words.makeHint}</Text>
      <TextInput
        label={texts.profiles.uploadName}
        value={name}
        required
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        label={texts.profiles.uploadReplace}
        checked={replace}
        onChange={(event) => setReplace(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}

function RemoveDialog({ capture, onClose }: Props) {
  const { machine, sizeBytes } = capture;
  return (
    <ConfirmDialog
      title={words.removeTitle(nameOf(capture))}
      action={words.doRemove(sizeText(sizeBytes))}
      onConfirm={async () => {
        await ask(captureRemove, { machine });
        await queryClient.invalidateQueries({ queryKey });
      }}
      onClose={onClose}
    >
      {words.willRemove(nameOf(capture), sizeText(sizeBytes))}
    </ConfirmDialog>
  );
}
