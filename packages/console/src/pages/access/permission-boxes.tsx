import { Checkbox, Stack } from '@mantine/core';
import type { Permission } from '@netberth/api';
import { useSession } from '../../server/session.ts';
import { permissionText } from './permission-text.ts';

type Props = {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (permissions: Permission[]) => void;
};

/** Nobody can give more than they have: only that is offered. */
export function PermissionBoxes({ label, value, onChange }: Props) {
  const possible = useSession()?.permissions ?? [];
  return (
    <Checkbox.Group
      label={label}
      value={[...value]}
      onChange={(chosen) => onChange(possible.filter((permission) => chosen.includes(permission)))}
    >
      <Stack gap={4} mt={4}>
        {possible.map((permission) => (
          <Checkbox key={permission} value={permission} label={permissionText(permission)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
