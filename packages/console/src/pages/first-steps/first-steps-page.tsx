import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Copyable } from '../../parts/copyable.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useBootAddress } from '../../server/boot-address.ts';
import { useMay } from '../../server/session.ts';
import { useOverview } from '../../server/use-overview.ts';
import { texts } from '../../texts/texts.ts';
import { DhcpStep } from './dhcp-step.tsx';
import { FirmwareStep } from './firmware-step.tsx';
import { Step } from './step.tsx';

const words = texts.start;

/** What is missing until the first machine installs itself, and what to do about it. */
export function FirstStepsPage() {
  const { overview, error } = useOverview();
  const bootAddress = useBootAddress(texts.yourServer);
  const [maySeeFirmware, maySeeDhcp] = [useMay('firmware:read'), useMay('dhcp:read')];
  if (overview === undefined) return error === null ? <Waiting /> : <Problem error={error} />;
  const { machines, profiles, states } = overview;
  const granted = states.granted + states.installing + states.finished + states.failed;
  return (
    <>
      <PageHead title={words.title} />
      <Stack maw={820}>
        <Text>{words.intro}</Text>
        {maySeeFirmware && <FirmwareStep />}
        {maySeeDhcp && <DhcpStep hasMachines={machines > 0} />}
        <Step title={words.machine} isDone={machines > 0}>
          <Text>{words.machineText}</Text>
          <Copyable label={words.machine} text={`dhcp\nchain ${bootAddress}/`} />
          {machines > 0 && <Text>{words.machineDone(machines)}</Text>}
        </Step>
        <Step title={words.profile} isDone={profiles > 0}>
          <Text>{profiles > 0 ? words.profileDone(profiles) : words.profileText}</Text>
          <Anchor component={Link} to={profiles > 0 ? '/profiles' : '/menu'}>
            {profiles > 0 ? words.profileLink : words.menuLink}
          </Anchor>
          {profiles === 0 && (
            <Anchor component={Link} to="/profiles">
              {words.profileLink}
            </Anchor>
          )}
        </Step>
        <Step title={words.grant} isDone={granted > 0}>
          <Text>{granted > 0 ? words.grantDone : words.grantText}</Text>
          <Anchor component={Link} to="/machines">
            {words.grantLink}
          </Anchor>
        </Step>
      </Stack>
    </>
  );
}
