import { Stack, Text } from '@mantine/core';
import type { Overview } from '@netberth/api';
import { Link } from '@tanstack/react-router';
import { machineName } from '../../format/machine-name.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { texts } from '../../texts/texts.ts';

type Props = Pick<Overview, 'failed' | 'rollouts' | 'alerts'>;

/** Machines that have failed, roll-outs that stand, and alerts that say something else. */
export function FailuresPanel({ failed, rollouts, alerts }: Props) {
  const failedIds = new Set(failed.map(({ id }) => id));
  const ofRollouts = new Set(rollouts.map(({ id }) => `rollout ${id} alert`));
  const others = alerts.filter(({ kind, machineId }) => {
    const isOfFailed = kind === 'installFailed' && machineId !== null && failedIds.has(machineId);
    return !isOfFailed && !ofRollouts.has(kind);
  });
  return (
    <Panel title={texts.overview.failures}>
      {failed.length + rollouts.length + others.length === 0 && (
        <Text size="sm">{texts.overview.noFailures}</Text>
      )}
      <Stack gap="sm">
        {failed.map(({ id, hostname, reason }) => (
          <Text key={id} size="sm">
            <MachineLink id={id} text={texts.overview.failed(machineName({ id, hostname }))} />
            {reason !== null && `: ${reason}`}
          </Text>
        ))}
        {rollouts.map(({ id, image, profile, status, why }) => (
          <Text key={`rollout ${id}`} size="sm">
            <Link className="nb-link" to="/rollouts/$image" params={{ image }}>
              {texts.overview.rollout(image)}
            </Link>{' '}
            {texts.overview.rolloutStands(profile, texts.rollouts.statuses[status], why)}
          </Text>
        ))}
        {others.map(({ id, at, message, machineId }) => (
          <Text key={`alert ${id}`} size="sm">
            {message}{' '}
            <Text span size="sm" c="dimmed">
              <Moment at={at} />
            </Text>{' '}
            {machineId !== null && <MachineLink id={machineId} text={texts.machines.name(machineId, null)} />}
          </Text>
        ))}
      </Stack>
    </Panel>
  );
}

function MachineLink({ id, text }: { readonly id: number; readonly text: string }) {
  return (
    <Link className="nb-link" to="/machines/$machine" params={{ machine: String(id) }}>
      {text}
    </Link>
  );
}
