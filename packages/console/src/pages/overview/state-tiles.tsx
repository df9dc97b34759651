import { Paper, SimpleGrid, Text } from '@mantine/core';
import { machineStates } from '@netberth/api';
import type { Overview } from '@netberth/api';
import { Link } from '@tanstack/react-router';
import { stateColours } from '../../parts/state-colours.ts';
import { texts } from '../../texts/texts.ts';
import classes from './state-tiles.module.css';

type Props = Pick<Overview, 'machines' | 'states'>;

/** How many machines are in each state; each leads to them. */
export function StateTiles({ machines, states }: Props) {
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, md: 7 }} spacing="xs">
      <Paper
        withBorder
        p="sm"
        className={classes['tile']}
        renderRoot={(props) => <Link {...props} to="/machines" />}
      >
        <Text fz="xl" fw={700}>
          {machines.toLocaleString(texts.locale)}
        </Text>
        <Text size="sm">{texts.overview.allMachines}</Text>
      </Paper>
      {machineStates.map((state) => (
        <Paper
          key={state}
          withBorder
          p="sm"
          className={classes['tile']}
          style={{ borderTopColor: `var(--mantine-color-${stateColours[state]}-6)` }}
          renderRoot={(props) => <Link {...props} to="/machines" search={{ state }} />}
        >
          <Text fz="xl" fw={700}>
            {states[state].toLocaleString(texts.locale)}
          </Text>
          <Text size="sm">{texts.states[state]}</Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
