import { Badge, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Panel } from '../../parts/panel.tsx';
import { texts } from '../../texts/texts.ts';

const words = texts.start;

type Props = { readonly title: string; readonly isDone: boolean; readonly children: ReactNode };

export function Step({ title, isDone, children }: Props) {
  const badge = (
    <Badge variant="dot" color={isDone ? 'green' : 'orange'} tt="none">
      {isDone ? words.done : words.todo}
    </Badge>
  );
  return (
    <Panel title={title} actions={badge}>
      <Stack gap="xs">{children}</Stack>
    </Panel>
  );
}
