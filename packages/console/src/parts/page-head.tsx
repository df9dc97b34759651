import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** The one first heading of a page, and what can be done with the whole of it. */
export function PageHead({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <Group justify="space-between" mb="md">
      <Title order={1}>{title}</Title>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
