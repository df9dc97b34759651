import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Machine } from '@netberth/api';
import { exactTime, relativeTime } from '../../format/relative-time.ts';
import { Panel } from '../../parts/panel.tsx';
import { texts } from '../../texts/texts.ts';
import { isInConflict } from './identity/is-in-conflict.ts';

export function GrantPanel({ machine }: { readonly machine: Machine }) {
  const { grant, stateReason } = machine;
  return (
    <Panel title={texts.machine.grant}>
      <Stack gap="xs">
        {stateReason !== null && !isInConflict(machine) && <Text size="sm">{stateReason}</Text>}
        {grant === null ? <Text size="sm">{texts.machine.noGrant}</Text> : <GrantDetails grant={grant} />}
      </Stack>
    </Panel>
  );
}

function GrantDetails({ grant }: { readonly grant: NonNullable<Machine['grant']> }) {
  const { steps, step, createdBy, expiresAt, starts, maxStarts, reason } = grant;
  return (
    <>
      <Group gap="xs">
        {steps.map((name, index) => (
          <Badge
            // A profile may be granted twice in a row.
            key={`${index} ${name}`}
            variant={index === step ? 'outline' : 'default'}
            tt="none"
            aria-current={index === step ? 'step' : undefined}
          >
            {index < step ? `✓ ${name}` : name}
          </Badge>
        ))}
      </Group>
      <Text size="sm" title={exactTime(expiresAt)}>
        {[
          texts.machine.grantSteps(steps, step),
          texts.machine.grantStarts(starts, maxStarts),
          texts.machine.grantBy(createdBy),
          texts.machine.grantExpires(relativeTime(expiresAt, Date.now())),
        ].join(' · ')}
      </Text>
      {reason !== null && <Text size="sm">“{reason}”</Text>}
    </>
  );
}
