import { Alert, Button, Code, Group, Stack, Text, Timeline } from '@mantine/core';
import type { Boot, Event, MachineHistory } from '@netberth/api';
import { durationText } from '../../format/duration-text.ts';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { texts } from '../../texts/texts.ts';
import { bootSteps } from './boot-steps.ts';
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
              color={boot.finishedAt === null ? 'gray' : 'green'}
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

const tones = { plain: undefined, good: 'green', bad: 'red' };

function BootStory({ boot }: { readonly boot: Boot }) {
  return (
    <Stack gap={4}>
      <Text size="sm">
        <Code>{boot.reasonCode}</Code> {boot.reason}
      </Text>
      <ol className="nb-timeline">
        {bootSteps(boot).map(({ what, afterMs, tone }, index) => (
          <Text
            component="li"
            size="sm"
            key={`${index} ${what}`}
            {...(tones[tone] !== undefined && { fw: 600 })}
          >
            {what}
            {afterMs !== null && <> ({texts.machine.after(durationText(Math.max(0, afterMs)))})</>}
          </Text>
        ))}
      </ol>
      <ScriptFold summary={texts.machine.script} script={boot.script} />
    </Stack>
  );
}
