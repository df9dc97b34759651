import { Alert, Button, Code, Group, Stack, Text, Timeline } from '@mantine/core';
import type { Boot, Event, MachineHistory } from '@netberth/api';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { texts } from '../../texts/texts.ts';
import { bootSteps } from './boot-steps.ts';
import classes from './history-panel.module.css';
import { ScriptFold } from './script-fold.tsx';

type Props = {
  readonly machine: MachineHistory;
  /** undefined: all that there is is shown. */
  readonly onMore: (() => void) | undefined;
};

export function HistoryPanel({ machine, onMore }: Props) {
  const { boots, events } = machine;
  return (
    <>
      {events.length > 0 && (
        <Panel title={texts.machine.events}>
          <Stack gap="xs">
            {events.map((event) => (
              <EventLine key={event.id} event={event} />
            ))}
          </Stack>
        </Panel>
      )}
      <Panel title={texts.machine.history}>
        {boots.length === 0 && <Text size="sm">{texts.machine.noHistory}</Text>}
        <Timeline bulletSize={14} lineWidth={2} active={boots.length}>
          {boots.map((boot) => (
            <Timeline.Item
              key={boot.number}
              color={boot.finishedAt === null ? 'cyan' : 'green'}
              title={<BootTitle boot={boot} />}
            >
              <BootStory boot={boot} />
            </Timeline.Item>
          ))}
        </Timeline>
        {onMore !== undefined && (
          <Button size="xs" variant="default" mt="md" onClick={onMore}>
            {texts.machine.moreHistory}
          </Button>
        )}
      </Panel>
    </>
  );
}

function EventLine({ event }: { readonly event: Event }) {
  return (
    <Alert variant="outline" p="xs" color={event.severity === 'alert' ? 'red' : 'gray'}>
      <Text size="sm">
        <Moment at={event.at} /> · {event.message}
      </Text>
    </Alert>
  );
}

function BootTitle({ boot }: { readonly boot: Boot }) {
  return (
    <Group gap="xs">
      <Text fw={600} size="sm">
        {texts.machine.boot(boot.number)}:{' '}
        {texts.machine.decision(boot.decision, boot.profile ?? boot.choice)}
      </Text>
      <Text size="sm">
        <Moment at={boot.at} /> {texts.machine.from(boot.address)}
      </Text>
    </Group>
  );
}

function BootStory({ boot }: { readonly boot: Boot }) {
  const steps = bootSteps(boot);
  return (
    <Stack gap={4}>
      <Text size="sm">
        <Code>{boot.reasonCode}</Code> {boot.reason}
      </Text>
      {steps.length > 0 && (
        <ol className={classes['steps']}>
          {steps.map(({ what, when, tone }, index) => (
            <li key={`${index} ${what}`} data-tone={tone}>
              <span>{what}</span>
              <span className={classes['when']}>{when}</span>
            </li>
          ))}
        </ol>
      )}
      <ScriptFold summary={texts.machine.script} script={boot.script} />
    </Stack>
  );
}
