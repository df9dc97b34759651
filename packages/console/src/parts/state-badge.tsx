import { Badge } from '@mantine/core';
import type { MachineState } from '@netberth/api';
import { texts } from '../texts/texts.ts';
import { stateColours } from './state-colours.ts';

/** The colour is in the dot only: the word must be legible in both colour schemes. */
export function StateBadge({ state }: { readonly state: MachineState }) {
  return (
    <Badge variant="dot" color={stateColours[state]} size="sm" tt="none" fw={500}>
      {texts.states[state]}
    </Badge>
  );
}
